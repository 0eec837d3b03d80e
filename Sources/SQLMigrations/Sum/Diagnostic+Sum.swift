internal import BorealisDiagnostics

/// The words for what is wrong with `migrations.sum` itself.
extension Diagnostic {
    static func unknownSum(got header: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidSum),
            at: place,
            "the file is no migrations.sum that can be read",
            got: header.isEmpty ? "no first line" : String(header.prefix(80)),
            expected: MigrationSum.headerStart,
            fix: "restore it"
        )
    }

    static func invalidSumLine(_ line: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidSum),
            at: place,
            "the line is none of migrations.sum",
            got: line.isEmpty ? "an empty line" : String(line.prefix(80)),
            expected: "scripts, then changes that were allowed, with tabs between the fields",
            fix: "restore it"
        )
    }

    static func repeatedSumLine(_ name: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidSum),
            at: place,
            "the script is recorded twice",
            got: name,
            expected: "one line for each script",
            fix: "remove the line and run `migrate sum`"
        )
    }

    static func unendedSum(at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidSum),
            at: place,
            "the last line of migrations.sum has no end",
            expected: "a line feed",
            fix: "restore it"
        )
    }

    static func conflictInSum(at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidSum),
            at: place,
            "two branches have changed the scripts, and Git left their conflict in migrations.sum",
            fix: "resolve the conflict, giving one's own scripts the higher versions, then run `migrate sum`"
        )
    }

    /// - Parameter origin: what the line follows from.
    static func brokenSum(
        _ entry: MigrationSum.Entry,
        above hash: String,
        origin: String,
        at place: Place
    ) -> Diagnostic {
        let expected = MigrationSum.Entry.hash(name: entry.name, checksum: entry.checksum, after: hash)
        return Diagnostic(
            .known(.brokenSum),
            at: place,
            "the line doesn't follow from \(origin): migrations.sum was changed by hand",
            got: entry.hash.short,
            expected: expected.short,
            fix: "run `migrate sum`"
        )
    }
}

/// The words for scripts that are not what was recorded of them.
extension Diagnostic {
    static func edited(
        _ script: MigrationScript,
        from entry: MigrationSum.Entry,
        isLocal: Bool,
        at place: Place,
        detail: String?
    ) -> Diagnostic {
        let isFormatting = !entry.tokensHash.isEmpty && entry.tokensHash == script.shortTokensHash
        return Diagnostic(
            .known(.editedScript),
            at: place,
            isFormatting
                ? "the script was formatted after it was recorded, with no other change"
                : "the script was changed after it was recorded",
            got: "SHA-256 \(script.checksum.short)",
            expected: entry.checksum.short + wayOut(isLocal: isLocal),
            fix: isLocal ? recording : "restore it",
            detail: detail
        )
    }

    static func renamed(
        _ script: MigrationScript,
        from entry: MigrationSum.Entry,
        isLocal: Bool,
        at place: Place,
        detail: String?
    ) -> Diagnostic {
        let isSame = script.checksum == entry.checksum
        return Diagnostic(
            .known(.renamedScript),
            at: place,
            isSame
                ? "the script was renamed after it was recorded"
                : "the script was renamed and changed after it was recorded",
            got: script.name + (isSame ? "" : " with SHA-256 \(script.checksum.short)"),
            expected: entry.name + (isSame ? "" : " with \(entry.checksum.short)") + wayOut(isLocal: isLocal),
            fix: isLocal ? recording : "name it \(entry.name) again" + (isSame ? "" : " and restore its text"),
            detail: detail
        )
    }

    static func removed(_ entry: MigrationSum.Entry, isLocal: Bool, at place: Place, detail: String?) -> Diagnostic {
        Diagnostic(
            .known(.removedScript),
            at: place,
            "the script was removed after it was recorded",
            got: "no \(entry.name)",
            expected: "one with SHA-256 \(entry.checksum.short)" + wayOut(isLocal: isLocal),
            fix: isLocal ? recording : "restore it",
            detail: detail
        )
    }

    static func inserted(_ script: MigrationScript, before entry: MigrationSum.Entry, at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.insertedScript),
            at: place,
            "a new script comes before one that is recorded and may have run",
            got: "\(script.name) before \(entry.name)",
            expected: "a version above that of \(entry.name)",
            fix: "give it a higher version"
        )
    }

    static func reused(_ script: MigrationScript, after rebase: Rebase, at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.reusedVersion),
            at: place,
            rebase.change == .removed
                ? "the version was that of a removed script"
                : "the version was that of a script which has another one now",
            got: script.name,
            expected: "another version than that of \(rebase.script), under which databases may have applied it",
            fix: "give it a higher version"
        )
    }

    static func reordered(_ entry: MigrationSum.Entry, after other: MigrationSum.Entry, at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.reorderedSum),
            at: place,
            "scripts are recorded in another order than they run",
            got: "\(entry.name) after \(other.name)",
            expected: "the order of their versions",
            fix: recording
        )
    }

    private static let recording = "run `migrate sum`"

    /// What may be done in place of the fix: restoring is always allowed.
    private static func wayOut(isLocal: Bool) -> String {
        isLocal
            ? ", or the change recorded, as no upstream branch has the script"
            : ", or the change recorded by `migrate rebase` with a reason"
    }
}

extension String {
    /// Of a hash.
    fileprivate var short: String { String(prefix(12)) }
}
