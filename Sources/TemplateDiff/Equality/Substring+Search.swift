extension Substring {
    /// Where a text begins and ends, byte by byte: many texts are searched, and few of them have it.
    func firstPlace(of text: StaticString) -> Range<Index>? {
        let length = text.utf8CodeUnitCount
        let offset: Int?? = text.withUTF8Buffer { needle in
            utf8.withContiguousStorageIfAvailable { bytes -> Int? in
                guard length > 0, bytes.count >= length else { return nil }
                return (0...bytes.count - length).first { start in
                    bytes[start] == needle[0] && (1..<length).allSatisfy { bytes[start + $0] == needle[$0] }
                }
            }
        }
        // Swift's own texts are in one piece.
        guard let offset, let found = offset else { return nil }
        let start = utf8.index(startIndex, offsetBy: found)
        return start..<utf8.index(start, offsetBy: length)
    }

    func has(_ text: StaticString) -> Bool {
        firstPlace(of: text) != nil
    }
}
