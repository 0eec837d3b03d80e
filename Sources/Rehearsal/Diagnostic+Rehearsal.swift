package import BorealisDiagnostics
package import SQLMigrations

/// The words for what a rehearsal finds, and for what keeps it from being held.
extension Diagnostic {
    static func missingServer(_ engine: DatabaseEngine, programs: [String], in folder: String?) -> Diagnostic {
        let package = engine == .mysql ? "mariadb-server" : "postgresql"
        return Diagnostic(
            .known(.missingServer),
            at: nil,
            "there is no server of the engine on this machine",
            got: folder.map { "nothing of the kind in \($0)" } ?? "nothing in PATH and the usual folders",
            expected: "the programs \(programs.joined(separator: " and "))",
            fix: "install \(package), or name the folder of its programs with --server-binaries"
        )
    }

    static func noAccount(_ name: String) -> Diagnostic {
        Diagnostic(
            .known(.missingServer),
            at: nil,
            "database servers refuse to be run by root",
            got: "no account \(name) or nobody, or no program setpriv",
            expected: "another account to run the server",
            fix: "rehearse as an ordinary user"
        )
    }

    static func serverFolder(_ path: String, reason: String) -> Diagnostic {
        Diagnostic(
            .known(.serverFailed),
            at: Place(file: path),
            "the folder of a server can't be made",
            got: reason,
            expected: "a folder that can be written",
            fix: "choose another TMPDIR"
        )
    }

    /// - Parameter log: the last lines of it.
    static func serverFailed(_ program: String, reason: String, log: [String]) -> Diagnostic {
        Diagnostic(
            .known(.serverFailed),
            at: nil,
            "the database server doesn't run",
            got: "\(program): \(reason)",
            expected: "a server that answers",
            fix: "see what it wrote above, or choose another server with --server-binaries",
            trace: log.map { Trace($0, at: nil) }
        )
    }

    static func refusedStatement(_ refusal: DatabaseFailure.Refusal, _ statement: FailedStatement) -> Diagnostic {
        let parts = [refusal.detail.map { "detail: \($0)" }, refusal.hint.map { "hint: \($0)" }]
        return Diagnostic(
            .known(.refusedStatement),
            at: statement.place(of: refusal),
            "the server refuses the statement",
            got: statement.hasSecret ? "\(refusal.label) about a password" : refusal.text,
            fix: "correct the statement",
            trace: statement.hasSecret ? [] : parts.compactMap(\.self).map { Trace($0, at: nil) }
        )
    }

