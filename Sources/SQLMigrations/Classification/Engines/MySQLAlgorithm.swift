/// How InnoDB changes a table, and who waits for it; the best way first.
///
/// - Source: MySQL 8.0 Reference Manual, "17.12.1 Online DDL Operations"; that a check is added by a copy: bug #117450;
///   both read 2026-11-21. Aurora MySQL 3 is compatible with 8.0.23 and later, its newer versions with 8.0.39 and
///   later: `INSTANT` is said of what any of them does so, or without keeping writers waiting.
enum MySQLAlgorithm: Int, Comparable, Sendable {
    /// In the data dictionary alone.
    case instant
    /// An index is made, or all rows are written anew, while others read and write.
    case inplace
    /// The same, and writers wait.
    case inplaceBlocking
    /// All rows are copied into another table while writers wait.
    case copy

    var name: String {
        switch self {
        case .instant: "INSTANT"
        case .inplace, .inplaceBlocking: "INPLACE"
        case .copy: "COPY"
        }
    }

    var blocksWrites: Bool { self >= .inplaceBlocking }

    static func < (left: MySQLAlgorithm, right: MySQLAlgorithm) -> Bool {
        left.rawValue < right.rawValue
    }

    func statementLock(on table: QualifiedName?, options: AlterOptions = AlterOptions()) -> StatementLock {
        let blocked: StatementLock.Blocked =
            if options.lock == "EXCLUSIVE" {
                .readsAndWrites
            } else if options.forbidsBlocking {
                .schemaChanges
            } else {
                blocksWrites || options.algorithm == "COPY" || options.lock == "SHARED" ? .writes : .schemaChanges
            }
        return StatementLock(
            blocked: blocked,
            name: options.algorithm.isEmpty ? name : options.algorithm,
            table: table?.text,
            growsWithTable: self != .instant || options.algorithm == "COPY"
        )
    }
}

extension TableChange {
    var mysqlAlgorithm: MySQLAlgorithm {
        switch self {
        case .addColumn(let column): column.mysqlAlgorithm
        case .redefine, .changeType: .copy
        case .addConstraint(let constraint): constraint.mysqlAlgorithm
        case .dropConstraint(_, .primaryKey): .copy
        case .addIndex(_, let kind): kind.isEmpty ? .inplace : .inplaceBlocking
        case .convertCharacterSet: .copy
        case .setCharacterSet: .instant
        case .rewrite("ENGINE"), .rewrite("FORCE"), .rewrite("ROW_FORMAT"), .rewrite("KEY_BLOCK_SIZE"): .inplace
        case .rewrite: .copy
        case .repartition("EXCHANGE PARTITION"): .instant
        case .repartition("REORGANIZE PARTITION"), .repartition("COALESCE PARTITION"),
            .repartition("REBUILD PARTITION"):
            .inplaceBlocking
        case .repartition: .copy
        default: .instant
        }
    }
}

extension ColumnDefinition {
    fileprivate var mysqlAlgorithm: MySQLAlgorithm {
        if generation == .stored || constraints.contains(where: { $0.kind == .check && !$0.isUnchecked }) {
            return .copy
        }
        if isAutoIncrement { return .inplaceBlocking }
        return constraints.isEmpty ? .instant : .inplace
    }
}

extension TableConstraint {
    fileprivate var mysqlAlgorithm: MySQLAlgorithm {
        switch kind {
        // In place with foreign_key_checks = 0, which would have to outlive its own call.
        case .foreignKey: .copy
        case .check: isUnchecked ? .instant : .copy
        case .primaryKey, .unique, .exclude, .notNull: .inplace
        }
    }
}
