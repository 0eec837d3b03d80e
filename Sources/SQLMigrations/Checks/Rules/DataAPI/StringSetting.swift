internal import BorealisDiagnostics

/// Another way to read strings holds for the statements that follow, which are already cut by the standard's.
///
/// - Source: MySQL 8.0 Reference Manual, "7.1.11 Server SQL Modes"; PostgreSQL 17, "19.13. Version and Platform
///   Compatibility", both read 2026-11-21.
struct StringSetting: StatementRule {
    let code = CataloguedCode.stringSetting
    let severity = Diagnostic.Severity.error
    let remedy = "remove it, and write strings in the standard's form"

    /// With the modes that stand for several others, as MySQL 5.7 had them.
    private static let modes: Set<String> = [
        "ANSI", "ANSI_QUOTES", "DB2", "MAXDB", "MSSQL", "NO_BACKSLASH_ESCAPES", "ORACLE", "POSTGRESQL",
    ]
    private static let falses: Set<String> = ["OFF", "OF", "FALSE", "F", "NO", "N", "0"]

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard statement.mayChangeSettings else { return [] }
        let cursor = statement.cursor(in: script)
        guard let got = script.engine == .mysql ? mode(in: cursor) : setting(in: cursor) else { return [] }
        return [
            statement.finding(
                "strings and names are read in another way from here on, and the script is cut by the usual one",
                got: got,
                fix: script.engine == .mysql
                    ? "remove it; write names in `a`, strings in 'a', and a backslash twice"
                    : "remove it; write a string with backslashes as E'…'"
            )
        ]
    }

    /// What takes modes out of the others names them as well.
    private func mode(in cursor: TokenCursor) -> String? {
        cursor.assignments.filter { $0.name == "sql_mode" && !$0.value.calls(["REPLACE"]) }
            .flatMap { $0.value.words.flatMap { $0.split(separator: ",").map(String.init) } }
            .first(where: Self.modes.contains).map { "sql_mode \($0)" }
    }

    private func setting(in cursor: TokenCursor) -> String? {
        let name = "standard_conforming_strings"
        let values = cursor.assignments.filter { $0.name == name }.compactMap(\.value.words.first)
        let calls = cursor.settingCalls.filter { $0.name == name }.compactMap { $0.value?.words.first }
        return (values + calls).contains(where: Self.falses.contains) ? name + " off" : nil
    }
}

extension TokenCursor {
    /// Words, numbers and what strings say, in capitals.
    fileprivate var words: [String] {
        var rest = self
        var words: [String] = []
        while let token = rest.tokens.first {
            let number = token.token.kind == .number ? String(decoding: bytes[token.token.range], as: UTF8.self) : nil
            words.append(rest.string()?.uppercased() ?? number ?? token.text)
            rest.advance()
        }
        return words
    }
}
