package import BorealisDiagnostics

/// A set of SQL scripts whose deployed state differs from what a deploy would bring.
package struct MigrationChange: Hashable, Sendable {
    /// The custom resource that applies the scripts.
    package let logicalID: String
    /// The name of the set: `main`.
    package let set: String
    /// `mysql` or `postgresql`; nil where no template says it.
    package let engine: String?
    /// As the stack names it: `sql/blog`; nil where the scripts themselves weren't there.
    package let folder: String?
    /// In the order in which a deploy would come to them; removed ones where they were.
    package var scripts: [ScriptChange] = []
    /// How many scripts are as they were.
    package var unchanged = 0
    /// Whether the deploy drops everything in the database and applies all scripts anew, because an applied one is no
    /// longer what it was.
    package var isRebuild = false
    /// Whether the database has newer scripts than these: the deploy runs none of the set, and refuses none.
    package var isAhead = false
    package var place: Place?

    package init(logicalID: String, set: String, engine: String?, folder: String?) {
        self.logicalID = logicalID
        self.set = set
        self.engine = engine
        self.folder = folder
    }
}

/// A script that is not what was deployed.
package struct ScriptChange: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// It will run.
        case new
        /// A repeatable script with other text: it will run again.
        case rerun
        /// It was applied with other text: the deploy refuses.
        case edited
        /// It was applied and is gone: the deploy refuses.
        case removed
        /// It was applied after others that now come behind it; or it is new, and its version comes before what was applied
        /// or was that of another script.
        case reordered
        /// It has another name: its text is the same, or else its version is.
        case renamed(from: String)
        /// Edited, removed or renamed, and accepted by `migrate rebase` for a reason.
        case accepted(reason: String)
    }

    package let name: String
    package let kind: Kind
    /// SHA-256, 64 digits; nil where there was none.
    package let before: String?
    /// SHA-256, 64 digits; nil where there is none.
    package let after: String?
    /// What a deploy runs of it, in order; empty where it runs nothing or the text isn't there.
    package var statements: [ScriptStatement] = []
    /// What lint says of the script, sorted.
    package var findings: [Diagnostic] = []
    package var place: Place?
    /// Whether the deploy refuses it, or rebuilds the database where the migration says so.
    ///
    /// Most of what isn't as it was is refused. What isn't: a repeatable script that is gone, another name for the same
    /// version and text, and the newest scripts when an older release is deployed.
    package var isRefused: Bool

    package init(_ kind: Kind, name: String, before: String?, after: String?) {
        self.kind = kind
        self.name = name
        self.before = before
        self.after = after
        isRefused =
            switch kind {
            case .edited, .removed, .reordered, .renamed: true
            case .new, .rerun, .accepted: false
            }
    }
}

/// A statement that a deploy will run.
package struct ScriptStatement: Hashable, Sendable {
    /// Counted from 1.
    package let index: Int
    package let place: Place
    /// In one line; nil where it has a secret.
    package let text: String?
    /// `CREATE INDEX CONCURRENTLY`.
    package let command: String
    /// `ddl additive`.
    package let effect: String
    /// `inside`, `outside`, `commits` or `control`.
    package let transaction: String
    /// What it keeps others from: `blocks writes to users (SHARE)`; nil where it keeps nobody.
    package let lock: String?

    package init(
        index: Int,
        place: Place,
        text: String?,
        command: String,
        effect: String,
        transaction: String,
        lock: String?
    ) {
        self.index = index
        self.place = place
        self.text = text
        self.command = command
        self.effect = effect
        self.transaction = transaction
        self.lock = lock
    }
}
