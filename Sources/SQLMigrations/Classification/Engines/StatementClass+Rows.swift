extension StatementClass {
    /// The class of a statement of which the first word tells all, as of most of a dump; nil for another.
    ///
    /// Nothing is allocated and no other token is read: a folder of scripts has hundreds of thousands of them.
    /// - Parameter code: from the first token on.
    static func ofRows(_ code: Range<Int>, in bytes: [UInt8]) -> StatementClass? {
        switch firstWord(code, in: bytes) {
        case letters("insert"): rows("INSERT")
        case letters("replace"): rows("REPLACE")
        case letters("update"): rows("UPDATE")
        case letters("delete"): rows("DELETE")
        default: nil
        }
    }

    private static func rows(_ command: String) -> StatementClass {
        StatementClass(command: command, language: .dml, effect: .data, transaction: .inside)
    }

    /// At most eight letters in small ones, the first in the lowest bits: longer words begin like none of the above.
    @inline(__always)
    private static func firstWord(_ code: Range<Int>, in bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBufferPointer { buffer in
            var letters: UInt64 = 0
            var index = code.lowerBound
            while index < min(code.upperBound, code.lowerBound + 8), buffer[index].isWordPart {
                letters |= UInt64(buffer[index] | 0x20) << (8 * (index - code.lowerBound))
                index += 1
            }
            return letters
        }
    }

    @inline(__always)
    private static func letters(_ word: StaticString) -> UInt64 {
        var letters: UInt64 = 0
        var index = 0
        while index < word.utf8CodeUnitCount {
            letters |= UInt64(word.utf8Start[index]) << (8 * index)
            index += 1
        }
        return letters
    }
}
