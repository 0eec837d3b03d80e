/// The scalars of a pattern, and the parts of it that classes and sequences share.
struct PatternReader {
    private let scalars: [Unicode.Scalar]
    private(set) var offset = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    var isAtEnd: Bool { offset == scalars.count }

    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        offset + distance < scalars.count ? scalars[offset + distance] : nil
    }

    mutating func advance() {
        offset += 1
    }

    mutating func next() -> Unicode.Scalar? {
        guard let scalar = peek() else { return nil }
        advance()
        return scalar
    }

    /// Goes on if a text comes next.
    mutating func take(_ text: String) -> Bool {
        guard scalars.dropFirst(offset).starts(with: text.unicodeScalars) else { return false }
        offset += text.unicodeScalars.count
        return true
    }

    func problem(_ description: String) -> PatternProblem {
        PatternProblem(offset: max(0, offset - 1), description: description)
    }
}

extension PatternReader {
    /// The bounds of `*`, `+`, `?`, `{2}`, `{2,}` or `{2,5}`; nil where none comes next: other braces are themselves.
    mutating func quantifier() throws(PatternProblem) -> (least: Int, most: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let before = offset
        guard take("{") else { return nil }
        let least = number()
        let hasComma = take(",")
        let most = hasComma ? number() : least
        guard take("}"), least != nil || most != nil else {
            offset = before
            return nil
        }
        if let least, let most, least > most { throw problem("the bounds of a repetition are the wrong way round") }
        return (least ?? 0, most)
    }

    private mutating func number() -> Int? {
        var digits = ""
        while let next = peek(), ("0"..."9").contains(next), digits.count < 9 {
            digits.unicodeScalars.append(next)
            advance()
        }
        return Int(digits)
    }

    /// What an escape stands for, in a class and outside; the backslash has been read.
    mutating func escapedSet() throws(PatternProblem) -> ScalarSet.Description {
        guard let scalar = next() else { throw problem("the pattern ends too early") }
        switch scalar {
        case "d": return .digits
        case "D": return .complement(.digits)
        case "w": return .words
        case "W": return .complement(.words)
        case "s": return .spaces
        case "S": return .complement(.spaces)
        case "p": return try property()
        case "P": return .complement(try property())
        default: return .range(try value(of: scalar))
        }
    }

    /// A range, since half of a surrogate pair stands for all scalars that need one.
    private mutating func value(of scalar: Unicode.Scalar) throws(PatternProblem) -> ClosedRange<UInt32> {
        switch scalar {
        case "n": return 10...10
        case "r": return 13...13
        case "t": return 9...9
        case "f": return 12...12
        case "v": return 11...11
        case "a": return 7...7
        case "e": return 27...27
        case "0": return 0...0
        case "x": return try hexadecimal(take("{") ? nil : 2)
        case "u": return try hexadecimal(take("{") ? nil : 4)
        default: return scalar.value...scalar.value
        }
    }

    /// So many digits, or as many as there are before a brace.
    private mutating func hexadecimal(_ count: Int?) throws(PatternProblem) -> ClosedRange<UInt32> {
        var digits = ""
        while let next = peek(), next.properties.isASCIIHexDigit, digits.count < count ?? 6 {
            digits.unicodeScalars.append(next)
            advance()
        }
        guard digits.count == count ?? digits.count, let value = UInt32(digits, radix: 16),
            count != nil || take("}"), value <= 0x10_FFFF
        else { throw problem("hexadecimal digits are missing") }
        return (0xD800...0xDFFF).contains(value) ? 0x1_0000...0x10_FFFF : value...value
    }

    private mutating func property() throws(PatternProblem) -> ScalarSet.Description {
        var name = ""
        if take("{") {
            while let next = next(), next != "}" { name.unicodeScalars.append(next) }
        } else if let next = next() {
            name.unicodeScalars.append(next)
        }
        guard let set = ScalarSet.Description(property: name) else { throw problem("\(name) is no known property") }
        return set
    }
}
