/// What can be known of a statement without a database.
package struct StatementClass: Hashable, Sendable {
    package enum Language: String, Sendable {
        /// It changes the schema, or who may do what.
        case ddl
        /// It reads or changes rows.
        case dml
        /// It changes the session, or is a transaction's beginning or end.
        case session
    }

    package enum Effect: String, Sendable {
        /// Something is there that wasn't.
        case additive
        /// Something is gone that was: a table, a column, all rows of a table.
        case destructive
        /// Rows are changed.
        case data
        /// Neither rows nor what others rely on.
        case neutral
    }

    package enum Transaction: String, Sendable {
        /// It can be run in a transaction, and is undone with it.
        case inside
        /// The engine refuses it in a transaction: `CREATE INDEX CONCURRENTLY`.
        case outside
        /// It ends the transaction that it is run in: the DDL of MySQL.
        case commits
        /// It begins or ends a transaction itself.
        case control
    }

    /// The command in capitals, without names: `CREATE INDEX CONCURRENTLY`, `ALTER TABLE`.
    package var command: String
    package var language: Language
    package var effect: Effect
    package var transaction: Transaction
    /// What it keeps others from while it runs; nil where it keeps nobody from reading and writing.
    package var lock: StatementLock?
    /// How to find out whether it was run; nil where nothing in the catalogue tells.
    package var probe: StatementProbe?
    /// Whether an error that quotes it could show a secret: it has a password.
    package var hasSecret: Bool

    package init(
        command: String,
        language: Language,
        effect: Effect,
        transaction: Transaction,
        lock: StatementLock? = nil,
        probe: StatementProbe? = nil,
        hasSecret: Bool = false
    ) {
        self.command = command
        self.language = language
        self.effect = effect
        self.transaction = transaction
        self.lock = lock
        self.probe = probe
        self.hasSecret = hasSecret
    }
}

/// What a statement keeps others from.
package struct StatementLock: Hashable, Sendable {
    package enum Blocked: String, Sendable {
        case schemaChanges = "schema changes"
        case writes
        case readsAndWrites = "reads and writes"
    }

    package let blocked: Blocked
    /// PostgreSQL's name of the lock (`ACCESS EXCLUSIVE`), or MySQL's algorithm (`COPY`).
    package let name: String
    /// The table; nil where it isn't known.
    package let table: String?
    /// Whether it is held for as long as the table is scanned or written anew.
    package let growsWithTable: Bool

    package init(blocked: Blocked, name: String, table: String?, growsWithTable: Bool) {
        self.blocked = blocked
        self.name = name
        self.table = table
        self.growsWithTable = growsWithTable
    }
}

/// What is in the catalogue once a statement was run, or no longer is.
package struct StatementProbe: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case schema, table, view, column, index, constraint, function, procedure, trigger, event, sequence, type
    }

    package let kind: Kind
    /// The schema or, on MySQL, the database; nil for the one that is the default.
    package let schema: String?
    /// The table of a column, index, constraint or trigger.
    package let table: String?
    /// As the catalogue has it: without quotes, folded where it had none.
    package let name: String
    /// Whether it is there afterwards; false for what is dropped.
    package let exists: Bool

    package init(_ kind: Kind, schema: String? = nil, table: String? = nil, name: String, exists: Bool) {
        self.kind = kind
        self.schema = schema
        self.table = table
        self.name = name
        self.exists = exists
    }
}
