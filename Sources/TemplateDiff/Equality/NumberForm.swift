internal import TemplateModel

/// A number in the one form of all that are equal, without rounding: `3306`, `0.5`, `-1`.
enum NumberForm {
    /// Nil for a text that is no number.
    static func form(of text: String) -> String? {
        guard let last = text.utf8.last, isDigit(last) || last == UInt8(ascii: ".") else { return nil }
        if let plain = plainForm(of: text) { return plain }
        guard text.utf8.contains(UInt8(ascii: "e")) || text.utf8.contains(UInt8(ascii: "E")),
            let number = Double(text), number.isFinite
        else { return nil }
        return NumberText.text(of: number)
    }

    /// Digits with or without a point.
    private static func plainForm(of text: String) -> String? {
        let isNegative = text.hasPrefix("-")
        let unsigned = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
        let halves = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.allSatisfy({ $0.utf8.allSatisfy(isDigit) }), halves.contains(where: { !$0.isEmpty }) else {
            return nil
        }
        let whole = halves[0].drop { $0 == "0" }
        let fraction = halves.count > 1 ? halves[1].droppingTrailingZeros : ""
        let digits = (whole.isEmpty ? "0" : String(whole)) + (fraction.isEmpty ? "" : ".\(fraction)")
        return (isNegative && digits != "0" ? "-" : "") + digits
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension Substring {
    fileprivate var droppingTrailingZeros: Substring {
        guard let last = lastIndex(where: { $0 != "0" }) else { return "" }
        return self[...last]
    }
}
