/// A client of MySQL and MariaDB: as much of their protocol as it takes to run statements without a password.
///
/// - Source: MySQL Internals, "Client/Server Protocol", and MariaDB documentation, "Client/Server Protocol", both read
///   2026-11-21.
package final class MySQLConnection: DatabaseConnection {
    private let stream: any ByteStream
    private var incoming: IncomingBytes
    /// Of the next packet; both sides count on.
    private var sequence: UInt8 = 0

    private static let largestPacket = 0xFF_FFFF
    private static let answerLimit = 1 << 30
    private static let utf8mb4 = 45
    private static let query: UInt8 = 3
    private static let moreResults = 8
    /// How often a server may ask for another kind of login.
    private static let loginLimit = 4

    package init(over stream: any ByteStream, user: String, database: String?) throws(DatabaseFailure) {
        self.stream = stream
        incoming = IncomingBytes(of: stream)
        try checkGreeting(try readPacket())
        try send(Self.login(user: user, database: database))
        for _ in 0..<Self.loginLimit {
            let packet = try readPacket()
            switch packet.first {
            case 0: return
            case 0xFF: throw try Self.failure(packet)
            // Another way to log in: without a password each begins with nothing.
            case 0xFE: try send([])
            default: throw .lost("the server asks for a login that isn't known")
            }
        }
        throw .lost("the server asks for a password")
    }

    package func answer(
        to sql: ArraySlice<UInt8>,
        keepingRows isKept: Bool
    ) throws(DatabaseFailure) -> [[String?]] {
        sequence = 0
        try send([Self.query] + sql)
        var rows: [[String?]] = []
        // A procedure answers with several results.
        while true {
            let packet = try readPacket()
            var reader = MessageReader(packet)
            switch packet.first {
            case 0:
                _ = try reader.byte()
                _ = try reader.lengthEncoded()
                _ = try reader.lengthEncoded()
                guard try reader.littleEndian(2) & Self.moreResults != 0 else { return rows }
            case 0xFF:
                throw try Self.failure(packet)
            case 0xFB:
                // LOAD DATA LOCAL asks for a file; the server says then what it thinks of nothing.
                try send([])
            default:
                guard let columns = try reader.lengthEncoded() else { throw .lost("the server sent no columns") }
                let status = try readRows(columns: columns, keepingRows: isKept, into: &rows)
                guard status & Self.moreResults != 0 else { return rows }
            }
        }
    }

    /// - Returns: the status that is sent after them.
    private func readRows(
        columns: Int,
        keepingRows isKept: Bool,
        into rows: inout [[String?]]
    ) throws(DatabaseFailure) -> Int {
        while try Self.endStatus(try readPacket()) == nil {}
        while true {
            let packet = try readPacket()
            if packet.first == 0xFF { throw try Self.failure(packet) }
            if let status = try Self.endStatus(packet) { return status }
            guard isKept else { continue }
            var reader = MessageReader(packet)
            var row: [String?] = []
            while !reader.isAtEnd {
                let length = try reader.lengthEncoded()
                row.append(
                    try length.map { length throws(DatabaseFailure) in
                        String(decoding: try reader.take(length), as: UTF8.self)
                    }
                )
            }
            guard row.count == columns else { throw .lost("the server sent a row of \(row.count) columns") }
            rows.append(row)
        }
    }

    /// A packet that ends columns or rows has a status; a row may begin like it, and is longer.
    private static func endStatus(_ packet: ArraySlice<UInt8>) throws(DatabaseFailure) -> Int? {
        guard packet.first == 0xFE, packet.count < 9 else { return nil }
        var reader = MessageReader(packet)
        _ = try reader.littleEndian(3)
        return try reader.littleEndian(2)
    }

    private static func failure(_ packet: ArraySlice<UInt8>) throws(DatabaseFailure) -> DatabaseFailure {
        var reader = MessageReader(packet)
        _ = try reader.byte()
        var refusal = DatabaseFailure.Refusal()
        refusal.number = try reader.littleEndian(2)
        if reader.rest.first == UInt8(ascii: "#") {
            refusal.sqlState = String(decoding: try reader.take(6).dropFirst(), as: UTF8.self)
        }
        refusal.message = reader.remainingText()
        return .refused(refusal)
    }

    private func checkGreeting(_ packet: ArraySlice<UInt8>) throws(DatabaseFailure) {
        switch packet.first {
        case 10: return
        case 0xFF: throw try Self.failure(packet)
        default: throw .lost("the server speaks a protocol that isn't known")
        }
    }

    private static func login(user: String, database: String?) -> [UInt8] {
        var capabilities: Capabilities = [.longPassword, .protocol41, .transactions, .secureConnection]
        capabilities.formUnion([.multipleResults, .pluginLogin])
        if database != nil { capabilities.insert(.withDatabase) }
        var login: [UInt8] = []
        login.append(littleEndian: capabilities.rawValue, size: 4)
        login.append(littleEndian: answerLimit, size: 4)
        login.append(littleEndian: utf8mb4, size: 1)
        login += [UInt8](repeating: 0, count: 23)
        login.append(terminated: user)
        // The answer to the server's challenge: none, where there is no password.
        login.append(0)
        if let database { login.append(terminated: database) }
        login.append(terminated: "mysql_native_password")
        return login
    }

    private func send(_ content: [UInt8]) throws(DatabaseFailure) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count + 8)
        var offset = 0
        // A packet of the largest size says that another follows, if only an empty one.
        while true {
            let count = min(Self.largestPacket, content.count - offset)
            bytes.append(littleEndian: count, size: 3)
            bytes.append(sequence)
            bytes += content[offset..<(offset + count)]
            sequence &+= 1
            offset += count
            guard count == Self.largestPacket else { break }
        }
        try stream.send(bytes)
    }

    private func readPacket() throws(DatabaseFailure) -> ArraySlice<UInt8> {
        var whole: ArraySlice<UInt8> = []
        while true {
            var head = MessageReader(try incoming.take(4))
            let count = try head.littleEndian(3)
            guard try head.byte() == sequence else { throw .lost("the server sent a packet out of order") }
            sequence &+= 1
            let part = try incoming.take(count)
            guard !whole.isEmpty || count == Self.largestPacket else { return part }
            whole += part
            guard count == Self.largestPacket else { return whole }
            guard whole.count < Self.answerLimit else { throw .lost("the server sent a packet without an end") }
        }
    }
}

