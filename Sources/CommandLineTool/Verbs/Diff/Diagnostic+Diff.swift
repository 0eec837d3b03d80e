package import BorealisAWSClient
package import BorealisDiagnostics
internal import TemplateDiff

/// The words for what keeps stacks from being compared.
extension Diagnostic {
    static func absentPath(_ path: String, reason: String) -> Diagnostic {
        unreadableBaseline(
            path,
            "there is nothing to compare with",
            got: reason,
            expected: "a template, or a folder with \(Manifest.fileName)",
            fix: path == "out" ? "run synth" : "check the path"
        )
    }

    static func absentManifest(_ path: String, isCommitted: Bool) -> Diagnostic {
        unreadableBaseline(
            path,
            "there is no output of synth",
            got: "no such file",
            expected: "the manifest that synth writes",
            fix: isCommitted ? "commit the output of synth, or name another revision" : "run synth, or name a template"
        )
    }

    static func absentTemplate(_ path: String, manifest: String) -> Diagnostic {
        unreadableBaseline(
            path,
            "a template isn't there that the manifest lists",
            got: "no such file",
            expected: "the template of \(manifest)",
            fix: "run synth"
        )
    }

    static func unreadableBaseline(_ path: String, got: String) -> Diagnostic {
        unreadableBaseline(
            path,
            "what is to be compared with can't be read",
            got: got,
            expected: "what synth writes",
            fix: "restore it, or run synth"
        )
    }

    static func unknownRevision(_ revision: String) -> Diagnostic {
        unreadableBaseline(
            nil,
            "Git knows no such commit here",
            got: revision,
            expected: "a commit, a branch or a tag",
            fix: "check the name, or fetch it: a shallow clone lacks what is older"
        )
    }

    static func noRepository(_ revision: String) -> Diagnostic {
        unreadableBaseline(
            nil,
            "the working directory is in no repository of Git",
            got: "git:\(revision)",
            expected: "a working directory that Git reads",
            fix: "run it where the stacks are, or compare with a file"
        )
    }

    private static func unreadableBaseline(
        _ path: String?,
        _ problem: String,
        got: String,
        expected: String,
        fix: String
    ) -> Diagnostic {
        Diagnostic(
            .known(.unreadableBaseline),
            at: path.map { Place(file: $0) },
            problem,
            got: got,
            expected: expected,
            fix: fix
        )
    }

    static func absentStack(_ stack: String, in baseline: String) -> Diagnostic {
        Diagnostic(
            .known(.absentBaseline),
            severity: .note,
            at: nil,
            "\(baseline) has no stack \(stack), so that all of it is new"
        )
    }

    static func removedStack(_ stack: String, from baseline: String) -> Diagnostic {
        Diagnostic(
            .known(.absentBaseline),
            severity: .note,
            at: nil,
            "the app has no stack \(stack), which \(baseline) has; where it is deployed it stays until it is deleted"
        )
    }

    static func severalStacks(_ baseline: String, stacks: [String]) -> Diagnostic {
        Diagnostic(
            .known(.severalStacks),
            at: nil,
            "\(baseline) is one stack, and \(stacks.isEmpty ? "none is" : "several are") to be compared with it",
            got: stacks.isEmpty ? nil : stacks.joined(separator: ", "),
            expected: "one of them",
            fix: stacks.first.map { "name one: diff \($0)" }
        )
    }

    static func idleAllowance(_ key: String, among guards: [Guard]) -> Diagnostic {
        let known = guards.map(\.key)
        let nearest = NearestName.of(key, among: known).flatMap { name in guards.first { $0.key == name } }
        return Diagnostic(
            .known(.idleAllowance),
            severity: .warning,
            at: nil,
            "nothing is refused that --allow names",
            got: key,
            expected: known.isEmpty ? nil : known.sorted().joined(separator: ", "),
            fix: nearest.map { "say \($0.flag)" } ?? "leave it out"
        )
    }
}

