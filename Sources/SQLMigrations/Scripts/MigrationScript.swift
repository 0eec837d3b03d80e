/// A file of SQL that the runner applies, and what was understood of it.
package struct MigrationScript: Sendable {
    package enum Kind: String, Sendable {
        /// Run once, in the order of the versions.
        case versioned
        /// Run after the versioned ones whenever its content has changed.
        case repeatable
        /// Run on an empty database in place of all versions up to its own.
        case baseline
    }

    /// The file's path below the folder of the scripts: `V7__orders.sql`, `2026/V7__orders.sql`.
    package let name: String
    package var kind: Kind
    /// Nil for a repeatable script.
    package let version: ScriptVersion?
    package let description: String
    /// As it is in the file.
    package let source: ScriptText
    /// As it is run: placeholders have their values.
    package let text: ScriptText
    /// SHA-256 of the source; of a repeatable script, which runs when it has changed, of the text.
    package let checksum: String
    /// SHA-256 of the tokens of the source: a formatter doesn't change it.
    package var tokensHash: String
    package var directives = ScriptDirectives()
    /// Those that hold for the whole script.
    package var waivers: [Waiver] = []
    package var statements: [MigrationStatement] = []
    package var mode = TransactionMode.transaction
    package var undo: UndoScript?
    /// What the checks found and a waiver or a setting lets pass, by statement.
    package var waived: [WaivedFinding] = []
}

/// What undoes a script: a file of its own, or a part of the script's.
package struct UndoScript: Sendable {
    /// The file's path below the folder of the scripts.
    package let name: String
    /// As it is run; of a part of a script all of the script, which the statements are places in.
    package let text: ScriptText
    /// SHA-256 of the text.
    package let checksum: String
    package let directives: ScriptDirectives
    package let statements: [MigrationStatement]
    package let mode: TransactionMode

    package init(
        name: String,
        text: ScriptText,
        checksum: String,
        directives: ScriptDirectives = ScriptDirectives(),
        statements: [MigrationStatement],
        mode: TransactionMode
    ) {
        self.name = name
        self.text = text
        self.checksum = checksum
        self.directives = directives
        self.statements = statements
        self.mode = mode
    }
}

extension MigrationScript {
    /// By version; then those without one, by what their names say.
    ///
    /// The path decides between equals.
    static func isOrdered(_ left: MigrationScript, _ right: MigrationScript) -> Bool {
        switch (left.version, right.version) {
        case (let leftVersion?, let rightVersion?) where leftVersion != rightVersion: leftVersion < rightVersion
        case (.some, nil): true
        case (nil, .some): false
        case (nil, nil): (left.description, left.name) < (right.description, right.name)
        default: left.name < right.name
        }
    }
}
