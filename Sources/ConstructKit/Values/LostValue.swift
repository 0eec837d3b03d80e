internal import TemplateModel

/// What a ``Value`` leaves in a plain `String`: a marker that synth finds.
///
/// The compiler warns through the deprecated overload (an unavailable one would be passed over by the type checker,
/// which would then print the struct); the marker turns what was ignored into an error at synth.
package enum LostValue {
    /// Two scalars of a private-use plane with the value's kind between them: nobody writes them by hand.
    private static let opening = "\u{F0B0A}"
    private static let closing = "\u{F0B0B}"

    static func marker(for expression: Expression) -> String {
        opening + description(of: expression) + closing
    }

    /// The kind of the first value that was lost in a text; nil for text that is only text.
    package static func description(in text: String) -> String? {
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(of: "\u{F0B0A}"), let end = scalars[start...].firstIndex(of: "\u{F0B0B}")
        else { return nil }
        return String(scalars[scalars.index(after: start)..<end])
    }

    private static func description(of expression: Expression) -> String {
        switch expression.term {
        case .reference(let reference):
            (reference.attribute.map { "\($0) of " } ?? "the reference of ") + type(of: reference.element).displayName
        case .pseudoParameter(let name): name
        case .call(let function, _): function.rawValue
        case .substitution: "Fn::Sub"
        default: "a literal"
        }
    }
}

extension DefaultStringInterpolation {
    /// Refuses a value in a plain string: make the string a `Value<String>`, then it is an `Fn::Sub`.
    @available(*, deprecated, message: "a Value inside a plain String is lost; declare the string as Value<String>")
    public mutating func appendInterpolation(_ value: some PropertyValue) {
        appendLiteral(LostValue.marker(for: value.expression))
    }

    /// Refuses an element in a plain string: what is wanted of it is its `ref` or an attribute, in a `Value<String>`.
    @available(*, deprecated, message: "an element inside a String is lost; use its ref in a Value<String>")
    public mutating func appendInterpolation(_ element: Element) {
        appendLiteral(LostValue.marker(for: .reference(element)))
    }
}
