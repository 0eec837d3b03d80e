internal import AWSConstructs
internal import ArgumentParser
internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import ConstructKit
internal import SQLMigrations

/// Which scripts a verb works on.
struct ScriptsOptions: ParsableArguments {
    @Option(name: .customLong("scripts"), help: "The folder of the scripts, as a stack names it.")
    var folder: String?

    @Option(help: "The engine whose SQL the folder has: reads a folder that no stack names.")
    var dialect: Dialect?

    @Option(help: "The stack whose scripts are meant.")
    var stack: String?

    func validate() throws {
        guard folder != "" else { throw ValidationError("--scripts needs the name of a folder, such as sql/blog") }
        guard dialect == nil || stack == nil else { throw ValidationError("--dialect is for a folder of no stack") }
    }

    /// The scripts of all stacks, or of those that the options name.
    ///
    /// - Throws: ``Diagnostic`` `CLI005` where the app has none, `CLI007` where none is in the folder or of the stack.
    func all(of app: any App.Type) throws(Diagnostic) -> [FoundScripts] {
        if let folder, let dialect { return [FoundScripts(folder.plainPath, engine: dialect.engine)] }
        let known = FoundScripts.all(in: app)
        let found = known.filter { scripts in
            folder.map { scripts.set.folder.plainPath == $0.plainPath } ?? true
                && stack.map { scripts.stack == $0 } ?? true
        }
        guard found.isEmpty else { return found.withoutRepetitions }
        guard !known.isEmpty else { throw .noMigrations }
        throw .unknownScripts(folder?.plainPath, stack: stack, known: known)
    }

    /// The scripts of one folder.
    ///
    /// - Throws: ``Diagnostic`` as above, and `CLI006` where there are several.
    func one(of app: any App.Type) throws(Diagnostic) -> FoundScripts {
        let found = try all(of: app)
        guard found.count == 1, let one = found.first else { throw .ambiguousScripts(found) }
        return one
    }
}

/// Scripts, and what is wrong with them.
struct FoundScripts {
    /// Nil for a folder that no stack names.
    let stack: String?
    let set: MigrationSet
    /// Sorted.
    let problems: [Diagnostic]

    /// Those of all stacks; whatever else is wrong with a stack, its scripts were read.
    static func all(in app: any App.Type) -> [FoundScripts] {
        let examined = Synthesizer.examine(app)
        return zip(examined.app.stacks, examined.sources).flatMap { stack, source in
            source.constructs.compactMap { $0 as? MigrationLayer }.map { layer in
                FoundScripts(stack: stack.name, set: layer.set, problems: layer.validate().sorted())
            }
        }
    }

    private init(stack: String, set: MigrationSet, problems: [Diagnostic]) {
        self.stack = stack
        self.set = set
        self.problems = problems
    }

    /// Whether the folder has scripts that aren't in the set, as one of its files can't be read.
    var isUnread: Bool {
        self.set.files.isEmpty && problems.contains { $0.code == .known(.unreadableSource) }
    }

    /// Reads a folder.
    init(_ folder: String, engine: DatabaseEngine) {
        let read = ScriptFolder(
            folder,
            engine: engine,
            set: "main",
            options: ScriptOptions(),
            place: Place(file: folder)
        )
        stack = nil
        set = read.read
        problems = read.problems.sorted()
    }
}

extension [FoundScripts] {
    /// One for each folder that is read in the same way: two stacks may deploy the same scripts.
    var withoutRepetitions: [FoundScripts] {
        reduce(into: []) { kept, scripts in
            if !kept.contains(where: { $0.set.isRead(like: scripts.set) }) {
                kept.append(scripts)
            }
        }
    }
}

extension MigrationSet {
    fileprivate func isRead(like other: MigrationSet) -> Bool {
        (folder, engine, name) == (other.folder, other.engine, other.name)
            && (options.environment, options.placeholders) == (other.options.environment, other.options.placeholders)
    }
}

/// An engine, by its name on the command line.
enum Dialect: String, ExpressibleByArgument, CaseIterable {
    case postgresql
    case mysql

    var engine: DatabaseEngine {
        switch self {
        case .postgresql: .postgresql
        case .mysql: .mysql
        }
    }
}

extension String {
    /// A path as it is mostly written: `sql/blog` for `./sql/blog/`.
    var plainPath: String {
        var path = self[...]
        while path.hasPrefix("./"), path.count > 2 { path = path.dropFirst(2) }
        while path.hasSuffix("/"), path.count > 1 { path = path.dropLast() }
        return String(path)
    }
}
