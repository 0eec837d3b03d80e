internal import ArgumentParser
internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import ConstructKit
internal import OrderedCollections
internal import SQLMigrations
internal import TemplateModel

/// `migrate statements`: how a script is understood.
struct StatementsVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "statements",
        abstract: "Print the statements of a script, and what is known of each.",
        discussion: """
            Each with its first line, the bytes that are sent to the server, its class, whether it may run in a \
            transaction, and what it locks. The engine is that of the stack that has the script; with --dialect any file \
            is read, and - is standard input.

            Exit codes: 0 done, 1 errors (what was understood is printed), 64 wrong usage.
            """
    )

    @Argument(help: "The script, or - for standard input.")
    var file: String

    @Option(help: "The engine whose SQL it is.")
    var dialect: Dialect?

    @Flag(help: "Print a JSON object with the file, dialect, mode and statements.")
    var json = false

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        console.reporting { () throws(Diagnostic) in
            let script = try script(of: app)
            let problems = script.problems.filter { $0.severity == .error }
            console.report(problems)
            if let part = script.part {
                try console.product(
                    json ? script.node(of: part).text(as: .json) : script.title(of: part) + table(of: part).text
                )
            }
            return problems.isEmpty ? .success : .failure
        }
    }

    private func script(of app: any App.Type) throws(Diagnostic) -> ReadScript {
        if let dialect { return try ReadScript(file, engine: dialect.engine) }
        guard file != "-" else { throw .unknownDialect("standard input") }
        for found in FoundScripts.all(in: app) {
            if let path = [found].paths.first(where: { $0.plainPath == file.plainPath }) {
                return ReadScript(path, in: found)
            }
        }
        // A file that isn't there has no engine either.
        _ = try ReadScript.bytes(of: file)
        throw .unknownDialect(file)
    }

    private func table(of part: ReadScript.Part) -> TextTable {
        var table = TextTable(["", "line", "bytes", "statement", "class", "transaction", "locks"], numbers: [0, 1])
        for (index, statement) in part.statements.enumerated() {
            let (code, kind) = (statement.statement.code, statement.kind)
            table.append([
                String(index + 1), String(statement.statement.line), "\(code.lowerBound)..<\(code.upperBound)",
                kind.command.shortened(to: 26), "\(kind.language.rawValue) \(kind.effect.rawValue)",
                kind.transaction.rawValue, kind.lock.map(\.words) ?? "",
            ])
        }
        return table
    }
}

extension StatementLock {
    /// `ACCESS EXCLUSIVE users`.
    fileprivate var words: String {
        [name, table].compactMap(\.self).joined(separator: " ")
    }
}

/// A script as it was understood.
private struct ReadScript {
    /// What is run at once.
    struct Part {
        let statements: [MigrationStatement]
        let mode: TransactionMode
    }

    let path: String
    let engine: DatabaseEngine
    let problems: [Diagnostic]
    /// Nil where it could not be read.
    let part: Part?
    /// What undoes it, where that is in the same file.
    let undo: Part?

    /// A script of a stack, or one that undoes another.
    init(_ path: String, in found: FoundScripts) {
        self.path = path
        engine = found.set.engine
        problems = found.problems.filter { $0.place?.file == path }
        let scripts = found.set.scripts
        let all = scripts.scripts + scripts.baselines + scripts.leftOut
        let script = all.first { "\(found.set.folder)/\($0.name)" == path }
        let undoing = all.lazy.compactMap(\.undo).first { "\(found.set.folder)/\($0.name)" == path }
        part = script.map(Part.init) ?? undoing.map(Part.init)
        undo = script.flatMap { script in script.undo.flatMap { $0.name == script.name ? Part($0) : nil } }
    }

    /// Any file, whatever its name is.
    init(_ path: String, engine: DatabaseEngine) throws(Diagnostic) {
        // Only what has such a name is read as a script.
        let file = MigrationScripts.File(name: "V1__script.sql", bytes: try Self.bytes(of: path))
        let scripts = MigrationScripts([file], in: "", engine: engine)
        self.path = path
        self.engine = engine
        problems = scripts.problems.map { problem in
            var problem = problem
            problem.place = problem.place.map { Place(file: path, line: $0.line, column: $0.column) }
            return problem
        }
        let script = (scripts.scripts + scripts.leftOut).first
        part = script.map(Part.init)
        undo = script?.undo.map(Part.init)
    }

    static func bytes(of path: String) throws(Diagnostic) -> [UInt8] {
        do throws(POSIXFailure) {
            return try path == "-" ? StandardInput.bytes() : SourceFile.read(path).bytes
        } catch {
            throw .unreadableScript(path, reason: error.explanation)
        }
    }

    func title(of part: Part) -> String {
        let count = part.statements.count
        let undoing = undo.map { ", and \($0.statements.count) to undo it" } ?? ""
        return "\(path): \(count) \(count == 1 ? "statement" : "statements") of \(engine.rawValue)\(undoing), "
            + "mode \(part.mode.rawValue)\n"
    }

    func node(of part: Part) -> TemplateNode {
        var node: OrderedDictionary<String, TemplateNode> = [
            "file": .string(path), "dialect": .string(engine.rawValue), "mode": .string(part.mode.rawValue),
            "statements": .list(part.nodes),
        ]
        if let undo {
            node["undo"] = .map(["mode": .string(undo.mode.rawValue), "statements": .list(undo.nodes)])
        }
        return .map(node)
    }
}

extension ReadScript.Part {
    fileprivate init(_ script: MigrationScript) {
        statements = script.statements
        mode = script.mode
    }

    fileprivate init(_ undo: UndoScript) {
        statements = undo.statements
        mode = undo.mode
    }

    fileprivate var nodes: [TemplateNode] {
        statements.enumerated().map { index, statement in
            let place = statement.statement
            let kind = statement.kind
            var node: OrderedDictionary<String, TemplateNode> = [
                "index": .integer(index + 1), "line": .integer(place.line), "column": .integer(place.column),
                "offset": .integer(place.code.lowerBound), "length": .integer(place.code.count),
                "class": .map([
                    "command": .string(kind.command), "language": .string(kind.language.rawValue),
                    "effect": .string(kind.effect.rawValue),
                ]),
                "transaction": .string(kind.transaction.rawValue),
            ]
            node["lock"] = kind.lock?.node
            node["probe"] = kind.probe?.node
            return .map(node)
        }
    }
}

extension StatementLock {
    fileprivate var node: TemplateNode {
        var node: OrderedDictionary<String, TemplateNode> = [
            "blocks": .string(blocked.rawValue), "name": .string(name),
        ]
        node["table"] = table.map(TemplateNode.string)
        node["growsWithTable"] = .boolean(growsWithTable)
        return .map(node)
    }
}

extension StatementProbe {
    fileprivate var node: TemplateNode {
        var node: OrderedDictionary<String, TemplateNode> = ["kind": .string(kind.rawValue)]
        node["schema"] = schema.map(TemplateNode.string)
        node["table"] = table.map(TemplateNode.string)
        node["name"] = .string(name)
        node["exists"] = .boolean(exists)
        return .map(node)
    }
}
