internal import BorealisDiagnostics

/// A constraint is dropped: rows that break it can come in, and it may not be possible to add it again.
struct DroppedConstraint: TableChangeRule {
    let code = CataloguedCode.droppedConstraint
    let severity = Diagnostic.Severity.warning
    let remedy = "add its successor first"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard case .dropConstraint(let name, let kind) = change, !isReplaced(name, kind, in: table.alteration) else {
            return nil
        }
        return table.statement.finding(
            "rows that break the constraint can come in from now on",
            got: "\(table.name): \(name ?? kind?.rawValue.lowercased() ?? "constraint")",
            fix: "add what replaces it in the same statement"
        )
    }

    private func isReplaced(_ name: String?, _ kind: ConstraintKind?, in alteration: TableAlteration) -> Bool {
        alteration.changes.contains { change in
            guard case .addConstraint(let constraint) = change else { return false }
            return (name != nil && constraint.name == name) || (kind == .primaryKey && constraint.kind == .primaryKey)
        }
    }
}
