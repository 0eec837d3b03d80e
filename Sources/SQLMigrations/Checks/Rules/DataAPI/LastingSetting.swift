internal import BorealisDiagnostics

/// What a transaction sets for its session is still set after it, and the session goes back into the pool.
///
/// - Source: PostgreSQL 17, "SET" and "CREATE TABLE"; Aurora User Guide, "Calling RDS Data API": connections are pooled,
///   both read 2026-11-21.
struct LastingSetting: SQLRule {
    let code = CataloguedCode.lastingSetting
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.postgresql]
    let remedy = "SET LOCAL; set_config(…, true); ON COMMIT DROP"

    func findings(in script: CheckedScript) -> [SQLFinding] {
        guard script.isTransaction else { return [] }
        let changes = script.statements.flatMap { $0.lasting(in: script) }
        let lasting = changes.enumerated().filter { index, change in
            change.form != .reset && !changes[(index + 1)...].contains { $0.undoes(change) }
        }.map(\.element)
        let roles = lasting.filter(\.isRole)
        let others = lasting.filter { !$0.isRole && $0.form != .local }
        return [others.first.map { finding($0, of: others) }, roles.first.map { finding(role: $0) }].compactMap(\.self)
    }

    private func finding(_ first: LastingChange, of all: [LastingChange]) -> SQLFinding {
        let forms = LastingChange.Form.allCases.filter { form in all.contains { $0.form == form } }
        return first.statement.finding(
            "what it sets stays in the session, which another script or the application may get next",
            got: first.text + (all.count > 1 ? ", and \(all.count - 1) more" : ""),
            expected: "what ends with the transaction",
            fix: "write " + forms.compactMap(\.advice).joined(separator: ", and ")
        )
    }

    /// With `SET LOCAL`, too: the row in the history is of the same transaction.
    private func finding(role: LastingChange) -> SQLFinding {
        role.statement.finding(
            role.form == .local
                ? "the row in the history is inserted as the role as well, which may not be allowed to"
                : "the session keeps the role, and the row in the history is inserted as the role as well",
            got: role.text,
            expected: "the runner's own role at the end of the script",
            fix: role.name == "role" ? "write RESET ROLE at the end" : "write RESET SESSION AUTHORIZATION at the end"
        )
    }
}

/// What a statement changes in its session, or puts back.
private struct LastingChange {
    enum Form: CaseIterable {
        case set, call, table, object, local, reset

        var advice: String? {
            switch self {
            case .set: "SET LOCAL"
            case .call: "true as the last argument of set_config"
            case .table: "ON COMMIT DROP at the end of the temporary table"
            case .object: "DROP of what is temporary at the end of the script"
            case .local, .reset: nil
            }
        }
    }

    let statement: CheckedStatement
    let form: Form
    /// A setting, or a temporary table.
    let name: String
    /// As it is shown.
    let text: String

    var isRole: Bool { ["role", "session authorization"].contains(name) && form != .table && form != .object }

    /// `RESET ALL` leaves the role as it is.
    func undoes(_ change: LastingChange) -> Bool {
        guard form == .reset else { return false }
        let isTable = change.form == .table || change.form == .object
        return name == change.name || (name == "all" && !change.isRole && !isTable)
    }
}

extension CheckedStatement {
    fileprivate func lasting(in script: CheckedScript) -> [LastingChange] {
        switch outline.action {
        case .createTable(let creation) where creation.isTemporary && !creation.endsWithTransaction:
            // `SELECT INTO` has no `ON COMMIT`, and neither have views and sequences.
            [change(kind.command == "SELECT INTO" ? .object : .table, creation.name?.name ?? "")]
        case .create(let creation) where creation.isTemporary: [change(.object, creation.name?.name ?? "")]
        case .drop(let removal): removal.names.map { change(.reset, $0.name) }
        case .session(.reset(let name)): [change(.reset, name)]
        case .session(.setting(let name)), .session(.localSetting(let name)):
            [change(form(in: script), name)]
        default: calls(in: script)
        }
    }

    private func change(_ form: LastingChange.Form, _ name: String, by command: String? = nil) -> LastingChange {
        LastingChange(statement: self, form: form, name: name, text: "\(command ?? kind.command) \(name)")
    }

    /// `SET x TO DEFAULT` and `SET ROLE NONE` put it back.
    private func form(in script: CheckedScript) -> LastingChange.Form {
        let value = cursor(in: script).assignments.first?.value
        if let value, value.isNext("DEFAULT") || value.isNext("NONE") { return .reset }
        if case .session(.localSetting) = outline.action { return .local }
        return .set
    }

    private func calls(in script: CheckedScript) -> [LastingChange] {
        guard mayChangeSettings else { return [] }
        return cursor(in: script).settingCalls.map { call in
            change(call.isLocal ? .local : .call, call.name, by: "set_config of")
        }
    }
}
