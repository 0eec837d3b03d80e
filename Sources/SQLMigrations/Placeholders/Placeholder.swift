/// A place in a script for a value: `${name}`; or that text itself, escaped: `$${name}`.
struct Placeholder {
    /// All of it, with the dollar that escapes it.
    let range: Range<Int>
    /// What is between the braces.
    let name: String
    let isEscaped: Bool

    /// Those of a text, in their order.
    ///
    /// Braces after a dollar with anything else between are text: a JSON object after `$$` is none.
    static func all(in text: ScriptText) -> [Placeholder] {
        ByteSearch.offsets(of: "${", rare: UInt8(ascii: "$"), in: text.bytes).compactMap { offset in
            let content = text.bytes[(offset + 2)...].prefix(nameLimit)
            guard let end = content.firstIndex(of: UInt8(ascii: "}")) else { return nil }
            let name = String(decoding: text.bytes[(offset + 2)..<end], as: UTF8.self)
            guard isMeant(name) else { return nil }
            let isEscaped = offset > 0 && text.bytes[offset - 1] == UInt8(ascii: "$")
            return Placeholder(range: (isEscaped ? offset - 1 : offset)..<(end + 1), name: name, isEscaped: isEscaped)
        }
    }

    /// Longer names are none that anybody writes.
    private static let nameLimit = 128

    /// Whether it is meant to be a name: also `flyway:timestamp`, `my-name` and ` name `, which are none here.
    private static func isMeant(_ name: String) -> Bool {
        let trimmed = name.trimmingBlanks
        return trimmed.utf8.first.map { $0.isASCIILetter || $0 == UInt8(ascii: "_") } ?? false
            && trimmed.utf8.allSatisfy { byte in
                byte.isASCIILetter || byte.isASCIIDigit || "_.:-".utf8.contains(byte)
            }
    }

    /// ASCII letters, digits and underscores; no digit first.
    static func isName(_ name: String) -> Bool {
        let isFirst: (UInt8) -> Bool = { $0.isASCIILetter || $0 == UInt8(ascii: "_") }
        return name.utf8.first.map(isFirst) ?? false && name.utf8.allSatisfy { isFirst($0) || $0.isASCIIDigit }
    }
}
