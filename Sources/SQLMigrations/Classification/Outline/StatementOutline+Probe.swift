extension StatementOutline {
    /// What is in the catalogue once it was run, or no longer is; nil where nothing tells.
    ///
    /// What is asked is what the statement makes true whatever was before, so that one answer before it and another
    /// after it say that it was run. Both engines do all of a statement or nothing: of several changes one tells of all.
    /// - Source: MySQL 8.0 Reference Manual, "15.1.1 Atomic Data Definition Statement Support", read 2026-11-21: also
    ///   for several tables of one statement.
    func probe(_ engine: DatabaseEngine) -> StatementProbe? {
        switch action {
        case .createTable(let creation) where !creation.isTemporary:
            creation.name.map { StatementProbe(.table, $0, exists: true) }
        case .createIndex(let creation):
            creation.name.map {
                StatementProbe(
                    .index,
                    schema: creation.table?.schema,
                    table: creation.table?.name,
                    name: $0,
                    exists: true
                )
            }
        // What is there already can't tell that it was replaced.
        case .create(let creation) where !creation.replaces && !creation.isTemporary:
            creation.kind.probe(engine).flatMap { kind in
                creation.name.map { StatementProbe(kind, $0, table: creation.table, exists: true) }
            }
        case .drop(let removal) where !removal.isTemporary:
            removal.kind.probe(engine).flatMap { kind in
                removal.names.first.map { StatementProbe(kind, $0, table: removal.table, exists: false) }
            }
        case .renameTables(let renames): renames.probe
        case .alterTable(let alteration): alteration.probe(engine)
        default: nil
        }
    }
}

extension StatementProbe {
    fileprivate init(_ kind: Kind, _ name: QualifiedName, table: QualifiedName? = nil, exists: Bool) {
        self.init(kind, schema: name.schema ?? table?.schema, table: table?.name, name: name.name, exists: exists)
    }

    /// Whether the same statement makes it untrue again: a column that is dropped and added is there before and after.
    ///
    /// A constraint's index is an index too. Capitals are not told apart, as MySQL does not for most names.
    fileprivate func isContradicted(by other: StatementProbe) -> Bool {
        let isSameKind = kind == other.kind || (kind == .index && other.kind == .constraint)
        return isSameKind && exists != other.exists && name.lowercased() == other.name.lowercased()
    }
}

extension [TableRename] {
    /// A table that no other takes the name of: two that exchange their names are there before and after.
    fileprivate var probe: StatementProbe? {
        let gone = first { rename in
            !contains { $0.new.map { $0.canBe(rename.old) } ?? false }
        }
        return gone.map { StatementProbe(.table, $0.old, exists: false) }
    }
}

extension QualifiedName {
    /// Whether both can be the same; one without a schema is in the default one, which isn't known.
    fileprivate func canBe(_ other: QualifiedName) -> Bool {
        let isSameSchema = schema == nil || other.schema == nil || schema?.lowercased() == other.schema?.lowercased()
        return isSameSchema && name.lowercased() == other.name.lowercased()
    }
}

extension TableAlteration {
    fileprivate func probe(_ engine: DatabaseEngine) -> StatementProbe? {
        guard let name else { return nil }
        let isRenamed = changes.contains { change in
            switch change {
            case .renameTable, .setSchema: true
            default: false
            }
        }
        if isRenamed { return StatementProbe(.table, name, exists: false) }
        let changes = changes.map { (isConditional: $0.isConditional, probes: $0.probes(of: name, engine)) }
        let all = changes.flatMap(\.probes)
        // What is there already is not added, and says nothing of the rest.
        let ranked = changes.filter { !$0.isConditional } + changes.filter(\.isConditional)
        return ranked.flatMap(\.probes).first { probe in !all.contains { probe.isContradicted(by: $0) } }
    }
}

extension TableChange {
    /// Whether it may be of a column that is there already.
    fileprivate var isConditional: Bool {
        if case .addColumn(let column) = self { column.isConditional } else { false }
    }

    fileprivate func probes(of table: QualifiedName, _ engine: DatabaseEngine) -> [StatementProbe] {
        func probe(_ kind: StatementProbe.Kind, _ name: String?, exists: Bool) -> [StatementProbe] {
            name.map { [StatementProbe(kind, schema: table.schema, table: table.name, name: $0, exists: exists)] } ?? []
        }
        func renamed(_ kind: StatementProbe.Kind, _ old: String?, _ new: String?) -> [StatementProbe] {
            probe(kind, old, exists: false) + probe(kind, new, exists: true)
        }
        return switch self {
        case .addColumn(let column): probe(.column, column.name, exists: true)
        case .dropColumn(let name): probe(.column, name, exists: false)
        case .renameColumn(let old, let new): renamed(.column, old, new)
        case .addConstraint(let constraint): probe(.constraint, constraint.name(engine), exists: true)
        case .dropConstraint(_, .primaryKey) where engine == .mysql: probe(.constraint, "PRIMARY", exists: false)
        case .dropConstraint(let name, _): probe(.constraint, name, exists: false)
        case .renameConstraint(let old, let new): renamed(.constraint, old, new)
        case .addIndex(let name, _): probe(.index, name, exists: true)
        case .dropIndex(let name): probe(.index, name, exists: false)
        case .renameIndex(let old, let new): renamed(.index, old, new)
        default: []
        }
    }
}

extension TableConstraint {
    /// As the catalogue has it; nil where the server thinks of one.
    ///
    /// - Source: MySQL 8.0 Reference Manual, "15.1.20 CREATE TABLE Statement", read 2026-11-21: a primary key is always
    ///   named PRIMARY.
    fileprivate func name(_ engine: DatabaseEngine) -> String? {
        engine == .mysql && kind == .primaryKey ? "PRIMARY" : name
    }
}
