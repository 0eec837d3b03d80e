/// What the function returns to `status`.
///
/// Members that aren't known are left alone: a function that is newer than the tool may say more.
package struct RunnerStatus: Decodable, Hashable, Sendable {
    /// Who works on the database now.
    struct Lease: Decodable, Hashable, Sendable {
        let stack: String
        let request: String
        /// How long it has been at work.
        let seconds: Int
    }

    struct Script: Decodable, Hashable, Sendable {
        let script: String
        /// Nil for a repeatable one.
        let version: String?
        /// One of the states of the history, or `PENDING`, `INTERRUPTED`, `OUTDATED`, `MISSING`, `AHEAD`, `OUT_OF_ORDER`.
        let state: String
        /// Whether what was applied is no longer what the script is.
        let isEdited: Bool
        /// Of one that has stopped: the statement that comes next, from 1, and how many there are.
        let at: Int?
        let of: Int?
        let line: Int?
        let message: String?
    }

    /// What is to be done, as the exit code says it.
    enum Verdict: Int, Decodable, Sendable {
        case clean = 0
        case pending = 2
        case wrong = 3
    }

    let set: String
    let engine: String
    /// Empty where no version is applied.
    let head: String
    let exitCode: Verdict
    let lease: Lease?
    /// Why the next deploy would do nothing.
    let refusal: String?
    let scripts: [Script]
}

/// What it returns to `plan`.
package struct RunnerPlan: Decodable, Hashable, Sendable {
    struct Script: Decodable, Hashable, Sendable {
        let script: String
        let version: String?
        let mode: String
        let statements: Int
        /// The statement that comes first, from 1.
        let from: Int
    }

    let scripts: [Script]
    /// Those of the other phase.
    let later: [String]
    let isAhead: Bool
    let refusal: RunnerRefusal?
}

/// What it returns to `up`.
package struct RunnerAdvance: Decodable, Hashable, Sendable {
    let applied: [String]
    let head: String
    let state: String
    let message: String
}

/// What it returns to `down`.
package struct RunnerReturn: Decodable, Hashable, Sendable {
    let undone: [String]
    let head: String
}

/// What it returns to `baseline`.
package struct RunnerBaseline: Decodable, Hashable, Sendable {
    let scripts: [String]
    let head: String
}

/// What it returns to `repair`.
package enum RunnerRepair: Hashable, Sendable {
    /// A script, and the statement that comes next, if one does.
    case script(String, state: String, at: Int?)
    /// A lease was ended: whose it was.
    case holder(stack: String, request: String)
}

extension RunnerRepair: Decodable {
    private struct Holder: Decodable {
        let stack: String
        let request: String
    }

    private enum Member: String, CodingKey {
        case script, state, at, holder
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        if let holder = try members.decodeIfPresent(Holder.self, forKey: .holder) {
            self = .holder(stack: holder.stack, request: holder.request)
        } else {
            self = .script(
                try members.decode(String.self, forKey: .script),
                state: try members.decode(String.self, forKey: .state),
                at: try members.decodeIfPresent(Int.self, forKey: .at)
            )
        }
    }
}

/// Why the function did nothing, or stopped.
package struct RunnerRefusal: Decodable, Hashable, Sendable {
    /// The name of an error of the function, or of the Data API: `Held`, `AccessDeniedException`.
    let code: String
    let message: String
}
