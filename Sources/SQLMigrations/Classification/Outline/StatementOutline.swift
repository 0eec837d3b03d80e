/// What a statement does, as far as its class and the checks need it.
struct StatementOutline: Sendable {
    /// In capitals, without names: `CREATE INDEX CONCURRENTLY`.
    var command: String
    var action: StatementAction
    var hasSecret = false
}

/// The kinds of statements that are looked into, and what is read of each.
enum StatementAction: Sendable {
    case createTable(TableCreation)
    case createIndex(IndexCreation)
    case create(ObjectCreation)
    case alterTable(TableAlteration)
    case alter(ObjectAlteration)
    case drop(ObjectRemoval)
    /// MySQL's `RENAME TABLE`.
    case renameTables([TableRename])
    case truncate([QualifiedName], cascades: Bool)
    case delete(QualifiedName?, isLimited: Bool)
    case update(QualifiedName?, isLimited: Bool)
    /// Rows come or change by any other statement.
    case rows
    case query
    case copy(CopySource)
    case maintain(Maintenance)
    case session(SessionChange)
    /// It begins or ends a transaction or a part of one.
    case transactionControl
    /// One that a client understands and no server: `USE`.
    case client
    /// Privileges, comments, and what else changes no more than what is known of the schema.
    case other
}

/// Where the rows of `COPY` or `LOAD DATA` are, or where they go.
enum CopySource: Sendable {
    case client, serverFile, program, s3, query
}

/// What would have to outlive the statement, and doesn't: the next call of the Data API may have another connection.
enum SessionChange: Sendable {
    case localSetting(String)
    case setting(String)
    /// `RESET name`, in small letters: `all`, `role`.
    case reset(String)
    /// MySQL's `SET GLOBAL` and `SET PERSIST`.
    case globalSetting(String)
    /// MySQL's `@name`, and nothing else.
    case variable
    case tableLocks([QualifiedName], mode: String)
    case prepared
    case notifications
    case cursor
    case sessionLock(String)
    case other
}

/// `CREATE TABLE`.
struct TableCreation: Sendable {
    var name: QualifiedName?
    var isTemporary = false
    var isConditional = false
    /// The tables that its foreign keys lead to.
    var references: [QualifiedName] = []
    /// `PARTITION OF`.
    var partitioned: QualifiedName?
    /// `INHERITS`.
    var parents: [QualifiedName] = []
    /// `AS SELECT`.
    var isFromQuery = false
    /// `ON COMMIT DROP`.
    var endsWithTransaction = false
}

/// `a TO b` of `RENAME TABLE`.
struct TableRename: Sendable {
    var old: QualifiedName
    var new: QualifiedName?
}

/// `CREATE INDEX`.
struct IndexCreation: Sendable {
    var name: String?
    var table: QualifiedName?
    /// `UNIQUE`, `FULLTEXT` or `SPATIAL`; empty for a plain one.
    var kind = ""
    var isConcurrent = false
    var isConditional = false
    /// `ON ONLY`: the index of a partitioned table without those of its partitions.
    var isOnly = false
    var options = AlterOptions()
}

/// `CREATE` of anything else.
struct ObjectCreation: Sendable {
    var kind: SQLObjectKind
    var name: QualifiedName?
    /// Of a trigger, policy or rule.
    var table: QualifiedName?
    var isTemporary = false
    var isConditional = false
    var replaces = false
    /// MySQL: who it runs as; nil where it isn't said.
    var definer: String?
}

/// `ALTER` of anything but a table.
struct ObjectAlteration: Sendable {
    enum Change: Hashable, Sendable {
        case rename
        case setSchema
        case renameAttribute
        case addValue(String)
        case addConstraint(isValidated: Bool)
        case dropAttribute
        case changeAttribute
        case setTablespace
        case other
    }

    var kind: SQLObjectKind
    var name: QualifiedName?
    var change = Change.other
    var definer: String?
}

/// `DROP`.
struct ObjectRemoval: Sendable {
    var kind: SQLObjectKind
    var names: [QualifiedName] = []
    /// Of an index (MySQL), trigger, policy or rule.
    var table: QualifiedName?
    var isTemporary = false
    var isConditional = false
    var isConcurrent = false
    var cascades = false
    var options = AlterOptions()
}

/// What writes tables or indexes anew, locks them, or looks at them.
struct Maintenance: Sendable {
    enum Kind: String, Sendable {
        case analyze = "ANALYZE"
        case check = "CHECK"
        case checksum = "CHECKSUM"
        case cluster = "CLUSTER"
        case optimize = "OPTIMIZE"
        case refresh = "REFRESH MATERIALIZED VIEW"
        case reindex = "REINDEX"
        case repair = "REPAIR"
        case vacuum = "VACUUM"
    }

    var kind: Kind
    /// The word after REINDEX: TABLE, INDEX, SCHEMA.
    var scope = ""
    var tables: [QualifiedName] = []
    var isFull = false
    var isConcurrent = false
}
