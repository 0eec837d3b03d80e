package import BorealisDiagnostics

/// A resource that comes, goes or changes.
package struct ResourceChange: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        case add
        case update
        case remove
        /// The same type and content under another logical ID, which CloudFormation takes for a removal and an addition.
        case rename(from: String)
        /// A resource that exists is taken into the stack; only a change set says so.
        case `import`
    }

    /// Whether CloudFormation makes another resource in place of this one.
    package enum Replacement: Int, Hashable, Sendable, Comparable {
        case never
        /// It depends on values that are known at the deploy only.
        case conditional
        case always

        package static func < (left: Replacement, right: Replacement) -> Bool { left.rawValue < right.rawValue }
    }

    package let logicalID: String
    package let type: String
    /// The type that it had, where that was another one.
    package var previousType: String?
    /// What AWS calls it; known from the change set or the deployed stack only.
    package var physicalID: String?
    package var action: Action
    /// Of an update; the properties that cause it say so themselves.
    package var replacement = Replacement.never
    /// In the order of the new template, then those that are gone; none of what is added or removed as a whole.
    package var properties: [PropertyChange] = []
    /// What happens to the resource that goes away: of a removal, a rename or a replacement; nil where none goes.
    package var retention: Retention?
    /// What is lost with the resource: `the rows of its tables`; nil for one that keeps nothing.
    package var contents: String?
    /// The line of Swift that made it; of what is removed, its line in the old template.
    package var place: Place?
    package var evidence = Evidence.offline

    package init(_ action: Action, _ logicalID: String, type: String) {
        self.action = action
        self.logicalID = logicalID
        self.type = type
    }
}

/// What CloudFormation does with a resource that it no longer needs.
package struct Retention: Hashable, Sendable {
    /// - Source: CloudFormation Template Reference, DeletionPolicy and UpdateReplacePolicy attributes, read 2026-11-22.
    package enum Policy: String, Sendable, CaseIterable {
        case delete = "Delete"
        case retain = "Retain"
        case retainExceptOnCreate = "RetainExceptOnCreate"
        case snapshot = "Snapshot"
    }

    package enum Attribute: String, Sendable {
        case deletionPolicy = "DeletionPolicy"
        case updateReplacePolicy = "UpdateReplacePolicy"
    }

    package let policy: Policy
    package let attribute: Attribute
    /// Whether the template says it; otherwise it is CloudFormation's default.
    package let isWritten: Bool

    package init(_ policy: Policy, by attribute: Attribute, isWritten: Bool) {
        self.policy = policy
        self.attribute = attribute
        self.isWritten = isWritten
    }
}
