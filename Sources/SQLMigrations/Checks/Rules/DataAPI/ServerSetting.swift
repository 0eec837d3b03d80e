internal import BorealisDiagnostics

/// What only the owner of a server can do is Aurora's: its settings are in parameter groups.
///
/// - Source: Aurora User Guide, "Parameter groups for Amazon Aurora" and "Master user account privileges", read
///   2026-11-21.
struct ServerSetting: StatementRule {
    let code = CataloguedCode.serverSetting
    let severity = Diagnostic.Severity.error
    let remedy = "set the parameter in the cluster's parameter group"

    private static let commands: Set<String> = [
        "ALTER SYSTEM", "ALTER INSTANCE", "INSTALL PLUGIN", "INSTALL COMPONENT", "UNINSTALL PLUGIN",
        "UNINSTALL COMPONENT",
        "SHUTDOWN", "RESTART", "CREATE TABLESPACE", "CREATE UNDO TABLESPACE", "CREATE LOGFILE GROUP",
        "CREATE ACCESS METHOD",
    ]

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        var setting: String?
        if case .session(.globalSetting(let name)) = statement.outline.action { setting = name }
        // A tablespace of PostgreSQL is accepted, and made of nothing.
        let isRefused =
            Self.commands.contains(statement.kind.command)
            && (script.engine == .mysql || statement.kind.command != "CREATE TABLESPACE")
        guard setting != nil || isRefused else { return [] }
        return [
            statement.finding(
                "Aurora doesn't let its users change the server",
                got: setting.map { "SET GLOBAL \($0)" } ?? statement.kind.command,
                fix: "set it in the cluster's parameter group, and remove the statement"
            )
        ]
    }
}
