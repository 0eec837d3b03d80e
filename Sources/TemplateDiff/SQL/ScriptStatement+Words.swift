internal import BorealisDiagnostics
internal import SQLMigrations

extension ScriptStatement {
    init(index: Int, _ statement: MigrationStatement, of script: MigrationScript, place: Place, engine: DatabaseEngine)
    {
        let kind = statement.kind
        let text = kind.hasSecret ? nil : StatementLine(statement.statement, in: script.text, engine: engine).text
        self.init(
            index: index,
            place: place,
            // A literal may be a secret that the statement doesn't ask for: the address of another database.
            text: text.flatMap { SecretText.isSecret($0, assignment: .quoted) ? nil : $0 },
            command: kind.command,
            effect: "\(kind.language.rawValue) \(kind.effect.rawValue)",
            transaction: kind.transaction.rawValue,
            lock: kind.lock?.words
        )
    }
}

extension StatementLock {
    /// `blocks writes to users (SHARE)`.
    fileprivate var words: String {
        let preposition = blocked == .writes ? "to" : "of"
        let whose = table.map { " \(preposition) \($0)" } ?? ""
        return "blocks \(blocked.rawValue)\(whose) (\(name))\(growsWithTable ? ", longer for a larger table" : "")"
    }
}

/// A statement in one line: what is between its tokens is one space or nothing, and the tokens are as they were.
///
/// Comments that only people read are left out. Characters in a string that nobody would see, its line ends among them,
/// are written as escapes: `\n`.
struct StatementLine {
    private(set) var text = ""

    init(_ statement: SQLStatement, in script: ScriptText, engine: DatabaseEngine) {
        var lexer = SQLLexer(script.bytes, in: statement.code, engine: engine)
        var end = statement.code.lowerBound
        while let token = lexer.next() {
            let isHint = script.bytes[token.range].starts(with: "/*+".utf8)
            guard token.kind != .comment || isHint else { continue }
            if token.range.lowerBound > end { text += " " }
            text += lexer.text(of: token).escapingControls
            end = token.range.upperBound
        }
    }
}

extension String {
    fileprivate var escapingControls: String {
        // As most are.
        guard !utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return self }
        return unicodeScalars.map { $0.isShown ? String($0) : $0.escaped(asASCII: true) }.joined()
    }
}

extension Unicode.Scalar {
    /// Whether it stands for itself, and doesn't break a line or turn the direction of what follows.
    fileprivate var isShown: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: !properties.isBidiControl
        }
    }
}
