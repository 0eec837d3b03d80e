/// Bytes to and from a server, in their order.
package protocol ByteStream: AnyObject {
    func send(_ bytes: [UInt8]) throws(DatabaseFailure)

    /// Waits for what comes next, at most so many bytes; nothing at the end.
    func receive(atMost count: Int) throws(DatabaseFailure) -> [UInt8]
}

/// Why a server didn't do what it was asked.
package enum DatabaseFailure: Error, Hashable {
    /// It said no; the connection can be used further.
    case refused(Refusal)
    /// The connection is of no more use: what was received can't be read, or has ended.
    case lost(String)

    /// An error as the server words it.
    package struct Refusal: Hashable, Sendable {
        /// Five characters: `42P01`.
        package var sqlState = ""
        /// MySQL's own number: 1064.
        package var number: Int?
        package var message = ""
        package var detail: String?
        package var hint: String?
        /// PostgreSQL only: where in the statement, in characters counted from 1.
        package var position: Int?
        /// PostgreSQL only: what a block or a function ran, where the error is in that, and the place in it.
        package var innerStatement: String?
        package var innerPosition: Int?

        package init() {}
    }
}

/// What was received and not yet read.
struct IncomingBytes {
    private let stream: any ByteStream
    private var buffer: ArraySlice<UInt8> = []

    private static let pieceSize = 1 << 16

    init(of stream: any ByteStream) {
        self.stream = stream
    }

    /// Waits for so many bytes.
    ///
    /// Room is made as they come: a wrong length alone takes no memory.
    mutating func take(_ count: Int) throws(DatabaseFailure) -> ArraySlice<UInt8> {
        if buffer.count < count {
            // The bytes that are gone are not moved again with each piece.
            buffer = ArraySlice(Array(buffer))
        }
        while buffer.count < count {
            let piece = try stream.receive(atMost: Self.pieceSize)
            guard !piece.isEmpty else { throw .lost("the server closed the connection") }
            buffer += piece
        }
        let taken = buffer.prefix(count)
        buffer = buffer.dropFirst(count)
        return taken
    }
}
