/// `ALTER TABLE`.
struct TableAlteration: Sendable {
    var name: QualifiedName?
    var changes: [TableChange] = []
    /// Whether something is dropped with all that depends on it.
    var cascades = false
    var options = AlterOptions()

    /// The partition of `ATTACH PARTITION`, which is all of its statement.
    var attached: QualifiedName? {
        if case .attachPartition(let partition) = changes.first { partition } else { nil }
    }
}

/// What MySQL is told of how it is to change a table; it refuses where it can't.
struct AlterOptions: Sendable {
    /// `INSTANT`, `INPLACE`, `COPY`; empty where it isn't said, or by `DEFAULT`.
    var algorithm = ""
    /// `NONE`, `SHARED`, `EXCLUSIVE`; empty where it isn't said, or by `DEFAULT`.
    var lock = ""

    /// Whether it fails rather than keep writers waiting.
    var forbidsBlocking: Bool { algorithm == "INSTANT" || lock == "NONE" }
}

/// One action of an `ALTER TABLE`.
enum TableChange: Sendable {
    case addColumn(ColumnDefinition)
    case dropColumn(String)
    /// PostgreSQL's `ALTER COLUMN … TYPE`.
    case changeType(column: String, to: ColumnType, isConverted: Bool)
    /// MySQL's `MODIFY` and `CHANGE`.
    case redefine(column: String, as: ColumnDefinition)
    case renameColumn(String, to: String?)
    case renameTable
    case renameConstraint(String?, to: String?)
    case renameIndex(String?, to: String?)
    case setSchema
    case setNotNull(String)
    case dropNotNull
    case setDefault
    case dropGeneration
    case setGeneration
    case addConstraint(TableConstraint)
    case dropConstraint(String?, ConstraintKind?)
    case validateConstraint(String)
    case addIndex(name: String?, kind: String)
    case dropIndex(String)
    case attachPartition(QualifiedName?)
    case detachPartition(isConcurrent: Bool)
    case addPartition
    case dropPartition
    case truncatePartition
    /// MySQL's other ways to divide a table anew.
    case repartition(String)
    case convertCharacterSet
    case setCharacterSet
    /// All rows are written anew.
    case rewrite(String)
    case triggers
    /// What is changed without anybody having to wait for the rows.
    case lightSetting
    case other
}

enum ConstraintKind: String, Sendable {
    case primaryKey = "PRIMARY KEY"
    case unique = "UNIQUE"
    case foreignKey = "FOREIGN KEY"
    case check = "CHECK"
    case exclude = "EXCLUDE"
    case notNull = "NOT NULL"
}

/// A constraint of a table.
struct TableConstraint: Sendable {
    var kind: ConstraintKind
    var name: String?
    /// `NOT VALID`, `NOT ENFORCED`: the rows that are there are not looked at.
    var isUnchecked = false
    /// `USING INDEX`: what it needs was made before.
    var usesIndex = false
    var references: QualifiedName?
}

/// The type of a column, in capitals: `VARCHAR` with `50`.
struct ColumnType: Hashable, Sendable {
    var name: String
    var arguments: [String] = []
    var isArray = false

    /// As it is shown.
    var text: String {
        name.lowercased() + (arguments.isEmpty ? "" : "(\(arguments.joined(separator: ", ")))") + (isArray ? "[]" : "")
    }
}

/// A column as `ADD COLUMN` defines it.
struct ColumnDefinition: Sendable {
    enum Default: Sendable {
        case none
        /// It is worked out once, and no row has to be written.
        case constant
        /// A function of it can give each row another value.
        case volatile(String)
    }

    enum Generation: Sendable {
        case none, stored, virtual, identity
    }

    var name: String
    var type: ColumnType
    var isNotNull = false
    var `default` = Default.none
    var generation = Generation.none
    /// What stands with the column.
    var constraints: [TableConstraint] = []
    var isAutoIncrement = false
    var isConditional = false
}
