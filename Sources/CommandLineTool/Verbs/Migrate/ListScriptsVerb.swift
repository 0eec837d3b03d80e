internal import ArgumentParser
internal import BorealisDiagnostics
internal import ConstructKit
internal import OrderedCollections
internal import SQLMigrations
internal import TemplateModel

/// `migrate list`: the scripts in the order in which they run.
struct ListScriptsVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the scripts in the order in which they run, and the files that are none.",
        discussion: """
            Versioned scripts run once, by version; then repeatable ones whose text has changed. A baseline runs on an \
            empty database in place of all versions up to its own.

            Exit codes: 0 no errors, 1 errors (what was understood is printed), 64 wrong usage.
            """
    )

    @Flag(help: "Print a JSON array of the folders with their scripts.")
    var json = false

    @OptionGroup
    var scripts: ScriptsOptions

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        console.reporting { () throws(Diagnostic) in
            let found = try scripts.all(of: app)
            var problems = OrderedSet(found.flatMap(\.problems))
            var listed: [ListedScripts] = []
            for scripts in found {
                let recorded = Self.recorded(of: scripts)
                let hasConflict = (try? SumFile(of: scripts).sums()) != nil
                let otherwise = hasConflict ? "conflict" : "unknown"
                listed.append(ListedScripts(scripts, recorded: try? recorded.get(), otherwise: otherwise))
                // A folder that can't be read is told of once.
                if case .failure(let problem) = recorded, !scripts.isUnread { problems.append(problem) }
            }
            let errors = problems.filter { $0.severity == .error }.sorted()
            console.report(errors)
            let text =
                json
                ? TemplateNode.list(listed.map(\.node)).text(as: .json)
                : listed.map(\.text).joined(separator: "\n")
            try console.product(text)
            return errors.isEmpty ? .success : .failure
        }
    }

    private static func recorded(of scripts: FoundScripts) -> Result<MigrationSum, Diagnostic> {
        Result { () throws(Diagnostic) in try SumFile(of: scripts).sum() ?? MigrationSum() }
    }
}

/// The scripts of a folder, for people and for programs.
private struct ListedScripts {
    private let set: MigrationSet
    private let stack: String?
    private let scripts: [MigrationScript]
    /// By the names of the scripts that are in `migrations.sum`.
    ///
    /// Nil where that can't be read.
    private let checksums: [String: String]?
    /// What is said of each script where that can't be read.
    private let otherwise: String
    private let isUnread: Bool

    init(_ found: FoundScripts, recorded: MigrationSum?, otherwise: String) {
        self.otherwise = otherwise
        checksums = recorded.map { Dictionary($0.entries.map { ($0.name, $0.checksum) }) { first, _ in first } }
        isUnread = found.isUnread
        set = found.set
        stack = found.stack
        scripts = set.scripts.baselines + set.scripts.scripts
    }

    var text: String {
        let title = "\(set.folder): \(set.engine.rawValue), set \(set.name)\n"
        guard !scripts.isEmpty else { return title + (isUnread ? "not read\n" : "no scripts\n") + passedOver }
        var table = TextTable(
            ["version", "script", "description", "statements", "mode", "phase", "undo", "recorded"],
            numbers: [3]
        )
        for script in scripts {
            table.append([
                script.version?.text ?? script.kind.rawValue, script.name.shortened(to: 40),
                script.description.shortened(to: 24), String(script.statements.count), script.mode.rawValue,
                script.phase.rawValue, script.undo == nil ? "" : "yes",
                recorded(script),
            ])
        }
        return title + table.text + passedOver
    }

    /// How `migrations.sum` has a script that is run once.
    private func recorded(_ script: MigrationScript) -> String {
        guard script.kind != .repeatable else { return "" }
        guard let checksums else { return otherwise }
        return checksums[script.name].map { $0 == script.checksum ? "yes" : "changed" } ?? "no"
    }

    private var others: [String] { self.set.others.filter { $0 != MigrationSum.fileName } }

    /// What is in the folder and doesn't run.
    private var passedOver: String {
        let environments = set.scripts.leftOut.map { script in
            "left out: \(script.name.inOneLine), for \(script.directives.environments.joined(separator: ", "))\n"
        }
        return environments.joined() + others.map { "no script: \($0.inOneLine)\n" }.joined()
    }

    var node: TemplateNode {
        var node: OrderedDictionary<String, TemplateNode> = [
            "folder": .string(set.folder), "engine": .string(set.engine.rawValue), "set": .string(set.name),
        ]
        node["stack"] = stack.map(TemplateNode.string)
        node["scripts"] = .list(scripts.map(entry))
        node["leftOut"] = .list(set.scripts.leftOut.map { .string($0.name) })
        node["others"] = .list(others.map(TemplateNode.string))
        return .map(node)
    }

    private func entry(of script: MigrationScript) -> TemplateNode {
        var entry: OrderedDictionary<String, TemplateNode> = [
            "script": .string(script.name), "kind": .string(script.kind.rawValue),
        ]
        entry["version"] = script.version.map { .string($0.text) }
        entry["description"] = .string(script.description)
        entry["statements"] = .integer(script.statements.count)
        entry["mode"] = .string(script.mode.rawValue)
        entry["phase"] = .string(script.phase.rawValue)
        entry["undo"] = script.undo.map { .string($0.name) }
        entry["recorded"] = script.kind == .repeatable ? nil : .string(recorded(script))
        entry["checksum"] = .string(script.checksum)
        return .map(entry)
    }
}

extension MigrationScript {
    fileprivate var phase: ScriptDirectives.Phase { directives.phase ?? .expand }
}
