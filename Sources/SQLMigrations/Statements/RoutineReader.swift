/// Follows the body of a procedure, function, trigger or event of MySQL, to tell the `;` inside from the one behind it.
///
/// What is open is kept on a stack of one word each, however deep a body is nested.
/// - Source: MySQL 8.0 Reference Manual, "15.6 Compound Statement Syntax", read 2026-11-21. MariaDB has FOR loops and
///   `BEGIN NOT ATOMIC` as well.
struct RoutineReader {
    /// What is open, with the word that begins it.
    private enum Block: Int {
        case begin, `if`, caseStatement, caseExpression, `while`, loop, `repeat`, `for`

        var end: String {
            switch self {
            case .begin, .caseExpression: "END"
            case .if: "END IF"
            case .caseStatement: "END CASE"
            case .while: "END WHILE"
            case .loop: "END LOOP"
            case .repeat: "END REPEAT"
            case .for: "END FOR"
            }
        }
    }

    private enum State {
        /// The name and the parameters, in so many parentheses.
        case signature(depth: Int)
        /// What comes between the parameters and the body, and how many words are names.
        case characteristics(names: Int)
        /// `CHAR` or `CHARACTER`, which `SET` and a name may follow.
        case character
        /// The head of a trigger, up to `FOR EACH ROW`.
        case trigger
        case triggerEach
        /// `FOLLOWS` or `PRECEDES`, which the name of a trigger follows.
        case triggerOrder
        /// The head of an event, up to `DO`.
        case event
        /// A statement begins here.
        case start
        /// `BEGIN`, which `NOT ATOMIC` may follow.
        case begin
        case beginNot
        /// The first word of a statement: a label if a colon follows.
        case firstWord
        /// In a simple statement.
        case statement
        /// Between IF and THEN, WHILE and DO, and the like.
        case head
        /// Between UNTIL and END REPEAT.
        case until
        /// `DECLARE`, and up to `HANDLER`.
        case declare
        case handler
        /// In the conditions of a handler, where one is due.
        case condition
        case conditionEnd
        /// Behind an END, up to the `;`.
        case end
    }

    private var state: State
    private var blocks: [Int] = []
    /// The token before, as it tells a name from a keyword.
    private var previous: SQLToken?

    enum Head {
        case routine, trigger, event
        /// `BEGIN NOT ATOMIC` of MariaDB.
        case block(begin: Int)
    }

    init(_ head: Head) {
        switch head {
        case .routine: state = .signature(depth: 0)
        case .trigger: state = .trigger
        case .event: state = .event
        case .block(let begin):
            state = .start
            open(.begin, at: begin)
        }
    }

    /// The last block that is open: where it begins, and what would end it.
    var unclosed: (offset: Int, end: String)? {
        guard let last = blocks.last, let block = innermost else { return nil }
        return (last >> 3, block.end)
    }

    private var innermost: Block? { blocks.last.flatMap { Block(rawValue: $0 & 7) } }

    private mutating func open(_ block: Block, at offset: Int) {
        blocks.append(offset << 3 | block.rawValue)
    }

    // MARK: Tokens

    /// - Returns: whether the routine ends at a `;` here.
    mutating func readEnd() -> Bool {
        previous = nil
        guard !blocks.isEmpty else { return true }
        state = .start
        return false
    }

    mutating func read(_ token: SQLToken, from reader: ByteReader) {
        switch token.kind {
        case .word:
            let isName = previous.map {
                $0.kind == .symbol && reader.byte(at: $0.range.lowerBound) == UInt8(ascii: ".")
            }
            let keyword = isName == true ? nil : SQLKeyword(reader.bytes(in: token.range))
            readWord(keyword, token, reader)
        case .symbol: readSymbol(reader.byte(at: token.range.lowerBound))
        default: readOther()
        }
        previous = token
    }

    private mutating func readSymbol(_ symbol: UInt8) {
        switch (state, symbol) {
        case (.signature(let depth), UInt8(ascii: "(")): state = .signature(depth: depth + 1)
        case (.signature(1), UInt8(ascii: ")")): state = .characteristics(names: 0)
        case (.signature(let depth), UInt8(ascii: ")")): state = .signature(depth: max(0, depth - 1))
        case (.firstWord, UInt8(ascii: ":")): state = .start
        case (.conditionEnd, UInt8(ascii: ",")): state = .condition
        case (.firstWord, _), (.start, _), (.begin, _): state = .statement
        default: break
        }
    }

