/// Lines and columns of offsets, most of which grow: each byte is counted once.
struct LineCounter {
    private var counted = 0
    private var line = 1
    private var lineStart = 0

    /// - Parameter reader: anywhere in the text; always of the same one.
    mutating func place(of offset: Int, in reader: ByteReader) -> (line: Int, column: Int) {
        if offset < counted { self = LineCounter() }
        var part = reader.moved(to: counted..<offset)
        while part.skip(to: UInt8(ascii: "\n")) {
            part.position += 1
            line += 1
            lineStart = part.position
        }
        counted = offset
        return (line, offset - lineStart + 1)
    }
}
