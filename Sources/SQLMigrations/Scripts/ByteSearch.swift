/// Finds short texts in long ones: few scripts have what is looked for, and the others are only run over.
enum ByteSearch {
    /// Where a text begins in others, in order; what is found doesn't overlap.
    ///
    /// - Parameter rare: a byte of the text that others seldom have; it is searched for eight bytes at a time.
    static func offsets(of text: StaticString, rare: UInt8, in bytes: [UInt8]) -> [Int] {
        text.withUTF8Buffer { text in
            guard let place = text.firstIndex(of: rare) else { return [] }
            var found: [Int] = []
            bytes.withUnsafeBytes { buffer in
                var next = 0
                buffer.forEachOffset(of: rare) { offset in
                    let start = offset - place
                    guard start >= next, start + text.count <= buffer.count else { return }
                    guard buffer[start..<(start + text.count)].elementsEqual(text) else { return }
                    found.append(start)
                    next = start + text.count
                }
            }
            return found
        }
    }

    /// Whether all bytes are ASCII, and none is the given one.
    static func isASCII(_ bytes: [UInt8], without byte: UInt8) -> Bool {
        bytes.withUnsafeBytes { buffer in
            let test: (UInt64) -> UInt64 = { $0.highBits | $0.highBits(ofBytesEqualTo: byte) }
            let tail = buffer.count & ~7
            for offset in stride(from: 0, to: tail, by: 8)
            where test(buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) != 0 {
                return false
            }
            // Filled up with zeros, which are neither.
            return test(buffer[tail...].reduce(0) { $0 << 8 | UInt64($1) }) == 0
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func forEachOffset(of byte: UInt8, _ body: (Int) -> Void) {
        let tail = count & ~7
        for word in stride(from: 0, to: tail, by: 8)
        where loadUnaligned(fromByteOffset: word, as: UInt64.self).highBits(ofBytesEqualTo: byte) != 0 {
            for offset in word..<(word + 8) where self[offset] == byte {
                body(offset)
            }
        }
        for offset in tail..<count where self[offset] == byte {
            body(offset)
        }
    }
}

extension UInt64 {
    /// The high bit of each byte that is not ASCII.
    fileprivate var highBits: UInt64 { self & 0x8080_8080_8080_8080 }
}
