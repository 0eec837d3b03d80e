internal import BorealisDiagnostics
internal import SQLMigrations

/// The words for what is wrong with a migration.
extension Diagnostic {
    static func noScripts(_ folder: String, others: [String], place: Place) -> Diagnostic {
        Diagnostic(
            .known(.noScripts),
            at: place,
            "the folder has no script",
            got: others.isEmpty
                ? "\(folder), which is empty" : "\(folder) with \(others.prefix(3).joined(separator: ", "))",
            expected: "at least one file such as V1__users.sql",
            fix: "put the first script in it, or correct the path"
        )
    }

    static func invalidServiceTimeout(_ seconds: Int, limits: ClosedRange<Int>, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidServiceTimeout),
            at: place,
            "the migration's time is too short to work in, or longer than CloudFormation accepts",
            got: "\(seconds) s",
            expected: "\(limits.lowerBound)...\(limits.upperBound) s",
            fix: "choose \(min(max(seconds, limits.lowerBound), limits.upperBound)) s"
        )
    }

    static func noContractPhase(_ script: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.noContractPhase),
            at: place,
            "a script waits for a phase that the app doesn't have",
            got: "\(script) with borealis:phase contract",
            expected: "a ContractPhase of the migration, which runs such scripts",
            fix: "add ContractPhase(of: migration, after: [application])"
        )
    }

    static func invalidSetName(_ name: String, limit: Int, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidSetName),
            at: place,
            "the name of the set can't be kept in the history",
            got: name.isEmpty ? "an empty one" : name,
            expected: "1...\(limit) letters, digits, - and _",
            fix: "choose a name such as main"
        )
    }

    static func invalidARN(_ text: String, of kind: String, expected: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidARN),
            at: place,
            "the ARN of the \(kind) is not one",
            got: text.isEmpty ? "an empty one" : text,
            expected: expected,
            fix: "copy the ARN from the console, or from the output of the stack that made it"
        )
    }
}

/// The words for what is wrong with what a migration is to do in unusual cases.
extension Diagnostic {
    /// - Parameter durability: nil for a cluster that exists already.
    static func rebuildOfLastingData(_ durability: Durability?, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.rebuildOfLastingData),
            at: place,
            "the database would be emptied where a script was edited, and its data is not to be lost",
            got: durability.map { "a cluster of durability: .\($0)" } ?? "a cluster that exists already",
            expected: "a cluster of the app with durability: .ephemeral",
            fix: "say onEdited: .refuse"
        )
    }

    static func unknownBaseline(
        _ text: String,
        last: ScriptVersion,
        nearest: ScriptVersion,
        place: Place
    ) -> Diagnostic {
        Diagnostic(
            .known(.unknownBaseline),
            at: place,
            "no script has the version that the database is taken to be at",
            got: text.isEmpty ? "an empty one" : text,
            expected: "a version that a script has; the last is \(last.text)",
            fix: "say .baseline(at: \"\(nearest.text)\")"
        )
    }

    static func rollbackWithoutUndo(_ script: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.rollbackWithoutUndo),
            severity: .warning,
            at: place,
            "a rollback of the stack can't undo the newest script, nor what is below it",
            got: script,
            expected: "a script that undoes it: U7__orders.sql for V7__orders.sql",
            fix: "write it, or say onRollback: .keep"
        )
    }
}
