/// JSON in a text, laid out in lines; its tokens stay as they are.
enum JSONLayout {
    /// Nil where the text is no JSON object or array by its brackets and quotes.
    static func text(of json: String) -> String? {
        guard let first = json.utf8.first(where: { !isSpace($0) }), first == open.0 || first == open.1 else {
            return nil
        }
        var layout = Layout()
        for byte in json.utf8 where !layout.isBroken { layout.add(byte) }
        return layout.text
    }

    fileprivate static let open = (UInt8(ascii: "{"), UInt8(ascii: "["))

    fileprivate static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}

private struct Layout {
    private var bytes: [UInt8] = []
    /// The brackets that are to come.
    private var closers: [UInt8] = []
    private var isInText = false
    private var isEscaped = false
    private(set) var isBroken = false

    var text: String? {
        isBroken || isInText || !closers.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    mutating func add(_ byte: UInt8) {
        if isInText { return addInText(byte) }
        if JSONLayout.isSpace(byte) { return }
        if closers.isEmpty, !bytes.isEmpty { isBroken = true }
        switch byte {
        case UInt8(ascii: "\""):
            isInText = true
            bytes.append(byte)
        case UInt8(ascii: "{"): open(byte, until: UInt8(ascii: "}"))
        case UInt8(ascii: "["): open(byte, until: UInt8(ascii: "]"))
        case UInt8(ascii: "}"), UInt8(ascii: "]"): close(byte)
        case UInt8(ascii: ","):
            bytes.append(byte)
            startLine()
        case UInt8(ascii: ":"): bytes += ": ".utf8
        default: bytes.append(byte)
        }
    }

    private mutating func addInText(_ byte: UInt8) {
        bytes.append(byte)
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInText = false
        }
        // A text in JSON has no line feed as such.
        if byte == UInt8(ascii: "\n") { isBroken = true }
    }

    private mutating func open(_ byte: UInt8, until closer: UInt8) {
        bytes.append(byte)
        closers.append(closer)
        startLine()
    }

    private mutating func close(_ byte: UInt8) {
        guard closers.popLast() == byte else {
            isBroken = true
            return
        }
        let isEmpty = bytes.last == 0x20 || bytes.last == UInt8(ascii: "\n")
        if isEmpty {
            while let last = bytes.last, last == 0x20 || last == UInt8(ascii: "\n") { bytes.removeLast() }
        } else {
            startLine()
        }
        bytes.append(byte)
    }

    private mutating func startLine() {
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(0x20, count: 2 * closers.count)
    }
}
