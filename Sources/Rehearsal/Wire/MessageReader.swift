/// Reads a message of a server from its start to its end, and nothing beyond.
struct MessageReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ message: ArraySlice<UInt8>) {
        rest = message
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ count: Int) throws(DatabaseFailure) -> ArraySlice<UInt8> {
        guard (0...rest.count).contains(count) else { throw .lost("the server sent a message that is cut off") }
        let taken = rest.prefix(count)
        rest = rest.dropFirst(count)
        return taken
    }

    mutating func byte() throws(DatabaseFailure) -> UInt8 {
        try take(1).reduce(0) { $1 | $0 }
    }

    /// - Parameter size: 1...7 bytes.
    mutating func bigEndian(_ size: Int) throws(DatabaseFailure) -> Int {
        try take(size).reduce(0) { $0 << 8 | Int($1) }
    }

    /// - Parameter size: 1...7 bytes.
    mutating func littleEndian(_ size: Int) throws(DatabaseFailure) -> Int {
        try take(size).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// Text up to a zero, which is read with it.
    mutating func terminatedText() throws(DatabaseFailure) -> String {
        guard let end = rest.firstIndex(of: 0) else { throw .lost("the server sent a text without its end") }
        let text = rest[..<end]
        rest = rest[(end + 1)...]
        return String(decoding: text, as: UTF8.self)
    }

    /// Text up to the end of the message.
    mutating func remainingText() -> String {
        defer { rest = [] }
        return String(decoding: rest, as: UTF8.self)
    }
}

extension [UInt8] {
    mutating func append(bigEndian value: Int, size: Int) {
        for shift in stride(from: 8 * (size - 1), through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func append(littleEndian value: Int, size: Int) {
        for shift in stride(from: 0, to: 8 * size, by: 8) {
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func append(terminated text: String) {
        append(contentsOf: text.utf8)
        append(0)
    }
}
