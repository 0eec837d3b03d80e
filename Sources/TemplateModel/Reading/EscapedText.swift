/// A text as libyaml is given it, and where each part of it stands in the text that a person sees.
///
/// JSON may have what YAML 1.1 takes for something else: characters outside of the basic plane as two escapes
/// (`\ud83d\ude00`), and unescaped the line breaks of Unicode and controls after the space. All become the escapes of
/// YAML.
struct EscapedText {
    /// From here on the escaped text is ahead of the original by as many bytes.
    private struct Shift {
        let offset: Int
        let by: Int
    }

    private(set) var bytes: [UInt8] = []
    private let original: [UInt8]
    private var shifts: [Shift] = []
    /// Where each 16th character begins, in the escaped text: a long line is not counted again for every place in it.
    private var landmarks: [Int] = []
    private static let landmarkDistance = 16
    /// Where a person's lines begin, in the original text.
    private var originalStarts = [0]

    init(_ original: [UInt8]) {
        self.original = original
        bytes.reserveCapacity(original.count)
        let isJSON = original.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
        var index = 0
        while let place = original[index...].firstIndex(where: { Self.mayStartEscape($0, isJSON: isJSON) }) {
            bytes += original[index..<place]
            index = min(place + copy(at: place, isJSON: isJSON), original.count)
        }
        bytes += original[index...]
        findLandmarks()
    }

    /// - Parameter character: counted from 0, in the escaped text, as libyaml counts them.
    func position(character: Int) -> TextPosition {
        let landmark = min(character / Self.landmarkDistance, landmarks.count - 1)
        let escaped = advance(landmarks[landmark], by: character - landmark * Self.landmarkDistance)
        let shift = shifts.lastIndex(whereSorted: { $0.offset <= escaped }).map { shifts[$0].by } ?? 0
        let offset = escaped - shift
        let line = originalStarts.lastIndex(whereSorted: { $0 <= offset }) ?? 0
        return TextPosition(line: line + 1, column: offset - originalStarts[line] + 1)
    }
}

extension Array {
    /// The last of a sorted array's first elements that fulfil a condition.
    fileprivate func lastIndex(whereSorted condition: (Element) -> Bool) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}

extension EscapedText {
    /// Whether something that is written anew may begin with a byte: most of a text is copied in long pieces.
    private static func mayStartEscape(_ byte: UInt8, isJSON: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "\\"): true
        case 0x7F, 0xC2, 0xE2, 0xEF: isJSON
        default: false
        }
    }

    /// Takes over what is at an index, and gives how many bytes that were.
    private mutating func copy(at index: Int, isJSON: Bool) -> Int {
        if original[index] == UInt8(ascii: "\\") {
            if let scalar = surrogatePair(at: index) { return replace(12, by: scalar) }
            // A backslash that is escaped starts no escape.
            bytes += original[index..<min(index + 2, original.count)]
            return 2
        }
        if isJSON, let (scalar, length) = special(at: index) { return replace(length, by: scalar) }
        bytes.append(original[index])
        return 1
    }

    private mutating func replace(_ length: Int, by scalar: Int) -> Int {
        let digits = String(scalar, radix: 16)
        bytes += Array("\\U".utf8) + Array(repeating: UInt8(ascii: "0"), count: 8 - digits.utf8.count) + digits.utf8
        shifts.append(Shift(offset: bytes.count, by: (shifts.last?.by ?? 0) + 10 - length))
        return length
    }

    private func surrogatePair(at index: Int) -> Int? {
        guard index + 12 <= original.count, let high = unit(at: index), let low = unit(at: index + 6),
            (0xD800..<0xDC00).contains(high), (0xDC00..<0xE000).contains(low)
        else { return nil }
        return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
    }

    /// The number of `\ud83d`.
    private func unit(at index: Int) -> Int? {
        guard original[index] == UInt8(ascii: "\\"), original[index + 1] == UInt8(ascii: "u") else { return nil }
        return Int(String(decoding: original[index + 2..<index + 6], as: UTF8.self), radix: 16)
    }

    /// What JSON allows in a text and YAML doesn't, and its length in UTF-8.
    private func special(at index: Int) -> (scalar: Int, length: Int)? {
        let rest = original[index..<min(index + 3, original.count)].map(Int.init)
        switch (rest.first, rest.dropFirst().first, rest.dropFirst(2).first) {
        case (0x7F, _, _): return (0x7F, 1)
        case (0xC2, let second?, _) where second < 0xA0: return (second, 2)
        case (0xE2, 0x80, let third?) where third == 0xA8 || third == 0xA9: return (0x2000 + third - 0x80, 3)
        case (0xEF, 0xBF, let third?) where third >= 0xBE: return (0xFFC0 + third - 0x80, 3)
        default: return nil
        }
    }
}

extension EscapedText {
    private mutating func findLandmarks() {
        var count = 0
        for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
            if count.isMultiple(of: Self.landmarkDistance) { landmarks.append(offset) }
            count += 1
        }
        if landmarks.isEmpty { landmarks = [0] }
        for (offset, byte) in original.enumerated() where byte == UInt8(ascii: "\n") {
            originalStarts.append(offset + 1)
        }
    }

    private func advance(_ start: Int, by characters: Int) -> Int {
        var index = start
        for _ in 0..<characters where index < bytes.count {
            index += 1
            while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
        }
        return index
    }
}
