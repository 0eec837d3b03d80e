/// Where a statement of MySQL ends: at the delimiter, which DELIMITER changes, and at a `;` that is in no routine.
///
/// The server ends a statement at `;` whatever the delimiter is; in a routine only the delimiter does where it is another
/// one, as its author then counts on that. An executable comment is never cut.
struct MySQLSplitter {
    private enum State {
        /// Nothing of a statement was read.
        case start
        /// An ordinary statement.
        case plain
        /// `CREATE`, and up to what it creates.
        case create
        /// `CREATE DEFINER = …`, and up to what it creates.
        case definer
        case alter
        /// `BEGIN`, here: a transaction's, or of MariaDB's `BEGIN NOT ATOMIC`.
        case begin(Int)
        case beginNot(Int)
        /// A procedure, function, trigger or event.
        case routine
    }

    private var lexer: MySQLLexer
    private var table: StatementTable
    private var state = State.start
    private var routine = RoutineReader(.routine)
    /// What DELIMITER has set; nil for `;`.
    private var delimiter: [UInt8]?

    init(_ reader: ByteReader) {
        lexer = MySQLLexer(reader)
        table = StatementTable(reader)
    }

    mutating func split() -> StatementTable {
        table.reportZeroByte(in: lexer.reader)
        while true {
            if let delimiter, skip(delimiter) { continue }
            guard let token = lexer.next() else { break }
            switch token.kind {
            case .comment: table.appendComment(token.range)
            case .executableComment: table.append(token.range)
            case .symbol: readSymbol(token)
            default: read(upToDelimiter(token))
            }
        }
        finish()
        return table
    }

    private mutating func finish() {
        if let problem = lexer.problem { return table.report(problem) }
        if let delimiter, let start = table.codeStart {
            table.report(unclosed: "statement", expected: String(decoding: delimiter, as: UTF8.self), at: start)
        } else if case .routine = state, let unclosed = routine.unclosed {
            table.report(unclosed: "body", expected: unclosed.end, at: unclosed.offset)
        }
        table.finish()
    }

    private mutating func endStatement() {
        table.finish()
        state = .start
    }

    // MARK: Delimiters

    /// Moves behind the delimiter, where it is next.
    private mutating func skip(_ delimiter: [UInt8]) -> Bool {
        guard lexer.executableComment == nil else { return false }
        lexer.reader.skipBlanks()
        guard lexer.reader.isAt(delimiter) else { return false }
        lexer.reader.position += delimiter.count
        endStatement()
        return true
    }

    /// A word that the delimiter follows at once has it in it, as `END$$` has, for `$` may be in names.
    private mutating func upToDelimiter(_ token: SQLToken) -> SQLToken {
        guard let delimiter, lexer.executableComment == nil, !isQuoted(token) else { return token }
        var reader = lexer.reader
        for offset in token.range.dropFirst() {
            reader.position = offset
            guard reader.byte(at: offset) == delimiter.first, reader.isAt(delimiter) else { continue }
            lexer.reader = reader
            return SQLToken(kind: token.kind, range: token.range.lowerBound..<offset)
        }
        return token
    }

    /// Whether quotes are around it, as they may be around the name of a variable or a host, too: `` @`a$$b` ``.
    private func isQuoted(_ token: SQLToken) -> Bool {
        switch token.kind {
        case .string, .quotedName: true
        case .variable:
            token.range.dropFirst().first { lexer.reader.byte(at: $0) != UInt8(ascii: "@") }.map(isQuote) ?? false
        default: false
        }
    }

    private func isQuote(at offset: Int) -> Bool {
        Array("'\"`".utf8).contains(lexer.reader.byte(at: offset))
    }

    /// The rest of the line is the new delimiter, as it is or in quotes.
    private mutating func readDelimiter(at start: Int) {
        lexer.reader.skip { $0 == 0x20 || $0 == 0x09 }
        let first = lexer.reader.position
        _ = lexer.reader.skip(to: UInt8(ascii: "\n"))
        let line = Array(lexer.reader.bytes(in: first..<lexer.reader.position))
        if let found = Delimiter(line) {
            delimiter = found.isDefault ? nil : found.bytes
        } else {
            table.report(.delimiter(String(decoding: line, as: UTF8.self)), at: start)
        }
    }

    /// A DELIMITER command where a statement hasn't ended: mysql would run the statement, the server knows no such word.
    ///
    /// A column of that name has no punctuation mark alone behind it on its line.
    private mutating func isEarlyDelimiter(_ token: SQLToken) -> Bool {
        let start = token.range.lowerBound
        guard lexer.reader.isFirstOnLine(start), lexer.reader.isWord(token.range, .delimiter) else { return false }
        var reader = lexer.reader
        reader.skip { $0 == 0x20 || $0 == 0x09 }
        let first = reader.position
        _ = reader.skip(to: UInt8(ascii: "\n"))
        guard let found = Delimiter(Array(reader.bytes(in: first..<reader.position))), found.isPunctuation else {
            return false
        }
        return found.isDefault == (delimiter != nil)
    }

