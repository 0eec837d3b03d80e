extension StatementOutline {
    /// What is in the catalogue once it was run, or no longer is; nil where nothing tells.
    ///
    /// Both engines do all of a statement or nothing, so that of several changes one tells of all.
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
        case .renameTables(let names): names.first.map { StatementProbe(.table, $0, exists: false) }
        case .alterTable(let alteration): alteration.probe
        default: nil
        }
    }
}

extension StatementProbe {
    fileprivate init(_ kind: Kind, _ name: QualifiedName, table: QualifiedName? = nil, exists: Bool) {
        self.init(kind, schema: name.schema ?? table?.schema, table: table?.name, name: name.name, exists: exists)
    }
}

extension TableAlteration {
    fileprivate var probe: StatementProbe? {
        guard let name else { return nil }
        let isRenamed = changes.contains { change in
            switch change {
            case .renameTable, .setSchema: true
            default: false
            }
        }
        if isRenamed { return StatementProbe(.table, name, exists: false) }
        let probes = changes.compactMap { $0.probe(of: name) }
        // A column that is dropped and added again is there before and after.
        return probes.first { probe in
            !probes.contains { $0.kind == probe.kind && $0.name == probe.name && $0.exists != probe.exists }
        }
    }
}

extension TableChange {
    fileprivate func probe(of table: QualifiedName) -> StatementProbe? {
        func probe(_ kind: StatementProbe.Kind, _ name: String?, exists: Bool) -> StatementProbe? {
            name.map { StatementProbe(kind, schema: table.schema, table: table.name, name: $0, exists: exists) }
        }
        return switch self {
        case .addColumn(let column): probe(.column, column.name, exists: true)
        case .dropColumn(let name), .renameColumn(let name): probe(.column, name, exists: false)
        case .addConstraint(let constraint): probe(.constraint, constraint.name, exists: true)
        case .dropConstraint(let name, _): probe(.constraint, name, exists: false)
        case .addIndex(let name, _): probe(.index, name, exists: true)
        case .dropIndex(let name): probe(.index, name, exists: false)
        default: nil
        }
    }
}
