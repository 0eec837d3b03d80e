import SQLMigrations
import Testing

@Suite struct SQLLexerTests {
    @Test func `postgresql: each token has its kind`() {
        #expect(
            tokens(of: #"SELECT "a""b", 'it''s', $1, $$x$$, 1.5e-3 -- end"#, .postgresql) == [
                "word SELECT", #"quotedName "a""b""#, "symbol ,", "string 'it''s'", "symbol ,", "variable $1",
                "symbol ,",
                "string $$x$$", "symbol ,", "number 1.5e-3", "comment -- end",
            ]
        )
        #expect(
            tokens(of: #"E'\'' U&'x' u&"y" N'n' B'1' x'F' u & e"#, .postgresql) == [
                #"string E'\''"#, "string U&'x'", #"quotedName u&"y""#, "string N'n'", "string B'1'", "string x'F'",
                "word u", "symbol &", "word e",
            ]
        )
        #expect(
            tokens(of: "a$b$c ?| $x 1..2 ::/**/_ü", .postgresql) == [
                "word a$b$c", "symbol ?", "symbol |", "symbol $", "word x", "number 1", "symbol .", "number .2",
                "symbol :",
                "symbol :", "comment /**/", "word _ü",
            ]
        )
    }

    @Test func `mysql: each token has its kind`() {
        #expect(
            tokens(of: #"SELECT `a``b`, "it\"s", @x, @`y z`, ?, 1.5e-3 # end"#, .mysql) == [
                "word SELECT", "quotedName `a``b`", "symbol ,", #"string "it\"s""#, "symbol ,", "variable @x",
                "symbol ,",
                "variable @`y z`", "symbol ,", "variable ?", "symbol ,", "number 1.5e-3", "comment # end",
            ]
        )
        #expect(
            tokens(of: "_utf8mb4'a' N'b' x'3B' b'1' 0x1F 0b11 1st 1e5 @@global.x u@'h' 5--1 -- c", .mysql) == [
                "string _utf8mb4'a'", "string N'b'", "string x'3B'", "string b'1'", "number 0x1F", "number 0b11",
                "word 1st",
                "number 1e5", "variable @@global.x", "word u", "variable @'h'", "number 5", "symbol -", "symbol -",
                "number 1", "comment -- c",
            ]
        )
    }

    @Test func `mysql: what an executable comment has is code, unless it isn't run`() {
        #expect(
            tokens(of: "/*!50003 CREATE*/ /*! x */ /*!99999 a 'b */ /*M!100100 c */ /*+ hint */ */", .mysql) == [
                "executableComment /*!50003", "word CREATE", "executableComment */", "executableComment /*!", "word x",
                "executableComment */", "executableComment /*!99999 a 'b */", "executableComment /*M!100100 c */",
                "comment /*+ hint */", "symbol *", "symbol /",
            ]
        )
    }

    @Test(
        arguments: [
            (.postgresql, "a 'b", LexicalProblem(.string, at: 2, closing: "'")),
            (.postgresql, #"a E'b\'"#, LexicalProblem(.string, at: 2, closing: "'")),
            (.postgresql, #"U&"b"#, LexicalProblem(.quotedName, at: 0, closing: "\"")),
            (.postgresql, " $ö$ $$", LexicalProblem(.dollarString, at: 1, closing: "$ö$")),
            (.postgresql, "/* /* */", LexicalProblem(.comment, at: 0, closing: "*/")),
            (.mysql, #"a "b\""#, LexicalProblem(.string, at: 2, closing: "\"")),
            (.mysql, "@`b", LexicalProblem(.quotedName, at: 0, closing: "`")),
            (.mysql, "/*/", LexicalProblem(.comment, at: 0, closing: "*/")),
            (.mysql, "a /*! b", LexicalProblem(.executableComment, at: 2, closing: "*/")),
            (.mysql, "a /*!99999 /* */", LexicalProblem(.executableComment, at: 2, closing: "*/")),
        ] as [(DatabaseEngine, String, LexicalProblem)]
    )
    func `what isn't closed is a problem with a place`(engine: DatabaseEngine, text: String, problem: LexicalProblem) {
        var lexer = SQLLexer(Array(text.utf8), engine: engine)
        while lexer.next() != nil {}
        #expect(lexer.problem == problem)
    }

    @Test func `a part is read as if there were nothing else`() {
        let lexer = SQLLexer(Array("'a' b 'c'".utf8), in: 1..<6, engine: .postgresql)
        #expect(lexer.map { lexer.text(of: $0) } == ["a", "' b "])
        #expect(Array(SQLLexer([], engine: .mysql)) == [])
        #expect(Array(SQLLexer([0x20], in: 1..<1, engine: .mysql)) == [])
    }

    @Test func `a word is compared in any case`() throws {
        var lexer = SQLLexer(Array("Create 'create' created creat".utf8), engine: .mysql)
        let found = [lexer.next(), lexer.next(), lexer.next(), lexer.next()].compactMap(\.self)
        #expect(found.map { lexer.isWord($0, "create") } == [true, false, false, false])
    }

    /// The continuation of a string has escapes if its beginning has, and comments may be between.
    @Test(arguments: [
        ("E'a' \n 'b\\'c'", 1), ("E'a' -- x\n -- y\n 'b\\'c'", 1), ("E'a'\n'b'\n'c'", 1), ("E'a' 'b'", 2),
        ("E'a' /* \n */ 'b'", 3), ("'a'\n'b\\'", 2), ("E'a'\n\"b\"", 2),
    ])
    func `an escape string goes on after a line feed`(text: String, count: Int) {
        let lexer = SQLLexer(Array(text.utf8), engine: .postgresql)
        #expect(Array(lexer).count == count)
    }

    private func tokens(of text: String, _ engine: DatabaseEngine) -> [String] {
        let lexer = SQLLexer(Array(text.utf8), engine: engine)
        return lexer.map { "\($0.kind) \(lexer.text(of: $0))" }
    }
}
