/// Numbers as JSON and YAML 1.1 both read them.
package enum NumberText {
    /// `0.5`, `4` for a whole number; exponents as `1.5e+20`, since YAML 1.1 reads `1e20` as text.
    package static func text(of number: Double) -> String {
        precondition(number.isFinite, "a number of a template is not finite")
        // Not `Int(exactly:)`, nor `rounded()`: without Foundation nothing links the mathematics library that they call.
        if abs(number) < 1e15, number == Double(Int(number)) { return String(Int(number)) }
        let text = String(number)
        guard let exponent = text.firstIndex(of: "e") else { return text }
        let mantissa = text[..<exponent]
        let power = text[text.index(after: exponent)...]
        return mantissa + (mantissa.contains(".") ? "" : ".0") + "e" + (power.hasPrefix("-") ? "" : "+")
            + power.drop { $0 == "+" }
    }
}
