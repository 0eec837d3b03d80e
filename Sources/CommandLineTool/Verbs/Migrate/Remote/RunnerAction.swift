internal import OrderedCollections
internal import TemplateModel

/// What the function of a migration is asked to do.
package enum RunnerAction: Hashable, Sendable {
    case status
    /// What `up` would do; without a version, all of the phase.
    case plan(to: String?)
    case up(to: String?)
    case down(to: String)
    case baseline(at: String)
    case repair(Repair)

    /// What somebody says who has looked at the database.
    package struct Repair: Hashable, Sendable {
        let what: RepairKind
        /// Nil for a lease.
        var script: String?
        /// From 1; nil unless one statement is meant.
        var statement: Int?
        let reason: String

        package init(_ what: RepairKind, script: String? = nil, statement: Int? = nil, reason: String) {
            self.what = what
            self.script = script
            self.statement = statement
            self.reason = reason
        }
    }

    package var name: String {
        switch self {
        case .status: "status"
        case .plan: "plan"
        case .up: "up"
        case .down: "down"
        case .baseline: "baseline"
        case .repair: "repair"
        }
    }

    /// Whether the same again goes on where the function's time was over.
    var isResumable: Bool {
        switch self {
        case .up, .down: true
        case .status, .plan, .baseline, .repair: false
        }
    }

    /// The event for the function: JSON, an object of texts.
    package func payload(phase: MigrationPhase?) -> [UInt8] {
        var members: OrderedDictionary<String, TemplateNode> = ["action": .string(name)]
        for (key, value) in parameters {
            members[key] = value.map(TemplateNode.string)
        }
        members["phase"] = phase.map { .string($0.rawValue) }
        return Array(TemplateNode.map(members).text(as: .json).utf8)
    }

    private var parameters: [(String, String?)] {
        switch self {
        case .status: []
        case .plan(let version), .up(let version): [("to", version)]
        case .down(let version): [("to", version)]
        case .baseline(let version): [("version", version)]
        case .repair(let repair):
            [
                ("what", repair.what.rawValue), ("script", repair.script),
                ("statement", repair.statement.map(String.init)), ("reason", repair.reason),
            ]
        }
    }
}

/// Which of the two halves of a migration.
package enum MigrationPhase: String, CaseIterable, Sendable {
    case expand
    case contract
}

/// The repairs that the function knows.
package enum RepairKind: String, CaseIterable, Sendable {
    case retry
    case markApplied = "mark-applied"
    case markScriptApplied = "mark-script-applied"
    case acceptChecksum = "accept-checksum"
    case releaseLease = "release-lease"
}
