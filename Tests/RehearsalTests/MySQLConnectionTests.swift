internal import BorealisRehearsal
internal import TestSupport
internal import Testing

/// The client of MySQL against servers that say anything.
struct MySQLConnectionTests {
    private static let welcome = packet(0, [10] + Array("8.0\0".utf8)) + packet(2, [0, 0, 0, 2, 0, 0, 0])
    private static let done: [UInt8] = [0, 0, 0, 2, 0, 0, 0]
    private static let end: [UInt8] = [0xFE, 0, 0, 2, 0]

    @Test(arguments: [1, 3, Int.max])
    func `Rows are read however the bytes come`(pieceSize: Int) throws {
        let packets: [[UInt8]] = [[2], [1, 2, 3], [1, 2, 3], Self.end, [1, 0x61, 0xFB], [0, 0], Self.end]
        let stream = ScriptedStream(Self.welcome + Self.packets(packets), pieceSize: pieceSize)
        #expect(try Self.connection(stream).rows("SELECT 1") == [["a", nil], ["", ""]])
    }

    @Test
    func `A login says no password, and nothing of several statements`() throws {
        let stream = ScriptedStream(Self.welcome)
        _ = try Self.connection(stream)
        let capabilities: [UInt8] = [0x09, 0xA2, 0x0A, 0x00]
        let names = Array("u\0\0d\0mysql_native_password\0".utf8)
        let content = capabilities + [0, 0, 0, 0x40, 45] + [UInt8](repeating: 0, count: 23) + names
        #expect(stream.sent == Self.packet(1, content))
    }

    @Test
    func `A server that wants another login gets an empty one`() throws {
        let greeting = Self.packet(0, [10, 0])
        let change = Self.packet(2, [0xFE] + Array("other\0".utf8))
        let stream = ScriptedStream(greeting + change + Self.packet(4, Self.done))
        _ = try Self.connection(stream)
        #expect(stream.sent.suffix(4) == [0, 0, 0, 3])
    }

    @Test
    func `A refusal has the server's number and state, and the connection goes on`() throws {
        let refused = Self.packet(1, [0xFF, 0x28, 0x04] + Array("#42000wrong at line 2".utf8))
        let stream = ScriptedStream(Self.welcome + refused + Self.packet(1, Self.done))
        let connection = try Self.connection(stream)
        var refusal = DatabaseFailure.Refusal()
        refusal.sqlState = "42000"
        refusal.number = 1064
        refusal.message = "wrong at line 2"
        #expect(failure { try connection.run("SELEC") } == .refused(refusal))
        #expect(failure { try connection.run("SELECT") } == nil)
    }

    @Test
    func `All results of a procedure are read`() throws {
        let more: [UInt8] = [0xFE, 0, 0, 8, 0]
        let packets: [[UInt8]] = [
            [1], [1], Self.end, [1, 0x61], more, [1], [1], Self.end, [1, 0x62], more, Self.done,
        ]
        let stream = ScriptedStream(Self.welcome + Self.packets(packets))
        #expect(try Self.connection(stream).rows("CALL p()") == [["a"], ["b"]])
    }

    @Test
    func `A file that the server asks for is an empty one`() throws {
        let stream = ScriptedStream(Self.welcome + Self.packets([[0xFB, 0x61]]) + Self.packet(3, Self.done))
        try Self.connection(stream).run("LOAD DATA LOCAL")
        #expect(stream.sent.suffix(4) == [0, 0, 0, 2])
    }

    @Test
    func `A statement of sixteen megabytes goes in two packets`() throws {
        let largest = 0xFF_FFFF
        let stream = ScriptedStream(Self.welcome + Self.packet(2, Self.done))
        let connection = try Self.connection(stream)
        let start = stream.sent.count
        let sql = [UInt8](repeating: 0x20, count: largest - 1)
        #expect(failure { try connection.run(sql[...]) } == nil)
        let sent = stream.sent.dropFirst(start)
        #expect(sent.prefix(5) == [0xFF, 0xFF, 0xFF, 0, 3])
        #expect(sent.suffix(4) == [0, 0, 0, 1])
        #expect(sent.count == 4 + largest + 4)
    }

