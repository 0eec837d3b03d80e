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
        guard !ByteSearch.isASCII(file, without: UInt8(ascii: "\r")) else {
            // As most are.
            bytes = file
            return
        }
        guard String(validating: file, as: UTF8.self) != nil else { throw InvalidByte(in: file) }
        let hasMark = file.starts(with: [0xEF, 0xBB, 0xBF])
        bytes = Self.withLineFeeds(hasMark ? file.dropFirst(3) : file[...])
    }

    /// - Parameter bytes: UTF-8 with line feeds, as what a text was made of.
    init(normalized bytes: [UInt8]) {
        self.bytes = bytes
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
