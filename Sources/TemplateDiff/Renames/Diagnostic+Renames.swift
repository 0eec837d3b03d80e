internal import BorealisDiagnostics

/// The words for resources that have another logical ID.
///
/// - Source: CloudFormation User Guide, "Stack refactoring": it renames logical IDs and keeps the resources. Nothing
///   else may change with it, and a stack with a stack policy is refused; read 2026-11-22.
extension Diagnostic {
    static func renamed(_ change: ResourceChange, from old: String) -> Diagnostic {
        Diagnostic(
            .known(.renamedLogicalID),
            severity: .warning,
            at: change.place,
            "\(old) has another logical ID, so that CloudFormation makes a new one and \(change.farewell)",
            got: change.logicalID,
            expected: old,
            fix: "pin the old one with .logicalID(\"\(old)\"), \(refactor)"
        )
    }

    static func renamedConstruct(_ parts: [RenamedPart], from old: String, to new: String) -> Diagnostic {
        Diagnostic(
            .known(.renamedLogicalID),
            severity: .warning,
            at: parts.first?.change.place,
            "\(parts.count) resources of \(old) have other logical IDs, so that CloudFormation makes new ones",
            got: new,
            expected: old,
            fix: "pin the old ones with .logicalID(\"\(old)\") on the construct, \(refactor)",
            trace: parts.map { part in
                Trace(
                    "\(part.old) is now \(part.change.logicalID); CloudFormation \(part.change.farewell)",
                    at: part.change.place
                )
            }
        )
    }

    private static var refactor: String {
        "or rename in a CloudFormation stack refactor of its own, which keeps what exists"
    }
}

extension ResourceChange {
    /// What becomes of the old one.
    fileprivate var farewell: String {
        switch retention?.policy {
        case .retain, .retainExceptOnCreate: "leaves the old one outside of the stack"
        case .snapshot: "keeps only a snapshot of the old one"
        case .delete, nil: "removes the old one"
        }
    }
}