    @Test
    func `A row of sixteen megabytes comes in two packets`() throws {
        let largest = 0xFF_FFFF
        let length = largest + 10
        let row = [0xFE] + [UInt8(length & 255), UInt8(length >> 8 & 255), UInt8(length >> 16 & 255), 1, 0, 0, 0, 0]
        let content = row + [UInt8](repeating: 0x61, count: length)
        let first = [0xFF, 0xFF, 0xFF, 4] + content.prefix(largest)
        let second = Self.packet(5, Array(content.dropFirst(largest)))
        let packets = Self.packets([[1], [1], Self.end])
        let stream = ScriptedStream(Self.welcome + packets + first + second + Self.packet(6, Self.end))
        #expect(try Self.connection(stream).rows("SELECT 1").map { $0.map { $0?.utf8.count } } == [[length]])
    }

    @Test(arguments: malformed)
    func `What is no answer ends the connection`(malformed: Malformed) {
        let stream = ScriptedStream(malformed.bytes)
        #expect(failure { _ = try Self.connection(stream).rows("SELECT 1") } == .lost(malformed.reason))
    }

    @Test
    func `A server that asks for one login after the other is left`() {
        let asked = (0..<10).flatMap { Self.packet(UInt8(2 + 2 * $0), [0xFE]) }
        let stream = ScriptedStream(Self.packet(0, [10]) + asked)
        #expect(failure { _ = try Self.connection(stream) } == .lost("the server asks for a password"))
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max)])
    func `No damage to an answer is more than a failure`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let more: [UInt8] = [0xFE, 0, 0, 8, 0]
        let packets: [[UInt8]] = [[1], [1], Self.end, [0xFC, 1, 0, 0x61], more, [0xFB], Self.done]
        let answer = Self.welcome + Self.packets(packets)
        for _ in 0..<2000 {
            let stream = ScriptedStream(damaged(answer, using: &generator), pieceSize: 7)
            _ = failure { _ = try Self.connection(stream).rows("SELECT 1") }
        }
    }

    private static let malformed: [Malformed] = [
        Malformed([UInt8](), reason: "the server closed the connection"),
        Malformed(packet(0, [9]), reason: "the server speaks a protocol that isn't known"),
        Malformed(packet(1, [10]), reason: "the server sent a packet out of order"),
        Malformed(packet(0, [10]) + packet(2, [7]), reason: "the server asks for a login that isn't known"),
        Malformed(welcome + packet(1, [0]), reason: "the server sent a message that is cut off"),
        Malformed(welcome + packet(1, [0xFF]), reason: "the server sent a message that is cut off"),
        Malformed(welcome + packet(1, []), reason: "the server sent a message that is cut off"),
        Malformed(welcome + packets([[1], [1], end, [5, 1]]), reason: "the server sent a message that is cut off"),
        Malformed(welcome + packets([[2], [1], [1], end, [1, 1]]), reason: "the server sent a row of 1 columns"),
        Malformed(welcome + packets([[1], [1], end, [0xFD]]), reason: "the server sent a message that is cut off"),
    ]

    private static func connection(_ stream: ScriptedStream) throws -> MySQLConnection {
        try MySQLConnection(over: stream, user: "u", database: "d")
    }

    private static func packet(_ sequence: UInt8, _ content: [UInt8]) -> [UInt8] {
        [UInt8(content.count & 255), UInt8(content.count >> 8 & 255), UInt8(content.count >> 16), sequence] + content
    }

    /// The answer to a statement.
    private static func packets(_ contents: [[UInt8]]) -> [UInt8] {
        contents.enumerated().flatMap { packet(UInt8($0.offset + 1), $0.element) }
    }
}