    static func refusedEnd(_ refusal: DatabaseFailure.Refusal, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.refusedStatement),
            at: place,
            "the server refuses the end of the script, or its row in the history",
            got: refusal.text,
            fix: "look for what the script leaves unfinished, or for what it does to tables of Borealis"
        )
    }

    static func repeatedScripts(_ names: [String], differences: [String], place: Place) -> Diagnostic {
        Diagnostic(
            .known(.repeatedScripts),
            at: place,
            "a second run of the same scripts does something",
            got: names.isEmpty ? "another schema" : names.joined(separator: ", "),
            expected: "nothing to apply",
            fix: "look for what the scripts do to the tables of Borealis",
            trace: Trace.lines(differences)
        )
    }

    static func differentUpgrade(_ differences: [String], origin: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.differentUpgrade),
            at: place,
            "an upgrade from \(origin) leaves another schema than an empty database gets",
            got: "\(differences.count) differences: - empty database, + upgrade",
            expected: "the same schema on both ways",
            fix: "put the difference into a new script, and restore the scripts that were applied",
            trace: Trace.lines(differences)
        )
    }

    /// - Parameter applied: the name that it was applied by, where that was another.
    package static func editedScript(_ place: Place, applied: String? = nil) -> Diagnostic {
        Diagnostic(
            .known(.brokenHistory),
            at: place,
            "the script was edited after it was applied",
            got: applied.map { "another text, and the name \($0) in the history" },
            expected: "the text that was applied",
            fix: "restore it, and put the change into a new script"
        )
    }

    package static func removedScript(_ place: Place) -> Diagnostic {
        Diagnostic(
            .known(.brokenHistory),
            at: place,
            "the script was applied and is no longer there",
            expected: "all scripts that were applied",
            fix: "restore it"
        )
    }

    static func takenVersion(_ place: Place, by name: String) -> Diagnostic {
        Diagnostic(
            .known(.brokenHistory),
            at: place,
            "the script has the version of one that was applied and removed",
            got: "the version of \(name)",
            expected: "a version that no script had",
            fix: "give it a higher version"
        )
    }

    static func skippedScripts(_ baseline: Place, newest: String) -> Diagnostic {
        Diagnostic(
            .known(.brokenHistory),
            at: baseline,
            "the baseline is above what was applied, and the scripts up to it are gone",
            got: "\(newest) applied",
            expected: "older scripts that end at the baseline or above",
            fix: "deploy a release first that has the scripts, and say that one with --from"
        )
    }

    static func earlyContract(_ place: Place, before name: String) -> Diagnostic {
        Diagnostic(
            .known(.brokenHistory),
            at: place,
            "the script contracts and comes before one that expands, and both are pending",
            got: "\(name) after it",
            expected: "what contracts at the end",
            fix: "deploy a release first that ends with it, or give it a higher version by migrate rebase"
        )
    }

    package static func unreadableOlderScripts(_ origin: String, reason: String) -> Diagnostic {
        Diagnostic(
            .known(.unreadableOlderScripts),
            at: Place(file: origin),
            "the older scripts can't be read",
            got: reason,
            expected: "a migrations.json, or a revision of Git",
            fix: "say another --from"
        )
    }

    package static func packedOlderScripts(_ origin: String) -> Diagnostic {
        Diagnostic(
            .known(.unreadableOlderScripts),
            at: Place(file: origin),
            "the older scripts can't be read",
            got: "a zip archive, as a layer is one",
            expected: "the migrations.json in it",
            fix: "unpack it with unzip, and say its migrations.json with --from"
        )
    }

    package static func missingOlderText(_ name: String, of origin: String) -> Diagnostic {
        Diagnostic(
            .known(.unreadableOlderScripts),
            at: Place(file: origin),
            "the text that \(name) had is needed: it was rebased since",
            expected: "the scripts of the layer beside its migrations.json",
            fix: "unpack all of the layer with unzip, or say a revision of Git with --from"
        )
    }

    package static func otherOlderScripts(_ origin: String, got: String, set: MigrationSet) -> Diagnostic {
        Diagnostic(
            .known(.unreadableOlderScripts),
            at: Place(file: origin),
            "the older scripts are of another set",
            got: got,
            expected: "\(set.engine.rawValue), set \(set.name)",
            fix: "say the set that is meant with --scripts"
        )
    }

    static func earlyScript(_ place: Place, newest: String) -> Diagnostic {
        Diagnostic(
            .known(.brokenHistory),
            at: place,
            "the script is new and comes before one that was applied",
            got: "\(newest) applied already",
            expected: "a version above \(newest)",
            fix: "give it a higher version"
        )
    }
}

extension Diagnostic.Trace {
    /// As many lines as somebody reads.
    fileprivate static func lines(_ texts: [String]) -> [Self] {
        let limit = 40
        let lines = texts.flatMap { $0.split(separator: "\n").map(String.init) }
        let rest = lines.count > limit ? ["… and \(lines.count - limit) lines more"] : []
        return (lines.prefix(limit) + rest).map { Self($0, at: nil) }
    }
}

extension DatabaseFailure.Refusal {
    /// Its codes: `SQLSTATE 42S02 (1146)`.
    fileprivate var label: String {
        "SQLSTATE \(sqlState)" + (number.map { " (\($0))" } ?? "")
    }

    fileprivate var text: String { "\(label): \(message)" }
}