    /// A string, a number, a variable or a name in quotes.
    private mutating func readOther() {
        switch state {
        case .start: state = .firstWord
        case .begin: state = .statement
        case .condition: state = .conditionEnd
        case .conditionEnd, .firstWord: state = .statement
        case .triggerOrder: state = .start
        case .characteristics(let names) where names > 0: state = .characteristics(names: names - 1)
        default: break
        }
    }

    private mutating func readWord(_ word: SQLKeyword?, _ token: SQLToken, _ reader: ByteReader) {
        switch state {
        case .signature: break
        case .characteristics(let names): readCharacteristic(word, names: names, token)
        case .character where word == .set: state = .characteristics(names: 1)
        case .character: readCharacteristic(word, names: 0, token)
        case .trigger, .triggerEach, .triggerOrder, .event: readHead(word)
        case .begin where word == .not: state = .beginNot
        case .beginNot: state = .start
        case .start, .begin, .conditionEnd: readFirst(word, at: token.range.lowerBound)
        case .handler: if word == .for { state = .condition }
        case .condition: if word != .sqlstate, word != .value, word != .not { state = .conditionEnd }
        case .firstWord:
            state = .statement
            readInside(word, token, reader)
        case .declare where word == .handler: state = .handler
        case .statement, .head, .until, .declare: readInside(word, token, reader)
        case .end: break
        }
    }

    private mutating func readHead(_ word: SQLKeyword?) {
        switch (state, word) {
        case (.trigger, .each): state = .triggerEach
        case (.triggerEach, .row), (.triggerOrder, _), (.event, .do): state = .start
        case (.triggerEach, _): state = .trigger
        default: break
        }
    }

    /// The body begins with the first word that can't be said of a routine.
    private mutating func readCharacteristic(_ word: SQLKeyword?, names: Int, _ token: SQLToken) {
        if names > 0 {
            state = .characteristics(names: names - 1)
            return
        }
        switch word {
        case .returns, .charset, .collate, .language: state = .characteristics(names: 1)
        case .char, .character: state = .character
        case .ascii, .binary, .byte, .precision, .unicode, .varchar, .varying, .signed, .unsigned, .zerofill: break
        case .comment, .not, .deterministic, .contains, .no, .reads, .modifies, .sql, .data, .security, .definer,
            .invoker:
            break
        default: readFirst(word, at: token.range.lowerBound)
        }
    }

    // MARK: Statements of the body

    private mutating func readFirst(_ word: SQLKeyword?, at offset: Int) {
        switch word {
        case .begin:
            open(.begin, at: offset)
            state = .begin
        case .if: openHead(.if, at: offset)
        case .case: openHead(.caseStatement, at: offset)
        case .while: openHead(.while, at: offset)
        case .for: openHead(.for, at: offset)
        case .elseif, .when: state = .head
        case .else: state = .start
        case .follows, .precedes: state = blocks.isEmpty ? .triggerOrder : .firstWord
        case .loop, .repeat:
            open(word == .loop ? .loop : .repeat, at: offset)
            state = .start
        case .until: state = .until
        case .declare: state = .declare
        case .end:
            _ = blocks.popLast()
            state = .end
        default: state = .firstWord
        }
    }

    private mutating func openHead(_ block: Block, at offset: Int) {
        open(block, at: offset)
        state = .head
    }

    /// CASE as an expression, and the words behind which the next statement begins.
    private mutating func readInside(_ word: SQLKeyword?, _ token: SQLToken, _ reader: ByteReader) {
        switch word {
        case .case: open(.caseExpression, at: token.range.lowerBound)
        case .end where innermost == .caseExpression:
            if !isOperandDue(reader) { blocks.removeLast() }
        case .end:
            guard case .until = state else { return }
            _ = blocks.popLast()
            state = .end
        case .then where innermost == .if || innermost == .caseStatement,
            .do where innermost == .while || innermost == .for:
            guard case .head = state else { return }
            state = .start
        default: break
        }
    }

    /// Whether a value comes next, so that END is the name of a column.
    private func isOperandDue(_ reader: ByteReader) -> Bool {
        guard let previous else { return false }
        switch previous.kind {
        case .symbol: return reader.byte(at: previous.range.lowerBound) != UInt8(ascii: ")")
        case .word: return SQLKeyword(reader.bytes(in: previous.range))?.takesOperand ?? false
        default: return false
        }
    }
}

extension SQLKeyword {
    /// Whether a value follows.
    fileprivate var takesOperand: Bool {
        switch self {
        case .when, .then, .else, .case, .and, .or, .not, .xor, .in, .like, .between, .is, .div, .mod, .regexp, .rlike,
            .interval, .return, .select:
            true
        default: false
        }
    }
}
