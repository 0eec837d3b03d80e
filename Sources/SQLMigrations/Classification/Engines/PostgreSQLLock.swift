/// PostgreSQL's locks on tables that a statement of a script can take, weakest first.
///
/// - Source: PostgreSQL 17, "13.3.1. Table-Level Locks", read 2026-11-21.
enum PostgreSQLLock: String, CaseIterable, Comparable, Sendable {
    case accessShare = "ACCESS SHARE"
    case rowShare = "ROW SHARE"
    case rowExclusive = "ROW EXCLUSIVE"
    case shareUpdateExclusive = "SHARE UPDATE EXCLUSIVE"
    case share = "SHARE"
    case shareRowExclusive = "SHARE ROW EXCLUSIVE"
    case exclusive = "EXCLUSIVE"
    case accessExclusive = "ACCESS EXCLUSIVE"

    /// What others wait with; nil where they go on reading, writing and changing the schema.
    var blocked: StatementLock.Blocked? {
        switch self {
        case .accessShare, .rowShare, .rowExclusive: nil
        case .shareUpdateExclusive: .schemaChanges
        case .share, .shareRowExclusive, .exclusive: .writes
        case .accessExclusive: .readsAndWrites
        }
    }

    static func < (left: PostgreSQLLock, right: PostgreSQLLock) -> Bool {
        let order = allCases
        return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
    }

    func statementLock(on table: QualifiedName?, growsWithTable: Bool) -> StatementLock? {
        blocked.map {
            StatementLock(blocked: $0, name: rawValue, table: table?.text, growsWithTable: growsWithTable)
        }
    }
}

extension TableChange {
    /// The lock that PostgreSQL takes for it, and whether it is held while all rows are read or written.
    ///
    /// - Source: PostgreSQL 17, "ALTER TABLE", read 2026-11-21.
    var postgreSQLLock: (lock: PostgreSQLLock, growsWithTable: Bool) {
        switch self {
        case .addColumn(let column):
            (.accessExclusive, column.rewritesTable || column.constraints.contains(where: \.readsRows))
        case .addConstraint(let constraint):
            (constraint.kind == .foreignKey ? .shareRowExclusive : .accessExclusive, constraint.readsRows)
        case .changeType, .setNotNull, .rewrite: (.accessExclusive, true)
        case .validateConstraint: (.shareUpdateExclusive, true)
        case .attachPartition: (.shareUpdateExclusive, true)
        case .detachPartition(let isConcurrent): (isConcurrent ? .shareUpdateExclusive : .accessExclusive, false)
        case .triggers: (.shareRowExclusive, false)
        case .lightSetting: (.shareUpdateExclusive, false)
        default: (.accessExclusive, false)
        }
    }
}

extension ColumnDefinition {
    /// Whether PostgreSQL writes all rows anew to add it: each may get a value of its own.
    var rewritesTable: Bool {
        if case .volatile = `default` { return true }
        return generation == .stored || generation == .identity
    }
}

extension TableConstraint {
    /// Whether the rows that are there are looked at, or an index is made of them.
    var readsRows: Bool { !isUnchecked && !usesIndex }
}
