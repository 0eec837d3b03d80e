/// A place in bytes that are borrowed, and the ways to move on from it that both lexers need.
///
/// It holds a pointer, since every byte of a dump passes here: whoever makes one keeps the bytes alive.
struct ByteReader {
    private let base: UnsafePointer<UInt8>
    let end: Int
    var position: Int

    /// - Parameter bytes: those of a whole script, not empty.
    init(_ bytes: UnsafePointer<UInt8>, in range: Range<Int>) {
        base = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// The same place with an earlier end.
    func limited(to end: Int) -> ByteReader {
        ByteReader(base, in: position..<end)
    }

    /// Another part of the same bytes.
    func moved(to range: Range<Int>) -> ByteReader {
        ByteReader(base, in: range)
    }

    @inline(__always)
    var isAtEnd: Bool { position >= end }

    /// The byte at an offset from the place; zero after the end.
    @inline(__always)
    func peek(_ ahead: Int = 0) -> UInt8 {
        position + ahead < end ? base[position + ahead] : 0
    }

    /// A byte that was passed, or the one at the place.
    @inline(__always)
    func byte(at offset: Int) -> UInt8 { base[offset] }

    /// The bytes of a token.
    func bytes(in range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    /// Whether the bytes of a token are a keyword.
    func isWord(_ range: Range<Int>, _ keyword: SQLKeyword) -> Bool {
        SQLKeyword(bytes(in: range)) == keyword
    }

    /// Whether nothing but spaces and tabs is before an offset on its line.
    func isFirstOnLine(_ offset: Int) -> Bool {
        var before = offset - 1
        while before >= 0, base[before] == 0x20 || base[before] == 0x09 { before -= 1 }
        return before < 0 || base[before] == UInt8(ascii: "\n")
    }

    @inline(__always)
    mutating func skip(while isSkipped: (UInt8) -> Bool) {
        var offset = position
        while offset < end, isSkipped(base[offset]) { offset += 1 }
        position = offset
    }

    @inline(__always)
    mutating func skipBlanks() { skip(while: \.isBlank) }

    /// Whether these bytes are next.
    func isAt(_ text: some Collection<UInt8>) -> Bool {
        text.count <= end - position && zip(text, position..<end).allSatisfy { $0 == base[$1] }
    }

    /// Moves to the next of two bytes, or to the end, eight bytes at a time.
    /// - Returns: whether there is one.
    mutating func skip(to first: UInt8, or second: UInt8) -> Bool {
        var offset = position
        let raw = UnsafeRawPointer(base)
        while offset + 8 <= end {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let found = word.highBits(ofBytesEqualTo: first) | word.highBits(ofBytesEqualTo: second)
            if found != 0 {
                position = offset + found.trailingZeroBitCount / 8
                return true
            }
            offset += 8
        }
        while offset < end, base[offset] != first, base[offset] != second { offset += 1 }
        position = offset
        return offset < end
    }

    /// Moves to the next such byte, or to the end.
    mutating func skip(to byte: UInt8) -> Bool { skip(to: byte, or: byte) }

    /// Moves behind the end of the line.
    mutating func skipLine() {
        if skip(to: UInt8(ascii: "\n")) { position += 1 }
    }

    /// Moves behind a quote in which the quote itself is doubled; the place is behind the opening one.
    /// - Parameter escape: what takes the next byte's meaning away; the quote itself where nothing does.
    /// - Returns: whether it is closed.
    mutating func skipQuoted(_ quote: UInt8, escape: UInt8) -> Bool {
        while skip(to: quote, or: escape) {
            if base[position] == quote {
                position += 1
                guard peek() == quote, !isAtEnd else { return true }
                position += 1
            } else {
                position = min(position + 2, end)
            }
        }
        return false
    }
}

extension UInt8 {
    /// A space, tab, line feed, vertical tab, form feed or carriage return.
    @inline(__always)
    var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

    /// A letter, a digit, `_`, `$`, or part of a character that isn't ASCII: what words are made of on both engines.
    @inline(__always)
    var isWordPart: Bool { isWordStart || isASCIIDigit || self == UInt8(ascii: "$") }

    /// What words begin with on PostgreSQL.
    @inline(__always)
    var isWordStart: Bool {
        (self | 0x20) &- UInt8(ascii: "a") < 26 || self >= 0x80 || self == UInt8(ascii: "_")
    }

    var isHexadecimalDigit: Bool { isASCIIDigit || (self | 0x20) &- UInt8(ascii: "a") < 6 }
}

extension UInt64 {
    /// The high bit of each byte that is the given one; that of one after such a byte may be set as well.
    @inline(__always)
    func highBits(ofBytesEqualTo byte: UInt8) -> UInt64 {
        let difference = self ^ (0x0101_0101_0101_0101 &* UInt64(byte))
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }
}
