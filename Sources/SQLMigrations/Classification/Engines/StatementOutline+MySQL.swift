extension StatementOutline {
    /// How MySQL takes it in a transaction.
    ///
    /// - Source: MySQL 8.0 Reference Manual, "15.3.3 Statements That Cause an Implicit Commit", read 2026-11-21.
    var mysqlTransaction: StatementClass.Transaction {
        switch action {
        case .transactionControl: .control
        case .createTable(let creation): creation.isTemporary ? .inside : .commits
        case .drop(let removal): removal.isTemporary ? .inside : .commits
        case .session(.tableLocks): .commits
        case .maintain(let maintenance): maintenance.kind == .checksum ? .inside : .commits
        case .createIndex, .create, .alterTable, .alter, .renameTables, .truncate, .other: .commits
        // What is called, or was prepared, may commit.
        case .rows where command == "CALL" || command == "EXECUTE": .commits
        case .delete, .update, .rows, .query, .copy, .session, .client: .inside
        }
    }

    /// What MySQL keeps others from while it runs; at its beginning and end each change of a table waits for the
    /// transactions that use it.
    var mysqlLock: StatementLock? {
        switch action {
        case .createIndex(let creation):
            TableChange.addIndex(name: creation.name, kind: creation.kind == "UNIQUE" ? "" : creation.kind)
                .mysqlAlgorithm.statementLock(on: creation.table, options: creation.options)
        case .alterTable(let alteration):
            alteration.mysqlAlgorithm.statementLock(on: alteration.name, options: alteration.options)
        case .drop(let removal) where removal.kind == .index:
            MySQLAlgorithm.instant.statementLock(on: removal.table, options: removal.options)
        case .drop(let removal) where removal.kind == .table && !removal.isTemporary:
            Self.exclusiveLock(on: removal.names.first)
        case .truncate(let names, _): Self.exclusiveLock(on: names.first)
        case .renameTables(let renames): Self.exclusiveLock(on: renames.first?.old)
        case .maintain(let maintenance) where maintenance.kind == .optimize:
            MySQLAlgorithm.inplace.statementLock(on: maintenance.tables.first)
        case .session(.tableLocks(let names, let mode)) where !names.isEmpty:
            StatementLock(
                blocked: mode == "WRITE" ? .readsAndWrites : .writes,
                name: mode,
                table: names.first?.text,
                growsWithTable: false
            )
        default: nil
        }
    }

    private static func exclusiveLock(on table: QualifiedName?) -> StatementLock {
        StatementLock(blocked: .readsAndWrites, name: "EXCLUSIVE", table: table?.text, growsWithTable: false)
    }
}

extension TableAlteration {
    /// The worst of its actions; a primary key that is dropped with another added is exchanged in place.
    var mysqlAlgorithm: MySQLAlgorithm {
        changes.map { change in
            if case .dropConstraint(_, .primaryKey) = change, addsPrimaryKey { return .inplace }
            return change.mysqlAlgorithm
        }.max() ?? .instant
    }

    private var addsPrimaryKey: Bool {
        changes.contains { change in
            if case .addConstraint(let constraint) = change { constraint.kind == .primaryKey } else { false }
        }
    }
}
