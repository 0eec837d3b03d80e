/// The text of a script as it is hashed and run: UTF-8 without a byte order mark, lines ended by a line feed.
package struct ScriptText: Hashable, Sendable {
    package let bytes: [UInt8]

    /// Where a file stops to be UTF-8.
    package struct InvalidByte: Error, Hashable {
        /// Counted from 1.
        package let line: Int
        /// Counted from 1, in bytes.
        package let column: Int
        package let byte: UInt8

        package init(line: Int, column: Int, byte: UInt8) {
            self.line = line
            self.column = column
            self.byte = byte
        }
    }

    /// - Parameter file: the bytes of a file.
    package init(_ file: [UInt8]) throws(InvalidByte) {
        guard !Self.isPlain(file) else {
            bytes = file
            return
        }
        guard String(validating: file, as: UTF8.self) != nil else { throw InvalidByte(in: file) }
        let hasMark = file.starts(with: [0xEF, 0xBB, 0xBF])
        bytes = Self.withLineFeeds(hasMark ? file.dropFirst(3) : file[...])
    }

    /// Whether a file is ASCII without a carriage return, as most are: found out eight bytes at a time.
    private static func isPlain(_ file: [UInt8]) -> Bool {
        !file.containsWord { $0.highBits | $0.highBits(ofBytesEqualTo: UInt8(ascii: "\r")) }
    }

    /// Whether nothing is in it.
    package var isBlank: Bool {
        bytes.allSatisfy { " \n\t".utf8.contains($0) }
    }

    /// A comment by which dbmate and goose tell what to run from what undoes it.
    package var markerLine: String? {
        // Few scripts have either, and the others are not looked at line by line.
        guard bytes.contains(anyOf: UInt8(ascii: ":"), UInt8(ascii: "+")) else { return nil }
        return bytes.split(separator: UInt8(ascii: "\n")).lazy.map(Self.comment).first { comment in
            ["migrate:up", "migrate:down", "+goose"].contains { comment.hasPrefix($0) }
        }
    }

    /// What a line comment says; empty for another line.
    private static func comment(in line: ArraySlice<UInt8>) -> String {
        let isBlank: (UInt8) -> Bool = { " \t".utf8.contains($0) }
        let text = line.drop(while: isBlank)
        return text.starts(with: "--".utf8)
            ? String(decoding: text.dropFirst(2).drop(while: isBlank), as: UTF8.self) : ""
    }

    /// `\r\n` and a lone `\r` become `\n`.
    private static func withLineFeeds(_ content: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count)
        var isAfterReturn = false
        for byte in content {
            switch byte {
            case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "\n") where isAfterReturn: break
            default: bytes.append(byte)
            }
            isAfterReturn = byte == UInt8(ascii: "\r")
        }
        return bytes
    }
}

extension ScriptText.InvalidByte {
    /// The first byte that belongs to no character.
    fileprivate init(in file: [UInt8]) {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = file.makeIterator()
        var offset = 0
        while case .valid(let encoded) = parser.parseScalar(from: &iterator) {
            offset += encoded.count
        }
        let before = file[..<min(offset, file.count - 1)]
        let lineStart = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        self.init(
            line: before.count { $0 == UInt8(ascii: "\n") } + 1,
            column: before.count - lineStart + 1,
            byte: file[before.count]
        )
    }
}

extension [UInt8] {
    fileprivate func contains(anyOf first: UInt8, _ second: UInt8) -> Bool {
        containsWord { $0.highBits(ofBytesEqualTo: first) | $0.highBits(ofBytesEqualTo: second) }
    }

    /// Whether a test of eight bytes at a time finds one; the last ones are filled up with zeros.
    fileprivate func containsWord(where test: (UInt64) -> UInt64) -> Bool {
        withUnsafeBytes { buffer in
            let tail = buffer.count & ~7
            for offset in stride(from: 0, to: tail, by: 8)
            where test(buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) != 0 {
                return true
            }
            return test(buffer[tail...].reduce(0) { $0 << 8 | UInt64($1) }) != 0
        }
    }
}

extension UInt64 {
    /// The high bit of each byte that is not ASCII.
    fileprivate var highBits: UInt64 { self & 0x8080_8080_8080_8080 }
}
