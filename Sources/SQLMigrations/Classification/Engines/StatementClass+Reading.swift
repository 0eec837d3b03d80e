extension StatementClass {
    /// What can be known of a statement from its text.
    ///
    /// A statement that isn't known is taken for one that changes the schema a little: PostgreSQL runs those in a
    /// transaction, MySQL commits before and after them.
    package init(of statement: SQLStatement, in bytes: [UInt8], engine: DatabaseEngine) {
        if let rows = Self.ofRows(statement.code, in: bytes) {
            self = rows
        } else {
            self.init(of: StatementOutline(of: statement, in: bytes, engine: engine), engine: engine)
        }
    }

    init(of outline: StatementOutline, engine: DatabaseEngine) {
        self.init(
            command: outline.command,
            language: outline.language(engine),
            effect: outline.effect,
            transaction: engine == .mysql ? outline.mysqlTransaction : outline.postgreSQLTransaction,
            lock: engine == .mysql ? outline.mysqlLock : outline.postgreSQLLock,
            probe: outline.probe(engine),
            hasSecret: outline.hasSecret
        )
    }
}

extension StatementOutline {
    init(of statement: SQLStatement, in bytes: [UInt8], engine: DatabaseEngine) {
        var reader = OutlineReader(code: statement.code, in: bytes, engine: engine)
        self = reader.outline()
    }

    fileprivate func language(_ engine: DatabaseEngine) -> StatementClass.Language {
        switch action {
        case .createTable, .createIndex, .create, .alterTable, .alter, .drop, .renameTables, .truncate, .other: .ddl
        case .maintain(let maintenance): maintenance.kind == .checksum ? .dml : .ddl
        case .delete, .update, .rows, .query, .copy: .dml
        case .session, .transactionControl, .client: .session
        }
    }

    fileprivate var effect: StatementClass.Effect {
        switch action {
        case .createTable, .createIndex, .create: .additive
        case .alterTable(let alteration): alteration.effect
        case .alter(let alteration): alteration.effect
        case .drop(let removal): [.index, .statistics].contains(removal.kind) ? .neutral : .destructive
        case .renameTables, .truncate: .destructive
        case .delete, .update, .rows: .data
        case .copy: command == "COPY TO" || command == "SELECT INTO OUTFILE" ? .neutral : .data
        case .query, .maintain, .session, .transactionControl, .client, .other: .neutral
        }
    }
}

extension TableAlteration {
    fileprivate var effect: StatementClass.Effect {
        let effects = changes.map(\.effect)
        return [.destructive, .additive].first(where: effects.contains) ?? .neutral
    }
}

extension TableChange {
    fileprivate var effect: StatementClass.Effect {
        switch self {
        case .dropColumn, .renameColumn, .renameTable, .setSchema, .dropPartition, .truncatePartition, .dropConstraint:
            .destructive
        case .addColumn, .addConstraint, .addIndex, .attachPartition, .addPartition: .additive
        default: .neutral
        }
    }
}

extension ObjectAlteration {
    fileprivate var effect: StatementClass.Effect {
        switch change {
        case .rename where kind != .index, .renameAttribute, .setSchema, .dropAttribute: .destructive
        case .addValue, .addConstraint: .additive
        case .rename, .changeAttribute, .setTablespace, .other: .neutral
        }
    }
}
