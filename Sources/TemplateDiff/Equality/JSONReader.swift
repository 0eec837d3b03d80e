internal import OrderedCollections
internal import TemplateModel

/// Reads JSON and nothing else: YAML's reader takes more for it than what a service would.
///
/// - Source: RFC 8259, The JavaScript Object Notation Data Interchange Format, December 2017.
struct JSONReader {
    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    private static let depthLimit = 200

    /// The only key of a number that has more digits than can be calculated with; its value is the number's text.
    static let longNumber = "\u{0}number"

    private struct NotJSON: Error {}

    /// The object or list that a text is; nil for any other text.
    static func objectOrList(_ text: String) -> TemplateNode? {
        let start = text.utf8.first { !isSpace($0) }
        guard start == UInt8(ascii: "{") || start == UInt8(ascii: "[") else { return nil }
        var reader = JSONReader(bytes: Array(text.utf8))
        return try? reader.document()
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func document() throws(NotJSON) -> TemplateNode {
        let node = try value()
        skipSpaces()
        guard index == bytes.count else { throw NotJSON() }
        return node
    }

    private mutating func value() throws(NotJSON) -> TemplateNode {
        skipSpaces()
        switch peek {
        case UInt8(ascii: "{"): return try nested { reader throws(NotJSON) in try reader.object() }
        case UInt8(ascii: "["): return try nested { reader throws(NotJSON) in try reader.list() }
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        // A template has no null, so that no other value is equal to this one.
        case UInt8(ascii: "n"): return try word("null", .map(["\u{0}null": .boolean(true)]))
        default: return try number()
        }
    }

    private mutating func nested(
        _ body: (inout JSONReader) throws(NotJSON) -> TemplateNode
    ) throws(NotJSON) -> TemplateNode {
        guard depth < Self.depthLimit else { throw NotJSON() }
        depth += 1
        defer { depth -= 1 }
        index += 1
        return try body(&self)
    }

    private mutating func object() throws(NotJSON) -> TemplateNode {
        var entries: OrderedDictionary<String, TemplateNode> = [:]
        guard !take("}") else { return .map(entries) }
        repeat {
            skipSpaces()
            let key = try text()
            guard take(":"), entries[key] == nil else { throw NotJSON() }
            entries[key] = try value()
        } while take(",")
        guard take("}") else { throw NotJSON() }
        return .map(entries)
    }

    private mutating func list() throws(NotJSON) -> TemplateNode {
        var items: [TemplateNode] = []
        guard !take("]") else { return .list(items) }
        repeat { items.append(try value()) } while take(",")
        guard take("]") else { throw NotJSON() }
        return .list(items)
    }

    private mutating func word(_ word: String, _ node: TemplateNode) throws(NotJSON) -> TemplateNode {
        guard bytes[index...].starts(with: word.utf8) else { throw NotJSON() }
        index += word.utf8.count
        return node
    }

    /// Whole numbers as such, however they are written.
    private mutating func number() throws(NotJSON) -> TemplateNode {
        let start = index
        while let byte = peek, Self.isInNumber(byte) { index += 1 }
        let digits = String(decoding: bytes[start..<index], as: UTF8.self)
        guard digits.utf8.first != UInt8(ascii: "+"), let form = NumberForm.form(of: digits) else { throw NotJSON() }
        if let whole = Int(form) { return .integer(whole) }
        // One that would be rounded is kept as it is written.
        guard let number = Double(form), number.isFinite, NumberForm.form(of: NumberText.text(of: number)) == form
        else { return .map([Self.longNumber: .string(form)]) }
        return .number(number)
    }

    private mutating func text() throws(NotJSON) -> String {
        guard peek == UInt8(ascii: "\"") else { throw NotJSON() }
        index += 1
        var decoded: [UInt8] = []
        while let byte = peek {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: decoded, as: UTF8.self)
            case UInt8(ascii: "\\"): try decoded += escape()
            case 0..<0x20: throw NotJSON()
            default: decoded.append(byte)
            }
        }
        throw NotJSON()
    }

    private mutating func escape() throws(NotJSON) -> [UInt8] {
        guard let byte = peek else { throw NotJSON() }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
        default: throw NotJSON()
        }
    }

    /// One code unit of UTF-16, or two where the first says so.
    private mutating func scalar() throws(NotJSON) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard take(exactly: "\\u") else { throw NotJSON() }
        let second = try codeUnit()
        guard (0xD800..<0xDC00).contains(first), (0xDC00..<0xE000).contains(second) else { throw NotJSON() }
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        guard let scalar = Unicode.Scalar(value) else { throw NotJSON() }
        return scalar
    }

    private mutating func codeUnit() throws(NotJSON) -> UInt16 {
        let digits = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self)
        guard digits.utf8.count == 4, let unit = UInt16(digits, radix: 16) else { throw NotJSON() }
        index += 4
        return unit
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpaces() {
        while let byte = peek, Self.isSpace(byte) { index += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpaces()
        guard peek == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func take(exactly text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func isInNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
