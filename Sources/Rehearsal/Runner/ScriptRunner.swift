internal import BorealisDiagnostics
internal import SQLMigrations

/// Applies scripts to a server as the function of a deploy does to a database, and takes the time of each statement.
struct ScriptRunner {
    private let server: DatabaseServer
    /// Where the scripts are, for the places of problems.
    private let folder: String
    private let history: AppliedScripts

    private let clock = ContinuousClock()

    init(on server: DatabaseServer, folder: String, history: AppliedScripts) {
        self.server = server
        self.folder = folder
        self.history = history
    }

    /// Applies scripts in their order, up to the first that fails.
    func apply(_ scripts: [MigrationScript]) throws(Diagnostic) -> [ScriptTimes] {
        var times: [ScriptTimes] = []
        for script in scripts {
            times.append(try apply(script))
        }
        return times
    }

    private func apply(_ script: MigrationScript) throws(Diagnostic) -> ScriptTimes {
        let begun = clock.now
        let statements =
            switch script.mode {
            case .transaction: try applyWhole(script, as: \.self)
            case .block: try applyWhole(script, as: Self.block)
            case .none, .segments: try applyInSteps(script)
            }
        return ScriptTimes(name: script.name, statements: statements, duration: begun.duration(to: clock.now))
    }

    /// All of a script and its row in the history, or nothing.
    ///
    /// - Parameter form: what is sent for a statement.
    private func applyWhole(
        _ script: MigrationScript,
        as form: (ArraySlice<UInt8>) -> ArraySlice<UInt8>
    ) throws(Diagnostic) -> [StatementTime] {
        let connection = try server.connection()
        try run(history.begin, of: script, on: connection)
        var times: [StatementTime] = []
        for statement in script.statements {
            times.append(try run(statement, of: script, as: form, on: connection))
        }
        try run(history.addition(of: script, isApplied: true), of: script, on: connection)
        try run("COMMIT", of: script, on: connection)
        return times
    }

    /// Each statement that commits by itself or that no transaction takes alone, each run of others in a transaction.
    private func applyInSteps(_ script: MigrationScript) throws(Diagnostic) -> [StatementTime] {
        try run(history.addition(of: script, isApplied: false), of: script, on: try server.connection())
        var times: [StatementTime] = []
        for segment in script.statements.segments(of: script.mode) {
            // Calls of the Data API without a transaction don't share a session.
            let connection = try server.connection()
            if segment.isTransaction { try run(history.begin, of: script, on: connection) }
            for statement in segment.statements {
                times.append(try run(statement, of: script, as: \.self, on: connection))
            }
            if segment.isTransaction { try run("COMMIT", of: script, on: connection) }
        }
        try run(history.completion(of: script), of: script, on: try server.connection())
        return times
    }

    private func run(
        _ statement: MigrationStatement,
        of script: MigrationScript,
        as form: (ArraySlice<UInt8>) -> ArraySlice<UInt8>,
        on connection: any DatabaseConnection
    ) throws(Diagnostic) -> StatementTime {
        let begun = clock.now
        do throws(DatabaseFailure) {
            try connection.run(form(script.text.bytes[statement.statement.code]))
        } catch {
            switch error {
            case .lost(let reason): throw server.problem(reason)
            case .refused(let refusal):
                throw .refusedStatement(refusal, FailedStatement(statement, of: script, in: folder))
            }
        }
        return StatementTime(
            line: statement.statement.line,
            column: statement.statement.column,
            command: statement.kind.command,
            duration: begun.duration(to: clock.now)
        )
    }

    /// What the runner adds to a script; it fails only where the script has broken something: the history, say.
    private func run(
        _ sql: String,
        of script: MigrationScript,
        on connection: any DatabaseConnection
    ) throws(Diagnostic) {
        do throws(DatabaseFailure) {
            try connection.run(sql)
        } catch {
            switch error {
            case .lost(let reason): throw server.problem(reason)
            case .refused(let refusal): throw .refusedEnd(refusal, place: Place(file: "\(folder)/\(script.name)"))
            }
        }
    }

    /// A statement as it is in a block: PL/pgSQL runs it.
    private static func block(_ code: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var tag = "borealis"
        while code.containsText("$\(tag)$") || code.containsText("$\(tag)_$") { tag += "_" }
        return "DO $\(tag)_$ BEGIN EXECUTE $\(tag)$".utf8 + code + "$\(tag)$; END $\(tag)_$".utf8
    }
}

extension ArraySlice<UInt8> {
    fileprivate func containsText(_ text: String) -> Bool {
        String(decoding: self, as: UTF8.self).contains(text)
    }
}

/// Statements that are run together.
private struct Segment {
    let isTransaction: Bool
    var statements: [MigrationStatement]
}

extension [MigrationStatement] {
    fileprivate func segments(of mode: TransactionMode) -> [Segment] {
        reduce(into: []) { segments, statement in
            let isInside = mode == .segments && statement.kind.transaction == .inside
            if isInside, segments.last?.isTransaction == true {
                segments[segments.count - 1].statements.append(statement)
            } else {
                segments.append(Segment(isTransaction: isInside, statements: [statement]))
            }
        }
    }
}