/// What the client says that it can; several statements in one text are not among it, so that the server refuses them.
private struct Capabilities: OptionSet {
    let rawValue: Int

    static let longPassword = Self(rawValue: 1)
    static let withDatabase = Self(rawValue: 1 << 3)
    static let protocol41 = Self(rawValue: 1 << 9)
    static let transactions = Self(rawValue: 1 << 13)
    static let secureConnection = Self(rawValue: 1 << 15)
    static let multipleResults = Self(rawValue: 1 << 17)
    static let pluginLogin = Self(rawValue: 1 << 19)
}

extension MessageReader {
    /// A number of one to nine bytes; nil for NULL.
    fileprivate mutating func lengthEncoded() throws(DatabaseFailure) -> Int? {
        let first = try byte()
        switch first {
        case 0xFB: return nil
        case 0xFC: return try littleEndian(2)
        case 0xFD: return try littleEndian(3)
        case 0xFE:
            let high = MessageReader(rest.dropFirst(4))
            let number = try littleEndian(4)
            guard high.rest.prefix(4).allSatisfy({ $0 == 0 }) else { throw .lost("the server sent an endless text") }
            _ = try take(4)
            return number
        case 0xFF: throw .lost("the server sent a length that is none")
        default: return Int(first)
        }
    }
}
