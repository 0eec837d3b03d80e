internal import TemplateModel

/// The pieces of a string with values inside, as string interpolation collects them: `Fn::Sub`.
///
/// Literal text is data: a `${` in it is escaped, so that only interpolated values are substituted.
public struct Substitution: StringInterpolationProtocol {
    private var pieces: [Expression] = []

    /// Starts without pieces.
    public init(literalCapacity: Int, interpolationCount: Int) {
        pieces.reserveCapacity(2 * interpolationCount + 1)
    }

    /// Adds text.
    public mutating func appendLiteral(_ text: String) {
        guard !text.isEmpty else { return }
        if case .string(let before)? = pieces.last?.term {
            pieces[pieces.count - 1] = .string(before + text)
        } else {
            pieces.append(.string(text))
        }
    }

    /// Adds what is only known when the stack is deployed.
    public mutating func appendInterpolation<T: ScalarType>(_ value: Value<T>) {
        switch value.expression.term {
        case .string(let text): appendLiteral(text)
        case .integer(let number): appendLiteral(String(number))
        case .number(let number): appendLiteral(number.decimalText)
        case .boolean(let boolean): appendLiteral(String(boolean))
        case .substitution(let inner):
            for piece in inner {
                appendInterpolation(Value<String>(expression: piece))
            }
        default: pieces.append(value.expression)
        }
    }

    /// Adds text that is known now.
    public mutating func appendInterpolation(_ text: String) {
        appendLiteral(text)
    }

    /// Adds a number that is known now.
    public mutating func appendInterpolation(_ number: Int) {
        appendLiteral(String(number))
    }

    /// Text without values stays text, and a value without text stays itself.
    package var expression: Expression {
        switch pieces.count {
        case 0: .string("")
        case 1: isText(pieces[0]) || isReference(pieces[0]) ? pieces[0] : Expression(.substitution(pieces))
        default: Expression(.substitution(pieces))
        }
    }

    private func isText(_ piece: Expression) -> Bool {
        if case .string = piece.term { true } else { false }
    }

    private func isReference(_ piece: Expression) -> Bool {
        switch piece.term {
        case .reference, .pseudoParameter: true
        default: false
        }
    }
}
