import SQLMigrations
import TestSupport
import Testing

/// What holds for any script, found out with random ones that are put together of the goldens' pieces.
@Suite struct SplittingPropertyTests {
    @Test(arguments: [DatabaseEngine.postgresql, .mysql])
    func `pieces that are joined fall into themselves again`(engine: DatabaseEngine) throws {
        var random = SeededRandom()
        let pieces = try SplitterCase.pieces(of: engine)
        for _ in 0..<200 {
            let chosen = (0..<8).map { _ in random.element(of: pieces) }
            let script = chosen.map { $0 + random.element(of: [";", "\n;", " /* ; */ ; -- end;\n", ";;\n"]) }
            #expect(codes(of: script.joined(), engine) == chosen, "\(random)")
        }
    }

    @Test func `pieces with any delimiter fall into themselves again`() throws {
        var random = SeededRandom()
        let pieces = try SplitterCase.pieces(of: .mysql).filter { !$0.contains("//") && !$0.contains("$") }
        for _ in 0..<200 {
            let delimiter = random.element(
                of: ["//", "$$", ";;", "|", "!end!", "\\", "'//'", "`$$`"].filter { $0 != "\\" }
            )
            let bare = delimiter.filter { !"'`".contains($0) }
            let chosen = (0..<5).map { _ in random.element(of: pieces) }
            let script = "Delimiter \(delimiter)\n" + chosen.map { $0 + bare + "\n" }.joined() + "DELIMITER ;\n"
            #expect(codes(of: script + "SELECT 1;", .mysql) == chosen + ["SELECT 1"], "\(random)")
        }
    }

    @Test(arguments: [DatabaseEngine.postgresql, .mysql])
    func `comments and line feeds between tokens change nothing`(engine: DatabaseEngine) throws {
        var random = SeededRandom()
        let blanks = ["\n", " \t", "/* ; ' \" ` $$ ( */", "-- ; ' \" ` $$ (\n", "\r\n", "/**/"]
        for piece in try SplitterCase.pieces(of: engine) {
            let expected = tokens(of: piece, engine)
            for _ in 0..<5 {
                let script = expected.map { random.element(of: blanks) + random.element(of: blanks) + $0 }.joined(
                    separator: " "
                )
                let found = codes(of: script + ";" + script, engine)
                #expect(found.map { tokens(of: $0, engine) } == [expected, expected], "\(random)")
            }
        }
    }

    @Test(arguments: SplitterCase.all)
    func `a prefix of a script gives a prefix of its statements, the last one unfinished`(script: SplitterCase) throws {
        let bytes = try script.bytes
        let whole = StatementSplitter.statements(of: bytes, engine: script.engine).statements
        for end in bytes.indices {
            let part = StatementSplitter.statements(of: bytes, in: 0..<end, engine: script.engine).statements
            let finished = part.dropLast()
            #expect(Array(finished) == Array(whole.prefix(finished.count)), "of the first \(end) bytes")
            if let last = part.last, finished.count < whole.count {
                #expect(last.code.lowerBound <= whole[finished.count].code.lowerBound, "of the first \(end) bytes")
            }
        }
    }

    /// The goldens with bytes exchanged, removed and doubled, and bytes that mean something in any order.
    @Test(arguments: [DatabaseEngine.postgresql, .mysql])
    func `any bytes are split, and each place is in them`(engine: DatabaseEngine) throws {
        var random = SeededRandom()
        let scripts = try SplitterCase.all.filter { $0.engine == engine }.map { try $0.bytes }
        for _ in 0..<1_000 {
            var bytes = random.element(of: scripts)
            for _ in 0..<random.number(below: 6) { random.mutate(&bytes) }
            expectSound(bytes, engine, random)
        }
        for _ in 0..<1_000 {
            let alphabet = Array("ab;'\"`$\\/*-#(). \n@!5".utf8) + [0, 0xFF]
            let bytes = (0..<random.number(below: 60)).map { _ in random.element(of: alphabet) }
            expectSound(bytes, engine, random)
        }
    }

    private func expectSound(_ bytes: [UInt8], _ engine: DatabaseEngine, _ random: SeededRandom) {
        let found = StatementSplitter.statements(of: bytes, engine: engine)
        var end = 0
        for statement in found.statements {
            let isInOrder = end <= statement.range.lowerBound && statement.range.lowerBound <= statement.code.lowerBound
            #expect(isInOrder && statement.code.upperBound <= statement.range.upperBound, "\(random)")
            #expect(!statement.code.isEmpty && statement.range.upperBound <= bytes.count, "\(random)")
            #expect(place(of: statement.code.lowerBound, in: bytes) == [statement.line, statement.column], "\(random)")
            var lexer = SQLLexer(bytes, in: statement.code, engine: engine)
            var last = statement.code.lowerBound
            while let token = lexer.next() {
                #expect(token.range.lowerBound >= last && !token.range.isEmpty, "\(random)")
                last = token.range.upperBound
            }
            #expect(last == statement.code.upperBound && lexer.problem == nil, "\(random)")
            end = statement.range.upperBound
        }
        for problem in found.problems {
            #expect(place(of: problem.offset, in: bytes) == [problem.line, problem.column], "\(random)")
        }
        #expect(found.problems.map(\.offset).allSatisfy(bytes.indices.contains), "\(random)")
    }

    private func place(of offset: Int, in bytes: [UInt8]) -> [Int] {
        let before = bytes[..<offset]
        let lines = before.count { $0 == UInt8(ascii: "\n") }
        return [lines + 1, offset - (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1)]
    }

    private func codes(of script: String, _ engine: DatabaseEngine) -> [String] {
        let bytes = Array(script.utf8)
        let found = StatementSplitter.statements(of: bytes, engine: engine)
        #expect(found.problems == [])
        return found.statements.map { String(decoding: bytes[$0.code], as: UTF8.self) }
    }

    private func tokens(of text: String, _ engine: DatabaseEngine) -> [String] {
        let lexer = SQLLexer(Array(text.utf8), engine: engine)
        return lexer.filter { $0.kind != .comment }.map { lexer.text(of: $0) }
    }
}

extension SplitterCase {
    fileprivate static func pieces(of engine: DatabaseEngine) throws -> [String] {
        try all.filter { $0.engine == engine }.flatMap { script in
            let bytes = try script.bytes
            let found = StatementSplitter.statements(of: bytes, engine: engine)
            return found.problems.isEmpty
                ? found.statements.map { String(decoding: bytes[$0.code], as: UTF8.self) } : []
        }
    }
}

/// Random choices, with the seed to make them again.
struct SeededRandom: CustomStringConvertible {
    private let seed: UInt64
    private var generator: SeededGenerator

    init() {
        seed = UInt64.random(in: 0...UInt64.max)
        generator = SeededGenerator(seed: seed)
    }

    var description: String { "seed \(seed)" }

    mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

    mutating func element<Element>(of elements: [Element]) -> Element { elements[number(below: elements.count)] }

    /// Exchanges, removes, doubles or cuts off something.
    mutating func mutate(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let offset = number(below: bytes.count)
        switch number(below: 4) {
        case 0: bytes[offset] = element(of: Array("';\"`$\\/*-#() \n@!".utf8))
        case 1: bytes.remove(at: offset)
        case 2: bytes.insert(contentsOf: bytes[offset..<min(offset + 20, bytes.count)], at: number(below: bytes.count))
        default: bytes.removeLast(min(3, bytes.count))
        }
    }
}
