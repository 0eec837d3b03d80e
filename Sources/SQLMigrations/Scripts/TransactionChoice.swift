internal import BorealisDiagnostics

/// How a script is put into transactions, and what it asks for and can't have.
struct TransactionChoice {
    private enum Conflict {
        /// It asks for a transaction, and has a statement that can't be in one.
        case transaction(MigrationStatement)
        /// It asks for none, and has several statements: the second one.
        case several(MigrationStatement)
    }

    let mode: TransactionMode
    private let conflict: Conflict?

    /// The Data API ends a call that takes longer.
    ///
    /// - Source: RDS Data API Reference, ExecuteStatement, `continueAfterTimeout`, read 2026-11-21: 45 seconds.
    private static let callLimit = 45

    /// - Parameter isOutside: whether a mark of another tool asks for no transaction.
    init(of statements: [MigrationStatement], directives: ScriptDirectives, isOutside: Bool, engine: DatabaseEngine) {
        let alone = statements.first { $0.kind.transaction == .outside || $0.kind.transaction == .commits }
        let wantsNone = directives.isTransaction.map { !$0 } ?? isOutside
        var conflict = directives.isTransaction == true ? alone.map(Conflict.transaction) : nil
        switch engine {
        case .mysql:
            mode = alone != nil || wantsNone ? .segments : .transaction
        case .postgresql where alone != nil || wantsNone:
            // That a statement shares its script which can't is told where statements are checked.
            if alone == nil, statements.count > 1 { conflict = .several(statements[1]) }
            mode = .none
        case .postgresql:
            mode = directives.timeout ?? 0 > Self.callLimit ? .block : .transaction
        }
        self.conflict = conflict
    }

    func problem(file: String) -> Diagnostic? {
        switch conflict {
        case nil: nil
        case .transaction(let statement):
            .impossibleTransaction(
                "the script asks for a transaction, and \(statement.kind.command) can't be in one",
                expected: "statements that can be undone with their transaction",
                fix: "remove what asks for it, or give the statement a script of its own",
                place: statement.place(in: file)
            )
        case .several(let statement):
            .impossibleTransaction(
                "the script asks for no transaction, and has several statements",
                expected: "one statement, so that nothing is left half done",
                fix: "give each statement a script of its own, or let the script be a transaction",
                place: statement.place(in: file)
            )
        }
    }
}

extension MigrationStatement {
    func place(in file: String) -> Place {
        Place(file: file, line: statement.line, column: statement.column)
    }

    func with(waivers: [Waiver]) -> MigrationStatement {
        MigrationStatement(statement, kind: kind, waivers: waivers)
    }
}
