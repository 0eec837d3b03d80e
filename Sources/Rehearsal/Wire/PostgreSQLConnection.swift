/// A client of PostgreSQL: as much of version 3 of its protocol as it takes to run statements on a server that trusts.
///
/// Statements go by the extended query protocol, which refuses several in one text.
/// - Source: PostgreSQL documentation, "Frontend/Backend Protocol", read 2026-11-21.
package final class PostgreSQLConnection: DatabaseConnection {
    private let stream: any ByteStream
    private var incoming: IncomingBytes

    private static let protocolVersion = 3 << 16
    /// No answer to a migration is so large; a length above it is no length.
    private static let messageLimit = 1 << 30

    package init(over stream: any ByteStream, user: String, database: String) throws(DatabaseFailure) {
        self.stream = stream
        incoming = IncomingBytes(of: stream)
        var settings: [UInt8] = []
        settings.append(bigEndian: Self.protocolVersion, size: 4)
        for (name, value) in [("user", user), ("database", database), ("client_encoding", "UTF8")] {
            settings.append(terminated: name)
            settings.append(terminated: value)
        }
        settings.append(0)
        var startup: [UInt8] = []
        startup.append(bigEndian: settings.count + 4, size: 4)
        try stream.send(startup + settings)
        _ = try readAnswer(keepingRows: false, isStartup: true)
    }

    package func answer(
        to sql: ArraySlice<UInt8>,
        keepingRows isKept: Bool
    ) throws(DatabaseFailure) -> [[String?]] {
        guard !sql.contains(0) else { throw .refused(.zeroByte) }
        var request: [UInt8] = []
        // Parse: an unnamed statement, the text, no types of parameters.
        request.append(message: "P", [0] + sql + [0, 0, 0])
        // Bind: the unnamed portal, no parameters, all results as text.
        request.append(message: "B", [0, 0, 0, 0, 0, 0, 0, 0])
        // Execute: all rows.
        request.append(message: "E", [0, 0, 0, 0, 0])
        request.append(message: "S", [])
        try stream.send(request)
        return try readAnswer(keepingRows: isKept, isStartup: false)
    }

    /// Reads up to the message by which the server says that it is ready again.
    private func readAnswer(keepingRows isKept: Bool, isStartup: Bool) throws(DatabaseFailure) -> [[String?]] {
        var rows: [[String?]] = []
        var refusal: DatabaseFailure.Refusal?
        while true {
            let (kind, message) = try readMessage()
            var reader = MessageReader(message)
            switch Character(Unicode.Scalar(kind)) {
            case "Z":
                if let refusal { throw .refused(refusal) }
                return rows
            case "D":
                if isKept { rows.append(try Self.row(&reader)) }
            case "E":
                let (found, isFatal) = try Self.refusal(&reader)
                // The connection ends after it, without the message for being ready.
                if isFatal || isStartup { throw .refused(found) }
                refusal = refusal ?? found
            case "G":
                try refuseCopy()
            case "R":
                guard try reader.bigEndian(4) == 0 else { throw .lost("the server asks for a password") }
            // Notices, settings, keys, the steps of the extended protocol, and the data of COPY TO STDOUT.
            case "N", "S", "K", "A", "1", "2", "3", "n", "t", "T", "C", "I", "s", "H", "d", "c", "v":
                break
            default:
                throw .lost("the server sent a message of unknown kind \(kind)")
            }
        }
    }

    private func readMessage() throws(DatabaseFailure) -> (kind: UInt8, message: ArraySlice<UInt8>) {
        var head = MessageReader(try incoming.take(5))
        let kind = try head.byte()
        let length = try head.bigEndian(4)
        guard (4...Self.messageLimit).contains(length) else {
            throw .lost("the server sent a message of \(length) bytes")
        }
        return (kind, try incoming.take(length - 4))
    }

    /// COPY FROM STDIN waits for data; the server passes over the first Sync, so another must follow.
    private func refuseCopy() throws(DatabaseFailure) {
        var request: [UInt8] = []
        request.append(message: "f", Array("the Data API has no data for COPY\0".utf8))
        request.append(message: "S", [])
        try stream.send(request)
    }

    private static func row(_ reader: inout MessageReader) throws(DatabaseFailure) -> [String?] {
        var row: [String?] = []
        for _ in 0..<(try reader.bigEndian(2)) {
            let length = Int(Int32(truncatingIfNeeded: try reader.bigEndian(4)))
            row.append(length == -1 ? nil : String(decoding: try reader.take(length), as: UTF8.self))
        }
        return row
    }

    private static func refusal(
        _ reader: inout MessageReader
    ) throws(DatabaseFailure) -> (refusal: DatabaseFailure.Refusal, isFatal: Bool) {
        var refusal = DatabaseFailure.Refusal()
        var isFatal = false
        while true {
            let field = try reader.byte()
            guard field != 0 else { return (refusal, isFatal) }
            let text = try reader.terminatedText()
            switch Character(Unicode.Scalar(field)) {
            case "V": isFatal = text == "FATAL" || text == "PANIC"
            case "C": refusal.sqlState = text
            case "M": refusal.message = text
            case "D": refusal.detail = text
            case "H": refusal.hint = text
            case "P": refusal.position = Int(text)
            case "p": refusal.innerPosition = Int(text)
            case "q": refusal.innerStatement = text
            default: break
            }
        }
    }
}

extension DatabaseFailure.Refusal {
    fileprivate static var zeroByte: Self {
        var refusal = Self()
        refusal.sqlState = "22021"
        refusal.message = "the statement has a zero byte"
        return refusal
    }
}

extension [UInt8] {
    /// A kind, and the length of what follows with its own four bytes.
    fileprivate mutating func append(message kind: Unicode.Scalar, _ content: [UInt8]) {
        append(UInt8(ascii: kind))
        append(bigEndian: content.count + 4, size: 4)
        append(contentsOf: content)
    }
}
