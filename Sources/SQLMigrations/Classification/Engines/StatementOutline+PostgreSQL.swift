extension StatementOutline {
    /// How PostgreSQL takes it in a transaction.
    ///
    /// - Source: PostgreSQL 17, the pages of the commands: "cannot be executed inside a transaction block", read
    ///   2026-11-21.
    var postgreSQLTransaction: StatementClass.Transaction {
        switch action {
        case .transactionControl: .control
        case .createIndex(let creation): creation.isConcurrent ? .outside : .inside
        case .create(let creation): Self.clusterWide.contains(creation.kind) ? .outside : .inside
        case .drop(let removal):
            removal.isConcurrent || Self.clusterWide.contains(removal.kind) ? .outside : .inside
        case .alter(let alteration):
            alteration.kind == .system || (alteration.kind == .database && alteration.change == .setTablespace)
                ? .outside : .inside
        case .alterTable(let alteration): alteration.detachesConcurrently ? .outside : .inside
        case .maintain(let maintenance): maintenance.isOutsideTransaction ? .outside : .inside
        case .session(.other): command == "DISCARD ALL" ? .outside : .inside
        default: .inside
        }
    }

    private static let clusterWide: Set<SQLObjectKind> = [.database, .tablespace, .subscription]

    /// What PostgreSQL keeps others from while it runs, as far as reading, writing and schema changes go.
    ///
    /// - Source: PostgreSQL 17, "13.3.1. Table-Level Locks" and the pages of the commands, read 2026-11-21.
    var postgreSQLLock: StatementLock? {
        switch action {
        case .createTable(let creation): creation.postgreSQLLock
        case .createIndex(let creation):
            (creation.isConcurrent ? PostgreSQLLock.shareUpdateExclusive : .share)
                .statementLock(on: creation.table, growsWithTable: !creation.isOnly)
        case .create(let creation): creation.postgreSQLLock
        case .alterTable(let alteration): alteration.postgreSQLLock
        case .alter(let alteration): alteration.postgreSQLLock
        case .drop(let removal): removal.postgreSQLLock
        case .truncate(let names, _):
            PostgreSQLLock.accessExclusive.statementLock(on: names.first, growsWithTable: false)
        case .maintain(let maintenance): maintenance.postgreSQLLock
        case .session(.tableLocks(let names, let mode)):
            PostgreSQLLock(rawValue: mode)?.statementLock(on: names.first, growsWithTable: false)
        default: nil
        }
    }
}

extension TableAlteration {
    fileprivate var detachesConcurrently: Bool {
        changes.contains { change in
            if case .detachPartition(true) = change { true } else { false }
        }
    }

    fileprivate var postgreSQLLock: StatementLock? {
        // The partitioned table is used by others meanwhile, its new partition isn't.
        if let attached { return PostgreSQLLock.accessExclusive.statementLock(on: attached, growsWithTable: true) }
        let locks = changes.map(\.postgreSQLLock)
        return locks.map(\.lock).max()?.statementLock(on: name, growsWithTable: locks.contains { $0.growsWithTable })
    }
}

extension TableCreation {
    /// On a table that it leads to; the new one nobody else knows yet.
    fileprivate var postgreSQLLock: StatementLock? {
        if let partitioned {
            return PostgreSQLLock.accessExclusive.statementLock(on: partitioned, growsWithTable: false)
        }
        if let table = references.first {
            return PostgreSQLLock.shareRowExclusive.statementLock(on: table, growsWithTable: false)
        }
        return parents.first.flatMap {
            PostgreSQLLock.shareUpdateExclusive.statementLock(on: $0, growsWithTable: false)
        }
    }
}

extension ObjectCreation {
    fileprivate var postgreSQLLock: StatementLock? {
        switch kind {
        case .trigger: PostgreSQLLock.shareRowExclusive.statementLock(on: table, growsWithTable: false)
        case .policy, .rule: PostgreSQLLock.accessExclusive.statementLock(on: table, growsWithTable: false)
        case .view where replaces: PostgreSQLLock.accessExclusive.statementLock(on: name, growsWithTable: false)
        default: nil
        }
    }
}

extension ObjectAlteration {
    fileprivate var postgreSQLLock: StatementLock? {
        switch kind {
        case .index where change == .rename:
            PostgreSQLLock.shareUpdateExclusive.statementLock(on: nil, growsWithTable: false)
        case .index where change == .setTablespace:
            PostgreSQLLock.accessExclusive.statementLock(on: nil, growsWithTable: true)
        case .sequence where change == .other:
            PostgreSQLLock.shareRowExclusive.statementLock(on: name, growsWithTable: false)
        case .view, .materializedView, .sequence:
            PostgreSQLLock.accessExclusive.statementLock(on: name, growsWithTable: false)
        default: nil
        }
    }
}

extension ObjectRemoval {
    fileprivate var postgreSQLLock: StatementLock? {
        switch kind {
        case .table, .view, .materializedView, .foreignTable, .sequence:
            PostgreSQLLock.accessExclusive.statementLock(on: names.first, growsWithTable: false)
        case .index:
            (isConcurrent ? PostgreSQLLock.shareUpdateExclusive : .accessExclusive)
                .statementLock(on: nil, growsWithTable: false)
        case .trigger, .policy, .rule:
            PostgreSQLLock.accessExclusive.statementLock(on: table, growsWithTable: false)
        case .schema: PostgreSQLLock.accessExclusive.statementLock(on: nil, growsWithTable: false)
        default: nil
        }
    }
}

extension Maintenance {
    fileprivate var isOutsideTransaction: Bool {
        switch kind {
        case .vacuum: true
        case .cluster: tables.isEmpty
        case .reindex: isConcurrent || ["SCHEMA", "DATABASE", "SYSTEM"].contains(scope)
        case .analyze, .check, .checksum, .optimize, .refresh, .repair: false
        }
    }

    fileprivate var postgreSQLLock: StatementLock? {
        let lock: PostgreSQLLock =
            switch kind {
            case .vacuum: isFull ? .accessExclusive : .shareUpdateExclusive
            case .cluster: .accessExclusive
            // Of the table; readers wait as well where they would use the index.
            case .reindex: isConcurrent ? .shareUpdateExclusive : .share
            case .refresh: isConcurrent ? .exclusive : .accessExclusive
            case .analyze, .check, .checksum, .optimize, .repair: .shareUpdateExclusive
            }
        return lock.statementLock(on: tables.first, growsWithTable: true)
    }
}
