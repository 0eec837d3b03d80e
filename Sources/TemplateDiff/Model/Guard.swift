package import BorealisDiagnostics

/// A change that loses data or weakens what protects it, which only passes when it is allowed by name.
package struct Guard: Hashable, Sendable {
    /// The raw value is the first part of the flag.
    package enum Kind: String, Sendable, CaseIterable {
        case replace
        case remove
        case weakenRetention = "weaken-retention"
        case weakenProtection = "weaken-protection"
        case regenerateSecret = "regenerate-secret"
        case editSQL = "edit-sql"
        case removeExport = "remove-export"
    }

    package let kind: Kind
    package let stack: String
    /// Of the resource, or the name of the output.
    package let logicalID: String
    /// One line: `UpdateReplacePolicy is Delete: the rows of its tables are lost`.
    package let reason: String
    package var place: Place?
    package var isAllowed = false

    package init(_ kind: Kind, stack: String, logicalID: String, reason: String, place: Place?) {
        self.kind = kind
        self.stack = stack
        self.logicalID = logicalID
        self.reason = reason
        self.place = place
    }

    /// What lets it pass: `replace:database.Cluster`, behind `--allow`.
    package var key: String { "\(kind.rawValue):\(stack).\(logicalID)" }

    /// The whole flag, as it is typed into a shell: `--allow 'replace:two words.Cluster'`.
    package var flag: String { "--allow \(key.shellWord)" }
}
