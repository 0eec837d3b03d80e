internal import BorealisRehearsal

/// A server that says what it was told to say, in pieces of a size, and keeps what it hears.
final class ScriptedStream: ByteStream {
    private var rest: ArraySlice<UInt8>
    private let pieceSize: Int
    private(set) var sent: [UInt8] = []

    init(_ bytes: [UInt8], pieceSize: Int = .max) {
        rest = bytes[...]
        self.pieceSize = pieceSize
    }

    func send(_ bytes: [UInt8]) {
        sent += bytes
    }

    func receive(atMost count: Int) -> [UInt8] {
        let piece = rest.prefix(min(count, pieceSize))
        rest = rest.dropFirst(piece.count)
        return Array(piece)
    }
}

/// Runs an action for its failure.
func failure(of action: () throws -> Void) -> DatabaseFailure? {
    do {
        try action()
        return nil
    } catch {
        return error as? DatabaseFailure
    }
}

/// Bytes for mistakes: any prefix of a good answer, and the answer with some bytes changed.
func damaged(_ bytes: [UInt8], using generator: inout some RandomNumberGenerator) -> [UInt8] {
    var damaged = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
    for _ in 0..<Int.random(in: 0...4, using: &generator) where !damaged.isEmpty {
        let index = Int.random(in: 0..<damaged.count, using: &generator)
        damaged[index] = UInt8.random(in: 0...255, using: &generator)
    }
    return damaged
}

/// Bytes that a server sends, and what is wrong with them.
struct Malformed: Sendable {
    let bytes: [UInt8]
    let reason: String

    init(_ bytes: [UInt8], reason: String) {
        self.bytes = bytes
        self.reason = reason
    }
}
