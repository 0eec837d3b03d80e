internal import BorealisDiagnostics

/// What isn't a table or column gets another name or schema, or an enum another value: whoever uses the old one fails.
struct RenamedObject: TableChangeRule {
    let code = CataloguedCode.renamedObject
    let severity = Diagnostic.Severity.warning
    let remedy = "make one with the new name, and drop the old one later"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard case .setSchema = change else { return nil }
        return finding("table \(table.name)", of: table.statement)
    }

    func otherFindings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .alter(let alteration) = statement.outline.action, alteration.kind != .index,
            let name = alteration.name,
            [.rename, .setSchema, .renameAttribute].contains(alteration.change),
            !script.creates(CreatedObject(alteration.kind, name), before: statement)
        else { return [] }
        return [finding("\(alteration.kind.rawValue.lowercased()) \(name.text)", of: statement)]
    }

    private func finding(_ name: String, of statement: CheckedStatement) -> SQLFinding {
        statement.finding(
            "whoever uses the old name or value fails",
            got: name,
            fix: "make one with the new name, and drop the old one when nobody uses it"
        )
    }
}
