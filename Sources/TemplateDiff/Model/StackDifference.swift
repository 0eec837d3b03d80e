package import BorealisDiagnostics

/// What differs between a stack as it is and as it would be: every fact that a report tells, in the order in which it
/// is told.
package struct StackDifference: Hashable, Sendable {
    /// The name of the stack in its app.
    package var stack: String
    /// What it was compared with.
    package var baseline: Baseline
    /// Those of the new template in its order, then those that are only in the old one, in its order.
    package var resources: [ResourceChange] = []
    /// Everything of the template that is no resource, section by section.
    package var elements: [ElementChange] = []
    /// The statements of policies that come and go.
    package var statements: [StatementChange] = []
    /// The rules of security groups that come and go.
    package var networkRules: [NetworkRuleChange] = []
    /// Sets of SQL scripts, by the custom resource that applies them.
    package var migrations: [MigrationChange] = []
    /// What would lose data or weaken what protects it.
    package var guards: [Guard] = []
    /// What else the reader should know: notes and warnings, each with its place.
    package var remarks: [Diagnostic] = []
    /// What could not be known, sorted; "no differences" is proved only where there is none.
    package var gaps: [Gap] = []
    /// How many parts are written differently and mean the same.
    package var rewrites = 0

    package init(stack: String, baseline: Baseline) {
        self.stack = stack
        self.baseline = baseline
    }

    /// Whether a deploy would do anything.
    package var isEmpty: Bool {
        resources.isEmpty && elements.isEmpty && migrations.isEmpty
    }

    /// The guards that nobody has let pass.
    package var closedGuards: [Guard] { guards.filter { !$0.isAllowed } }
}

/// What a stack is compared with.
package struct Baseline: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// The template of the stack that is deployed.
        case deployed
        /// A file or folder.
        case file
        /// A revision of Git.
        case revision
        /// Nothing is there yet.
        case absent
    }

    package let kind: Kind
    /// As its reader knows it: `stack database in eu-west-1`, `out`, `git:HEAD~1`.
    package let name: String
    /// The change set that was read as well; nil for none.
    package var changeSet: String?
    /// Whether all of its template is there, and nothing else: false for a stack whose last operation has failed halfway
    /// or isn't done, of which a gap tells.
    package var isSettled = true

    package init(_ kind: Kind, name: String, changeSet: String? = nil) {
        self.kind = kind
        self.name = name
        self.changeSet = changeSet
    }
}

/// From where a fact is known.
package enum Evidence: String, Sendable {
    /// From comparing the templates.
    case offline
    /// CloudFormation says so, and the templates alone don't.
    case changeSet = "change-set"
    /// Both say so.
    case both
}

/// What could not be known, and why.
package struct Gap: Hashable, Sendable, Comparable {
    /// The logical ID that it is about; nil for the stack as a whole.
    package let logicalID: String?
    /// `the value of the SSM parameter /blog/size is read at the deploy`.
    package let text: String

    package init(_ text: String, logicalID: String? = nil) {
        self.text = text
        self.logicalID = logicalID
    }

    package static func < (left: Gap, right: Gap) -> Bool {
        (left.logicalID ?? "", left.text) < (right.logicalID ?? "", right.text)
    }
}
