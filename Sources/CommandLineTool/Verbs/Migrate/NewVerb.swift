internal import ArgumentParser
internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import ConstructKit
internal import SQLMigrations

/// `migrate new`: a script with the next version.
struct NewVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a script with the next version.",
        discussion: """
            The script is named in the style of those that are there: V8__add_orders.sql after V7__users.sql, \
            0008_add_orders.sql after 0007_users.sql, and with the time of now, in UTC, after \
            20261120103000_users.sql. No file is ever overwritten. The path is printed.

            Exit codes: 0 done, 1 errors and nothing made, 64 wrong usage.
            """
    )

    @Argument(help: "What the script does, in words: \"add orders\".")
    var name: String

    @Flag(help: "Make what undoes it as well: a file, or a part of it, as the other scripts have it.")
    var undo = false

    @Flag(help: "Take the time as version, also where the other scripts are counted.")
    var timestamp = false

    @Flag(help: "Make a script that runs whenever it has changed.")
    var repeatable = false

    @OptionGroup
    var scripts: ScriptsOptions

    func validate() throws {
        guard !repeatable || !(undo || timestamp) else {
            throw ValidationError("a repeatable script has no version and nothing that undoes it")
        }
    }

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        console.reporting { () throws(Diagnostic) in
            let words = try words()
            let folder = NewScriptFolder(path: try scripts.one(of: app).set.folder)
            let time = UTCTime.now
            let paths = try folder.make { style in
                repeatable
                    ? NewScript(repeatable: words)
                    : NewScript(words: words, style: style, time: time, isTimed: timestamp, hasUndo: undo)
            }
            try console.product(paths.map { $0 + "\n" }.joined())
            return .success
        }
    }

    private func words() throws(Diagnostic) -> String {
        let words = NewScript.words(from: name)
        let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " -_".contains($0)) }
        let limit = NewScript.nameLimit
        guard isPlain, !words.isEmpty, words.utf8.count <= limit else {
            throw .unusableName(name, words: words, limit: limit)
        }
        if let rest = NewScript.withoutVersion(name) { throw .versionedName(name, rest: rest) }
        return words
    }
}

/// A folder that gets another script; a second run waits until the first has made its own.
private struct NewScriptFolder {
    let path: String

    /// - Returns: the paths of the new files.
    func make(_ script: (ScriptStyle) -> NewScript) throws(Diagnostic) -> [String] {
        do {
            try POSIXFile.makeFolders(path)
            return try FolderLock.holding(path, isWaiting: {}) {
                let tree = try SourceTree(path) { !$0.name.hasPrefix(".") }
                return try write(script(try style(of: tree)).files)
            }
        } catch let failure as SourceTree.Failure {
            throw .unreadableScript(failure.path, reason: failure.reason)
        } catch let diagnostic as Diagnostic {
            throw diagnostic
        } catch {
            throw .unwritableScripts(path, reason: (error as? POSIXFailure)?.explanation ?? String(describing: error))
        }
    }

    private func style(of tree: SourceTree) throws(Diagnostic) -> ScriptStyle {
        let files = tree.files.map { file in (name: file.name.split(separator: "/").last.map(String.init) ?? "", file) }
        return ScriptStyle(of: files.map(\.name), recorded: try recorded(in: tree)) { name in
            files.first { $0.name == name }.map { String(decoding: $0.1.source.bytes, as: UTF8.self) } ?? ""
        }
    }

    /// The scripts that `migrations.sum` has; both sides where Git left a conflict in it.
    private func recorded(in tree: SourceTree) throws(Diagnostic) -> [String] {
        guard let file = tree.files.first(where: { $0.name == MigrationSum.fileName }) else { return [] }
        let sums = try MigrationSum.sides(of: file.source.bytes, at: "\(path)/\(file.name)")
        return sums.flatMap(\.entries).map(\.name)
    }

    private func write(_ files: [NewScript.File]) throws -> [String] {
        var paths: [String] = []
        for file in files {
            let path = "\(path)/\(file.name)"
            do throws(POSIXFailure) {
                try POSIXFile.create(path, with: Array(file.text.utf8))
                paths.append(path)
            } catch {
                for path in paths { _ = try? POSIXFile.remove(path) }
                throw error.isExistingFile ? Diagnostic.existingScript(path) : error
            }
        }
        return paths
    }
}
