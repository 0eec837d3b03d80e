/// Where a statement of PostgreSQL ends: at a `;` that is in no parentheses and in no `BEGIN ATOMIC … END`.
struct PostgreSQLSplitter {
    private enum State {
        /// Nothing of a statement was read.
        case start
        /// An ordinary statement.
        case plain
        /// `CREATE`, and up to what it creates.
        case create
        /// The head of a function or a procedure.
        case routine
        /// `BEGIN` in it, here.
        case begin(Int)
        /// In its body, where a statement or `END` comes next.
        case atomicStart(begin: Int)
        /// In a statement of its body.
        case atomic(begin: Int)
        /// `COPY`, and what is copied.
        case copy
        /// `COPY … FROM`.
        case copyFrom
        /// `COPY … FROM STDIN`: the rows come after the `;`.
        case copyRows
    }

    private var lexer: PostgreSQLLexer
    private var table: StatementTable
    private var state = State.start
    private var depth = 0
    /// Of the first parenthesis that is open.
    private var parenthesis = 0

    init(_ reader: ByteReader) {
        lexer = PostgreSQLLexer(reader)
        table = StatementTable(reader)
    }

    mutating func split() -> StatementTable {
        table.reportZeroByte(in: lexer.reader)
        while let token = lexer.next() {
            switch token.kind {
            case .comment: table.appendComment(token.range)
            case .symbol: readSymbol(token)
            case .word: readWord(token)
            default: readOther(token)
            }
        }
        finish()
        return table
    }

    private mutating func finish() {
        if let problem = lexer.problem { return table.report(problem) }
        switch state {
        case .atomicStart(let begin), .atomic(let begin):
            table.report(unclosed: "body", expected: "END", at: begin)
        default:
            if depth > 0 { table.report(unclosed: "parenthesis", expected: ")", at: parenthesis) }
        }
        table.finish()
    }

    private mutating func readWord(_ token: SQLToken) {
        table.append(token.range)
        switch state {
        case .plain, .atomic, .copyRows: return
        default: state = stateAfter(SQLKeyword(lexer.reader.bytes(in: token.range)), at: token.range.lowerBound)
        }
    }

    private func stateAfter(_ word: SQLKeyword?, at offset: Int) -> State {
        switch (state, word) {
        case (.start, .create), (.create, .or), (.create, .replace): .create
        case (.create, .function), (.create, .procedure): .routine
        case (.routine, .begin) where depth == 0: .begin(offset)
        case (.begin(let begin), .atomic): .atomicStart(begin: begin)
        case (.begin, _): .routine
        case (.routine, _): .routine
        // The END of a CASE never comes where a statement begins.
        case (.atomicStart, .end): .plain
        case (.atomicStart(let begin), _): .atomic(begin: begin)
        case (.start, .copy): .copy
        case (.copy, .from) where depth == 0: .copyFrom
        case (.copy, _): .copy
        case (.copyFrom, .stdin): .copyRows
        default: .plain
        }
    }

    private mutating func readOther(_ token: SQLToken) {
        table.append(token.range)
        state = stateAfterOther
    }

    /// What isn't a word: a name in quotes, a string, a number, a symbol.
    private var stateAfterOther: State {
        switch state {
        case .start, .create, .copyFrom: .plain
        case .begin: .routine
        case .atomicStart(let begin): .atomic(begin: begin)
        default: state
        }
    }

    private mutating func readSymbol(_ token: SQLToken) {
        switch lexer.reader.byte(at: token.range.lowerBound) {
        case UInt8(ascii: ";"): return readEnd(token)
        case UInt8(ascii: "\\"): return readClientCommand(token)
        case UInt8(ascii: "("):
            if depth == 0 { parenthesis = token.range.lowerBound }
            depth += 1
        case UInt8(ascii: ")"): depth = max(0, depth - 1)
        default: break
        }
        readOther(token)
    }

    private mutating func readEnd(_ token: SQLToken) {
        switch state {
        case _ where depth > 0: table.append(token.range)
        case .atomicStart(let begin), .atomic(let begin):
            table.append(token.range)
            state = .atomicStart(begin: begin)
        case .copyRows:
            table.report(.copyFromScript, at: table.codeStart ?? token.range.lowerBound)
            lexer.reader.skipLine()
            endStatement(keeping: false)
            skipRows()
        default: endStatement(keeping: true)
        }
    }

    private mutating func endStatement(keeping isKept: Bool) {
        if isKept { table.finish() } else { table.drop() }
        state = .start
        depth = 0
    }

    /// The rows end with a line `\.`, or with the script.
    private mutating func skipRows() {
        while !lexer.reader.isAtEnd {
            let start = lexer.reader.position
            lexer.reader.skipLine()
            guard lexer.reader.byte(at: start) == UInt8(ascii: "\\") else { continue }
            let line = lexer.reader.bytes(in: start..<lexer.reader.position).prefix { !$0.isBlank }
            if line.elementsEqual("\\.".utf8) { return }
        }
    }

    /// A backslash outside of quotes is none of the server's: psql takes it and the rest of the line.
    private mutating func readClientCommand(_ token: SQLToken) {
        let start = token.range.lowerBound
        lexer.reader.skip { !$0.isBlank }
        let command = String(decoding: lexer.reader.bytes(in: start..<lexer.reader.position), as: UTF8.self)
        lexer.reader.skipLine()
        let isAtStart = table.codeStart == nil
        let isFromDump = isAtStart && ["\\restrict", "\\unrestrict"].contains(command)
        table.report(isFromDump ? .leftOut(command) : .clientCommand(command), at: start)
        if !isAtStart { endStatement(keeping: true) }
        if command == "\\copy" { skipRows(ofCommand: start) }
    }

    /// The rows of `\copy t FROM STDIN` are in the script, those of a file aren't.
    private mutating func skipRows(ofCommand start: Int) {
        let line = String(decoding: lexer.reader.bytes(in: start..<lexer.reader.position), as: UTF8.self)
        let words = line.lowercased().split { $0.isWhitespace || $0 == ";" }
        if words.contains("stdin") || words.contains("pstdin") { skipRows() }
    }
}
