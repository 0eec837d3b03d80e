import BorealisDiagnostics
import SQLMigrations

/// A script as a test writes it.
struct SampleScript {
    let statements: [MigrationStatement]
    let bytes: [UInt8]
    let engine: DatabaseEngine
    let mode: TransactionMode
    var directives = ScriptDirectives()
    var waivers: [Waiver]

    /// - Parameters:
    ///   - options: the engine, then `none` for a script outside of transactions, `file` and `timeout` for directives.
    ///   - waivers: of the first statement.
    init(_ text: String, options: String = "postgresql", waivers: [Waiver] = [], ofScript: [Waiver] = []) {
        let options = options.split(separator: " ")
        let engine = DatabaseEngine(rawValue: String(options.first ?? "")) ?? .postgresql
        let bytes = Array(text.utf8)
        let split = StatementSplitter.statements(of: bytes, engine: engine)
        let statements = split.statements.enumerated().map { index, statement in
            MigrationStatement(
                statement,
                kind: StatementClass(of: statement, in: bytes, engine: engine),
                waivers: index == 0 ? waivers : []
            )
        }
        self.statements = statements
        self.bytes = bytes
        self.engine = engine
        self.waivers = ofScript
        let changesSchema = statements.contains { $0.kind.transaction == .commits }
        mode = options.contains("none") ? .none : engine == .mysql && changesSchema ? .segments : .transaction
        if options.contains("file") { directives.isTransaction = true }
        if options.contains("timeout") { directives.lockTimeout = 5000 }
    }

    func findings(_ checks: SQLChecks = .standard) -> ScriptFindings {
        let script = CheckedScript(
            file: "sql/V1__a.sql",
            bytes: bytes,
            statements: statements,
            engine: engine,
            mode: mode,
            directives: directives,
            waivers: waivers
        )
        return ScriptFindings(of: script, checks: checks)
    }
}
