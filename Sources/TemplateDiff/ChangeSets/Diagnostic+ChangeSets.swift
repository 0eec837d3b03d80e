internal import BorealisDiagnostics

extension Diagnostic {
    static func unusableChangeSet(_ changeSet: ChangeSet) -> Diagnostic {
        let isPending = changeSet.status.hasSuffix("_PENDING") || changeSet.status.hasSuffix("_IN_PROGRESS")
        return Diagnostic(
            .known(.failedChangeSet),
            at: nil,
            "the change set \(changeSet.name) can't be executed",
            got: changeSet.status,
            expected: "CREATE_COMPLETE",
            fix: isPending ? "wait until it is made" : "make the change set anew",
            detail: changeSet.statusReason
        )
    }

    /// CloudFormation writes down that a resource is as it is.
    static func synchronizedResource(_ resource: ChangeSet.ResourceChange, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.updatedResource),
            severity: .note,
            at: place,
            "\(resource.logicalID) is already what the template says",
            got: "SyncWithActual",
            expected: "only what CloudFormation has noted of it changes"
        )
    }

    static func disputedReplacement(_ resource: ResourceChange, verdict: ResourceChange.Replacement) -> Diagnostic {
        Diagnostic(
            .known(.replacedResource),
            severity: .warning,
            at: resource.place,
            "the change set doesn't have \(resource.logicalID) replaced for certain, and the schema of its type does",
            got: verdict == .never ? "no replacement" : "a conditional replacement",
            expected: "a replacement",
            fix: "take it for replaced, unless you know better"
        )
    }
}