    private mutating func readEarlyDelimiter(_ token: SQLToken) {
        let expected = delimiter.map { String(decoding: $0, as: UTF8.self) } ?? ";"
        let start = table.codeStart ?? token.range.lowerBound
        table.report(unclosed: "statement", got: "DELIMITER", expected: expected, at: start)
        state = .start
        readDelimiter(at: token.range.lowerBound)
    }

    // MARK: Tokens

    private mutating func read(_ token: SQLToken) {
        if token.range.count == 9, table.codeStart != nil, lexer.executableComment == nil, isEarlyDelimiter(token) {
            return readEarlyDelimiter(token)
        }
        switch state {
        case .plain: break
        case .routine: routine.read(token, from: lexer.reader)
        default:
            let word = token.kind == .word ? SQLKeyword(lexer.reader.bytes(in: token.range)) : nil
            if case .start = state, let word, isClientCommand(word, token) { return }
            advance(word, token)
        }
        table.append(token.range)
    }

    private mutating func advance(_ word: SQLKeyword?, _ token: SQLToken) {
        switch (state, word) {
        case (.start, .create), (.create, .or), (.create, .replace), (.create, .aggregate): state = .create
        case (.create, .definer): state = .definer
        case (.create, .procedure), (.create, .function), (.definer, .procedure), (.definer, .function):
            enter(.routine)
        case (.definer, .aggregate): break
        case (.create, .trigger), (.definer, .trigger): enter(.trigger)
        case (.create, .event), (.definer, .event), (.alter, .event): enter(.event)
        case (.definer, .view), (.definer, .sql): state = .plain
        case (.definer, _): break
        case (.start, .alter): state = .alter
        case (.alter, .definer): state = .definer
        case (.start, .begin): state = .begin(token.range.lowerBound)
        case (.begin(let begin), .not): state = .beginNot(begin)
        case (.beginNot(let begin), .atomic): enter(.block(begin: begin))
        default: state = .plain
        }
    }

    private mutating func enter(_ head: RoutineReader.Head) {
        routine = RoutineReader(head)
        state = .routine
    }

    private mutating func readSymbol(_ token: SQLToken) {
        switch lexer.reader.byte(at: token.range.lowerBound) {
        case UInt8(ascii: ";"): readEnd(token)
        case UInt8(ascii: "\\") where lexer.reader.peek() != UInt8(ascii: "N"): readClientCommand(token)
        default: read(token)
        }
    }

    private mutating func readEnd(_ token: SQLToken) {
        let isInRoutine = if case .routine = state { !routine.readEnd() || delimiter != nil } else { false }
        if lexer.executableComment != nil {
            table.append(token.range)
        } else if !isInRoutine {
            endStatement()
        }
    }

    // MARK: Commands of the client

    /// DELIMITER, and what mysql would do itself: `source f`, `USE db`.
    private mutating func isClientCommand(_ word: SQLKeyword, _ token: SQLToken) -> Bool {
        let start = token.range.lowerBound
        switch word {
        case .delimiter: readDelimiter(at: start)
        case .source:
            lexer.reader.skipLine()
            table.report(.clientCommand("source"), at: start)
        case .use:
            _ = lexer.reader.skip(to: UInt8(ascii: ";"), or: UInt8(ascii: "\n"))
            table.report(.clientCommand("USE"), at: start)
        default: return false
        }
        return true
    }

    /// `\G` and its like are mysql's wherever they are outside of quotes; at the start they take the line.
    private mutating func readClientCommand(_ token: SQLToken) {
        let start = token.range.lowerBound
        lexer.reader.position = min(start + 2, lexer.reader.end)
        let command = String(decoding: lexer.reader.bytes(in: start..<lexer.reader.position), as: UTF8.self)
        let isAtStart = table.codeStart == nil
        table.report(.clientCommand(command), at: start)
        if isAtStart {
            lexer.reader.skipLine()
        } else if lexer.executableComment == nil {
            endStatement()
        }
    }
}

/// What is behind DELIMITER.
private struct Delimiter {
    /// mysql cuts off what is longer.
    private static let longest = 15

    let bytes: [UInt8]

    var isDefault: Bool { bytes == [UInt8(ascii: ";")] }

    var isPunctuation: Bool { bytes.allSatisfy { !$0.isWordPart || $0 == UInt8(ascii: "$") } }

    /// Nil where there is none, or one that mysql wouldn't take, or something behind it that it would leave out.
    init?(_ line: [UInt8]) {
        let isQuoted = line.first.map { "'\"`".utf8.contains($0) } ?? false
        let rest: ArraySlice<UInt8>
        if isQuoted, let close = line.dropFirst().firstIndex(of: line[0]) {
            bytes = Array(line[1..<close])
            rest = line[(close + 1)...]
        } else {
            bytes = Array(line.prefix { !$0.isBlank })
            rest = line[bytes.count...]
        }
        let comment = rest.drop(while: \.isBlank)
        let isComment = comment.isEmpty || comment.starts(with: "--".utf8) || comment.starts(with: "#".utf8)
        guard isComment, (1...Self.longest).contains(bytes.count), !bytes.contains(UInt8(ascii: "\\")) else {
            return nil
        }
    }
}