/// The words for the state of what is deployed.
extension Diagnostic {
    static func rolledBackStack(_ stack: String, status: String) -> Diagnostic {
        Diagnostic(
            .known(.unknownDifference),
            severity: .note,
            at: nil,
            "the last deploy of stack \(stack) failed and was taken back",
            got: status
        )
    }

    static func undeployedStack(_ stack: String, status: String, fix: String) -> Diagnostic {
        Diagnostic(
            .known(.unknownDifference),
            severity: .warning,
            at: nil,
            "the first deploy of stack \(stack) failed and was taken back; a deploy is refused until it is deleted",
            got: status,
            fix: fix
        )
    }

    static func changingStack(_ stack: String, status: String) -> Diagnostic {
        Diagnostic(
            .known(.unknownDifference),
            severity: .warning,
            at: nil,
            "stack \(stack) is being changed, and may come out as something else",
            got: status,
            fix: "compare again when it is done"
        )
    }

    static func stuckStack(_ stack: String, status: String, fix: String) -> Diagnostic {
        Diagnostic(
            .known(.unknownDifference),
            severity: .warning,
            at: nil,
            "stack \(stack) may not be what its template says, and a deploy may be refused",
            got: status,
            fix: fix
        )
    }
}

/// The words for change sets.
extension Diagnostic {
    static func absentChangeSet(_ name: String, stack: String) -> Diagnostic {
        Diagnostic(
            .known(.failedChangeSet),
            at: nil,
            "stack \(stack) has no such change set",
            got: name,
            expected: "a change set that is there and isn't executed",
            fix: "make one: aws cloudformation create-change-set --stack-name \(stack) --change-set-name \(name)"
        )
    }

    /// Nil for one that could be executed, and for one that has failed because there is nothing to do.
    package static func failedChangeSet(_ changeSet: CloudFormationClient.ChangeSet, stack: String) -> Diagnostic? {
        let (status, execution) = (changeSet.status, changeSet.executionStatus)
        if status == "CREATE_COMPLETE", execution == "AVAILABLE" { return nil }
        if status == "FAILED", changeSet.hasNoChanges { return nil }
        let isUnfinished = status == "CREATE_PENDING" || status == "CREATE_IN_PROGRESS"
        return Diagnostic(
            .known(.failedChangeSet),
            at: nil,
            "change set \(changeSet.name) of stack \(stack) can't be executed",
            got: execution.isEmpty ? status : "\(status), \(execution)",
            expected: "CREATE_COMPLETE, AVAILABLE",
            fix: isUnfinished ? "compare again when it is made" : "make it again",
            detail: changeSet.statusReason
        )
    }

    static func unknownAction(_ action: String, of logicalID: String, changeSet: String) -> Diagnostic {
        Diagnostic(
            .known(.failedChangeSet),
            at: nil,
            "change set \(changeSet) does something with \(logicalID) that isn't known here",
            got: action,
            expected: "Add, Modify, Remove, Import, Dynamic, SyncWithActual",
            fix: "look at it: aws cloudformation describe-change-set"
        )
    }

    /// - Parameter difference: of the change set's template and the stack.
    static func staleChangeSet(_ name: String, of difference: StackDifference) -> Diagnostic {
        let ids =
            difference.resources.map(\.logicalID) + difference.elements.map(\.name)
            + difference.migrations.map(\.logicalID)
        return Diagnostic(
            .known(.staleChangeSet),
            at: nil,
            "change set \(name) was made of another template",
            got: "another \(ids.prefix(5).joined(separator: ", "))\(ids.count > 5 ? ", …" : "")",
            expected: "the template of stack \(difference.stack) as it is now",
            fix: "make the change set again"
        )
    }
}

extension CloudFormationClient.ChangeSet {
    /// - Source: the words of CloudFormation, as the AWS CLI's deploy command compares them in `deployer.py`, read
    ///   2026-11-22.
    fileprivate var hasNoChanges: Bool {
        guard let statusReason else { return false }
        return statusReason.contains("didn't contain changes")
            || statusReason.contains("No updates are to be performed")
    }
}
