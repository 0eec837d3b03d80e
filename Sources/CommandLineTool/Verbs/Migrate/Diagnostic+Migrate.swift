internal import BorealisDiagnostics
internal import SQLMigrations

/// The words for what is wrong with a question about scripts.
extension Diagnostic {
    static var noMigrations: Diagnostic {
        Diagnostic(
            .known(.noMigrations),
            at: nil,
            "no stack of the app has scripts",
            expected: "a stack with a SchemaMigration",
            fix: "add one, or say --scripts FOLDER --dialect postgresql"
        )
    }

    static func ambiguousScripts(_ found: [FoundScripts]) -> Diagnostic {
        let folders = Set(found.map(\.set.folder)).sorted()
        let stacks = Set(found.compactMap(\.stack)).sorted()
        let isOneFolder = folders.count == 1
        return Diagnostic(
            .known(.ambiguousScripts),
            at: nil,
            isOneFolder ? "several stacks read the folder differently" : "the app has several folders of scripts",
            got: (isOneFolder ? stacks : folders).joined(separator: ", "),
            expected: "one of them",
            fix: isOneFolder ? "say --stack \(stacks.first ?? "")" : "say --scripts \(folders.first ?? "")"
        )
    }

    /// - Parameters:
    ///   - folder: nil for any.
    ///   - stack: nil for any.
    static func unknownScripts(_ folder: String?, stack: String?, known: [FoundScripts]) -> Diagnostic {
        let folders = Set(known.map(\.set.folder)).sorted()
        let stacks = Set(known.compactMap(\.stack)).sorted()
        let isAboutStack = stack.map { !stacks.contains($0) } ?? false
        let name = (isAboutStack ? stack : folder) ?? ""
        let names = isAboutStack ? stacks : folders
        let nearest = NearestName.of(name, among: names)
        return Diagnostic(
            .known(.unknownScripts),
            at: nil,
            isAboutStack ? "the app has no such stack with scripts" : "no stack has scripts in the folder",
            got: name,
            expected: names.joined(separator: ", "),
            fix: nearest.map { "say \($0)" }
                ?? (isAboutStack ? "say \(names.first ?? "")" : "add --dialect to read a folder that no stack names")
        )
    }

    static func unusableName(_ name: String, words: String, limit: Int) -> Diagnostic {
        let suggestion = String(words.prefix(limit))
        return Diagnostic(
            .known(.unusableName),
            at: nil,
            "a script can't be named so",
            got: name.isEmpty ? "an empty name" : name,
            expected: "letters of ASCII, digits, blanks, - and _; at most \(limit)",
            fix: suggestion.isEmpty ? "say what it does: \"add orders\"" : "name it \(suggestion)"
        )
    }

    static func versionedName(_ name: String, rest: String) -> Diagnostic {
        Diagnostic(
            .known(.unusableName),
            at: nil,
            "the name has a version, and a new script gets the next one",
            got: name,
            expected: "what the script does",
            fix: "name it \(rest)"
        )
    }

    static func existingScript(_ path: String) -> Diagnostic {
        Diagnostic(
            .known(.existingScript),
            at: Place(file: path),
            "the file is there already",
            expected: "a name that no file has",
            fix: "choose another name, or edit the file"
        )
    }

    static func unknownDialect(_ path: String) -> Diagnostic {
        Diagnostic(
            .known(.unknownDialect),
            at: Place(file: path),
            "no stack has this script, so that its engine isn't known",
            expected: "a script of a stack, or --dialect",
            fix: "add --dialect postgresql or --dialect mysql"
        )
    }

    static func unreadableScript(_ path: String, reason: String) -> Diagnostic {
        Diagnostic(
            .known(.unreadableScript),
            at: Place(file: path),
            "it can't be read",
            got: reason,
            expected: "a file or folder that can be read",
            fix: "check the path and the rights"
        )
    }

    static func unknownScript(_ path: String, known: [String]) -> Diagnostic {
        let nearest = NearestName.of(path, among: known)
        return Diagnostic(
            .known(.unknownScript),
            at: Place(file: path),
            "it is not among the scripts",
            expected: known.count > 5 ? "one of \(known.count) scripts" : known.joined(separator: ", "),
            fix: nearest.map { "say \($0)" } ?? "say a path that list prints"
        )
    }

    static func unwritableScripts(_ path: String, reason: String) -> Diagnostic {
        Diagnostic(
            .known(.unwritableScripts),
            at: Place(file: path),
            "the folder can't be written",
            got: reason,
            expected: "a folder in which files can be made",
            fix: "make room or give the rights"
        )
    }

    /// - Parameter changed: the scripts that have.
    static func unchangedScript(_ path: String, changed: [String]) -> Diagnostic {
        Diagnostic(
            .known(.unchangedScript),
            at: Place(file: path),
            "the script is what was recorded, or was never recorded",
            expected: changed.isEmpty ? "a script that has changed; none has" : changed.joined(separator: ", "),
            fix: "leave it out"
        )
    }

    static func unnamedScript(_ path: String) -> Diagnostic {
        Diagnostic(
            .known(.unnamedScript),
            at: Place(file: path),
            "the script has changed too, and isn't among those that are named",
            fix: "restore it, or name it"
        )
    }
}
