internal import OrderedCollections

/// JSON with keys in their order, and non-ASCII text as it is.
struct JSONText {
    private enum Layout {
        /// Two spaces of indentation.
        case indented
        case line
    }

    private var bytes: [UInt8] = []
    private let layout: Layout

    private init(_ layout: Layout) {
        self.layout = layout
    }

    static func text(of node: TemplateNode) -> String {
        var writer = JSONText(.indented)
        writer.write(node, depth: 0)
        writer.bytes.append(UInt8(ascii: "\n"))
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// All of it in one line, without a newline.
    static func line(of node: TemplateNode) -> String {
        var writer = JSONText(.line)
        writer.write(node, depth: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private mutating func write(_ node: TemplateNode, depth: Int) {
        switch node {
        case .string(let text): write(quoted: text)
        case .integer(let number): bytes += String(number).utf8
        case .number(let number): bytes += NumberText.text(of: number).utf8
        case .boolean(let boolean): bytes += String(boolean).utf8
        case .list(let items):
            write(items, open: "[", close: "]", depth: depth) { $0.write($1, depth: depth + 1) }
        case .map(let entries):
            write(entries.elements, open: "{", close: "}", depth: depth) { writer, entry in
                writer.write(quoted: entry.key)
                writer.bytes += ": ".utf8
                writer.write(entry.value, depth: depth + 1)
            }
        }
    }

    private mutating func write<Items: Collection>(
        _ items: Items,
        open: String,
        close: String,
        depth: Int,
        item: (inout JSONText, Items.Element) -> Void
    ) {
        bytes += open.utf8
        for (index, element) in items.enumerated() {
            bytes += (index == 0 ? "" : layout == .line ? ", " : ",").utf8
            startLine(depth + 1)
            item(&self, element)
        }
        if !items.isEmpty { startLine(depth) }
        bytes += close.utf8
    }

    private mutating func startLine(_ depth: Int) {
        guard layout == .indented else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth)
    }

    private mutating func write(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += #"\""#.utf8
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
            case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
            case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
            case 0..<0x20: bytes += ((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
