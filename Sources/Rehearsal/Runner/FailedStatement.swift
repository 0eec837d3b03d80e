internal import BorealisDiagnostics
internal import SQLMigrations

/// A statement that a server refused, and where in the file it means.
struct FailedStatement {
    private let statement: MigrationStatement
    private let text: ScriptText
    private let file: String

    init(_ statement: MigrationStatement, of script: MigrationScript, in folder: String) {
        self.statement = statement
        text = script.text
        file = "\(folder)/\(script.name)"
    }

    /// Whether an error that quotes it could show a password.
    var hasSecret: Bool { statement.kind.hasSecret }

    /// Where the server points to; else where the statement begins.
    func place(of refusal: DatabaseFailure.Refusal) -> Place {
        // A block runs the statement as a whole; what a function runs is elsewhere.
        let isWhole = refusal.innerStatement.map { Array($0.utf8)[...] == code } ?? false
        if let position = isWhole ? refusal.innerPosition : refusal.position, let place = place(ofCharacter: position) {
            return place
        }
        if let line = refusal.lineInStatement, line > 1, line <= lineCount {
            return Place(file: file, line: statement.statement.line + line - 1)
        }
        return Place(file: file, line: statement.statement.line, column: statement.statement.column)
    }

    private var code: ArraySlice<UInt8> { text.bytes[statement.statement.code] }

    private var lineCount: Int { code.count { $0 == UInt8(ascii: "\n") } + 1 }

    /// - Parameter position: counted from 1.
    private func place(ofCharacter position: Int) -> Place? {
        let code = code
        var count = 0
        var line = statement.statement.line
        var column = statement.statement.column
        for byte in code {
            // All bytes of a character but its first begin with these bits.
            if byte & 0xC0 != 0x80 { count += 1 }
            if count == position { return Place(file: file, line: line, column: column) }
            let isEnd = byte == UInt8(ascii: "\n")
            line += isEnd ? 1 : 0
            column = isEnd ? 1 : column + 1
        }
        return nil
    }
}

extension DatabaseFailure.Refusal {
    /// MySQL's words for a place: `… near 'x' at line 3`.
    fileprivate var lineInStatement: Int? {
        guard let start = message.ranges(of: " at line ").last?.upperBound else { return nil }
        return Int(message[start...])
    }
}
