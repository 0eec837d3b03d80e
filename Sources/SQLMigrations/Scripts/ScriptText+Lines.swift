extension ScriptText {
    /// Where a byte is.
    struct Position: Hashable {
        /// Counted from 1.
        let line: Int
        /// Counted from 1, in bytes.
        let column: Int
    }

    /// Tells where bytes are; where they are asked for in their order, each byte of the text is counted once.
    struct PositionCounter {
        private let bytes: [UInt8]
        private var lines = LineCounter()

        init(_ text: ScriptText) {
            bytes = text.bytes
        }

        mutating func position(of offset: Int) -> Position {
            let place = bytes.withUnsafeBufferPointer { buffer in
                buffer.baseAddress.map { lines.place(of: offset, in: ByteReader($0, in: 0..<buffer.count)) }
            }
            return Position(line: place?.line ?? 1, column: place?.column ?? 1)
        }
    }

    func string(in range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}

extension RandomAccessCollection where Index == Int {
    /// Where a condition begins to hold, which holds for all that follow; the end where it holds for none.
    func partitioningIndex(where isIn: (Element) -> Bool) -> Int {
        var range = startIndex..<endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = isIn(self[middle]) ? range.lowerBound..<middle : (middle + 1)..<range.upperBound
        }
        return range.lowerBound
    }
}
