internal import BorealisRehearsal
internal import TestSupport
internal import Testing

/// The client of PostgreSQL against servers that say anything.
struct PostgreSQLConnectionTests {
    private static let welcome = message("R", [0, 0, 0, 0]) + message("S", text("a", "b")) + ready
    private static let ready = message("Z", Array("I".utf8))

    @Test(arguments: [1, 3, Int.max])
    func `Rows are read however the bytes come`(pieceSize: Int) throws {
        let row: [UInt8] = [0, 3, 0, 0, 0, 1, 0x61, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]
        let answer = Self.message("1", []) + Self.message("2", []) + Self.message("D", row) + Self.message("C", [0])
        let stream = ScriptedStream(Self.welcome + answer + Self.ready, pieceSize: pieceSize)
        #expect(try Self.connection(stream).rows("SELECT 1") == [["a", nil, ""]])
    }

    @Test
    func `A statement goes by the extended protocol, which takes one only`() throws {
        let stream = ScriptedStream(Self.welcome + Self.ready)
        let connection = try Self.connection(stream)
        let greeting = stream.sent
        try connection.run("SELECT 1")
        let settings = Self.text("user", "u", "database", "d", "client_encoding", "UTF8") + [0]
        #expect(greeting == [0, 0, 0, UInt8(settings.count + 8), 0, 3, 0, 0] + settings)
        let parse = Self.message("P", [0] + Self.text("SELECT 1") + [0, 0])
        let bind = Self.message("B", [UInt8](repeating: 0, count: 8))
        let execute = Self.message("E", [0, 0, 0, 0, 0])
        #expect(Array(stream.sent.dropFirst(greeting.count)) == parse + bind + execute + Self.message("S", []))
    }

    @Test
    func `A refusal has all that the server says of it, and the connection goes on`() throws {
        let fields = Self.text("SERROR", "VERROR", "C42601", "Mwrong", "Dbecause", "Htry this", "P8", "Xunknown")
        let stream = ScriptedStream(Self.welcome + Self.message("E", fields + [0]) + Self.ready + Self.ready)
        let connection = try Self.connection(stream)
        var refusal = DatabaseFailure.Refusal()
        refusal.sqlState = "42601"
        refusal.message = "wrong"
        refusal.detail = "because"
        refusal.hint = "try this"
        refusal.position = 8
        #expect(failure { try connection.run("SELEC") } == .refused(refusal))
        #expect(failure { try connection.run("SELECT") } == nil)
    }

    @Test
    func `An error that ends the session doesn't wait for the server to be ready`() throws {
        let fields = Self.text("SFATAL", "VFATAL", "C57P01", "Mgoing") + [0]
        let stream = ScriptedStream(Self.welcome + Self.message("E", fields))
        let found = failure { try Self.connection(stream).run("SELECT 1") }
        #expect(found?.explanation == "going")
    }

    @Test
    func `COPY FROM STDIN is answered with an end, and not waited for`() throws {
        let refused = Self.message("E", Self.text("VERROR", "C57014", "Mno data") + [0])
        let stream = ScriptedStream(Self.welcome + Self.message("G", [0, 0, 0]) + refused + Self.ready)
        let connection = try Self.connection(stream)
        #expect(failure { try connection.run("COPY t FROM STDIN") }?.explanation == "no data")
        let end = Self.message("f", Self.text("the Data API has no data for COPY")) + Self.message("S", [])
        #expect(stream.sent.suffix(end.count) == end[...])
    }

    @Test
    func `A statement with a zero byte is not sent`() throws {
        let stream = ScriptedStream(Self.welcome)
        let connection = try Self.connection(stream)
        let count = stream.sent.count
        #expect(failure { try connection.run("SELECT '\0'") }?.explanation == "the statement has a zero byte")
        #expect(stream.sent.count == count)
    }

    @Test(arguments: malformed)
    func `What is no answer ends the connection`(malformed: Malformed) {
        let isRow = malformed.bytes.first == UInt8(ascii: "D")
        let stream = ScriptedStream((isRow ? Self.welcome : []) + malformed.bytes)
        #expect(failure { _ = try Self.connection(stream).rows("SELECT 1") } == .lost(malformed.reason))
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max)])
    func `No damage to an answer is more than a failure`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let row: [UInt8] = [0, 2, 0, 0, 0, 1, 0x61, 0xFF, 0xFF, 0xFF, 0xFF]
        let refused = Self.message("E", Self.text("VERROR", "C57014", "Mno data") + [0])
        let answer = Self.welcome + Self.message("D", row) + refused + Self.message("G", [0, 0, 0]) + Self.ready
        for _ in 0..<2000 {
            let stream = ScriptedStream(damaged(answer, using: &generator), pieceSize: 7)
            _ = failure { _ = try Self.connection(stream).rows("SELECT 1") }
        }
    }

    private static let malformed: [Malformed] = [
        Malformed([UInt8](), reason: "the server closed the connection"),
        Malformed(message("R", [0, 0, 0, 5]), reason: "the server asks for a password"),
        Malformed(message("R", [0]), reason: "the server sent a message that is cut off"),
        Malformed([0x52, 0, 0, 0, 3], reason: "the server sent a message of 3 bytes"),
        Malformed([0x52, 0xFF, 0xFF, 0xFF, 0xFF], reason: "the server sent a message of 4294967295 bytes"),
        Malformed(message("?", []), reason: "the server sent a message of unknown kind 63"),
        Malformed(message("E", Array("Mendless".utf8)), reason: "the server sent a text without its end"),
        Malformed(message("D", [0, 1, 0, 0, 0, 9, 1]), reason: "the server sent a message that is cut off"),
        Malformed(message("D", [0, 1, 0xFF, 0xFF, 0xFF, 0xFE]), reason: "the server sent a message that is cut off"),
    ]

    private static func connection(_ stream: ScriptedStream) throws -> PostgreSQLConnection {
        try PostgreSQLConnection(over: stream, user: "u", database: "d")
    }

    private static func message(_ kind: Unicode.Scalar, _ content: [UInt8]) -> [UInt8] {
        [UInt8(ascii: kind), 0, 0, UInt8((content.count + 4) >> 8), UInt8((content.count + 4) & 255)] + content
    }

    private static func text(_ texts: String...) -> [UInt8] {
        texts.flatMap { Array($0.utf8) + [0] }
    }
}
