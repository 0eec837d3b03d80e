internal import BorealisDiagnostics

/// The words for what is wrong with a call of a stack's function.
extension Diagnostic {
    static func ambiguousStack(_ found: [FoundScripts]) -> Diagnostic {
        let stacks = Set(found.compactMap(\.stack)).sorted()
        return Diagnostic(
            .known(.ambiguousScripts),
            at: nil,
            "several stacks of the app have scripts",
            got: stacks.joined(separator: ", "),
            expected: "one of them",
            fix: "say --stack \(stacks.first ?? "")"
        )
    }

    static func missingStack(_ name: String, region: String) -> Diagnostic {
        Diagnostic(
            .known(.missingRunner),
            at: nil,
            "no such stack is deployed in \(region)",
            got: name,
            expected: "a stack with a SchemaMigration",
            fix: "say its name with --stack-name, or another --region or --profile; or deploy it"
        )
    }

    static func missingRunner(of stack: String) -> Diagnostic {
        Diagnostic(
            .known(.missingRunner),
            at: nil,
            "the deployed stack has no function that runs scripts",
            got: stack,
            expected: "a resource of type Custom::SchemaMigration whose ServiceToken is a function of the stack",
            fix: "name the stack that has the SchemaMigration with --stack-name"
        )
    }

    static func missingSet(_ set: String, of stack: String, known: [DeployedRunner]) -> Diagnostic {
        let (sets, migrations) = (known.compactMap(\.set), known.flatMap(\.migrations))
        let nearest = NearestName.of(set, among: sets) ?? NearestName.of(set, among: migrations) ?? sets.first
        return Diagnostic(
            .known(.missingRunner),
            at: nil,
            "the deployed stack \(stack) has no such set of scripts",
            got: set,
            expected: known.map(\.title).joined(separator: ", "),
            fix: nearest.map { "say --set \($0)" }
        )
    }

    /// - Parameter status: nil where the stack has no such resource.
    static func missingFunction(_ id: String, of stack: String, status: String?) -> Diagnostic {
        Diagnostic(
            .known(.missingRunner),
            at: nil,
            "the function of the stack's scripts isn't there",
            got: "\(id), \(status ?? "which the stack doesn't have")",
            expected: "a function of the stack \(stack)",
            fix: "deploy the stack again; after a first deploy that failed, with --disable-rollback"
        )
    }

    static func ambiguousRunner(of stack: String, _ found: [DeployedRunner]) -> Diagnostic {
        let sets = found.compactMap(\.set)
        let isTold = sets.count == found.count && Set(sets).count == sets.count
        let names = isTold ? sets : found.compactMap(\.migrations.first)
        return Diagnostic(
            .known(.ambiguousRunner),
            at: nil,
            "the deployed stack \(stack) has several sets of scripts",
            got: found.map(\.title).joined(separator: ", "),
            expected: "one of them",
            fix: "say --set \(names.first ?? "")"
        )
    }

    static func failedRunner(_ function: String, _ failure: RunnerFailure, requestID: String?) -> Diagnostic {
        let words = [failure.errorType, failure.errorMessage].compactMap(\.self).joined(separator: ": ")
        return Diagnostic(
            .known(.failedRunner),
            at: nil,
            "the function \(function) failed",
            got: words.isEmpty ? "an error without words" : words.inOneLine.shortened(to: 500),
            expected: "an answer",
            fix: "look at migrate status and at the function's log; up and down go on where they stopped",
            detail: requestID.map { "request \($0)" }
        )
    }

    static func refusedAction(_ action: String, _ refusal: RunnerRefusal) -> Diagnostic {
        Diagnostic(
            .known(.refusedAction),
            at: nil,
            "\(action) was refused, or stopped: \(refusal.message.inOneLine)",
            got: refusal.code.inOneLine,
            fix: fix(of: refusal.code)
        )
    }

    private static func fix(of code: String) -> String {
        switch code {
        case "AccessDeniedException", "ForbiddenException": "deploy the stack again: its function lacks rights"
        case "Edited":
            "restore the script, or accept it as it is: migrate rebase and a deploy, or repair accept-checksum"
        case "Held": "wait until it has ended; one that is dead ends with migrate repair release-lease"
        case "InvalidAction", "InvalidManifest", "InvalidLayer": "deploy the stack again with this version of Borealis"
        case "Irreversible": "add undo scripts and deploy, or a new version that takes the change back"
        case "OutOfTime", "DatabaseResumingException", "DatabaseUnavailableException", "Unavailable":
            "say the same again"
        case "Replaced": "look at migrate status, then say the same again"
        case "ScriptFailed", "StatementFailed": "correct the script and deploy; migrate status says where it stopped"
        case "Unmanaged": "say with migrate baseline which version the database is at"
        default: "look at migrate status"
        }
    }

    static func unknownVersion(_ version: String, known: [String]) -> Diagnostic {
        let shown = known.suffix(10)
        return Diagnostic(
            .known(.refusedAction),
            at: nil,
            "no script of the app has this version",
            got: version,
            expected: (shown.count < known.count ? "one of \(known.count), the last " : "")
                + shown.joined(separator: ", "),
            fix: "say one of these, or check out the scripts that are deployed"
        )
    }

    /// - Parameters:
    ///   - reason: what is wrong with the answer; nothing of what it says.
    ///   - size: in bytes.
    static func unreadableRunner(
        _ function: String,
        reason: String,
        size: Int,
        requestID: String?
    ) -> Diagnostic {
        Diagnostic(
            .known(.unreadableRunner),
            at: nil,
            "the answer of the function \(function) isn't understood",
            got: size == 0 ? "nothing" : reason,
            expected: "an answer of the function that this version of Borealis deploys",
            fix: "deploy the stack with this version, or use the version that it was deployed with",
            detail: requestID.map { "request \($0), \(size) bytes" }
        )
    }
}
