internal import BorealisDiagnostics
internal import BorealisHashing
internal import OrderedCollections
internal import TemplateModel

/// `migrations.json`: what a layer has, and how it runs.
///
/// The function that runs it needs no parser of SQL. Its text is canonical: it follows from the names, order and content
/// of the scripts and from the options, and from nothing else. Its SHA-256 is the `ScriptsHash` of the custom resource.
/// - Shape: `{"formatVersion": 2, "engine": "mysql", "set": "main", "head": "3", "assumes": …, "scripts": [{"script":
///   "V1__users.sql", "kind": "versioned", "version": "1", …, "statements": [{"line": 1, "offset": 0, "length": 53,
///   "class": "ddl additive", "transaction": "commits"}], "undo": {"script": "U1__users.sql", …}}]}`, the scripts in
///   their order and baselines last. What undoes a script has a script, `content`, mode, time-outs and statements. What
///   is left out: `phase` of `expand`, `class` of `dml data`, `transaction` of `inside`, and `content` of a script, the
///   SHA-256 of the file in the layer, where it is the checksum.
/// - Units: offsets and lengths in bytes of the script in the layer, lines counted from 1, time-outs in seconds and
///   lock time-outs in milliseconds.
package struct MigrationManifest: Sendable {
    package static let fileName = "migrations.json"
    package static let formatVersion = 2

    /// The canonical text.
    package let text: [UInt8]
    /// SHA-256 of the text: 64 digits.
    package let scriptsHash: String
    /// The highest version.
    package let head: String

    /// - Parameters:
    ///   - scripts: in their order.
    ///   - set: the name of the set; one database can have several.
    ///   - rebases: changes of applied scripts that were accepted.
    package init(_ scripts: [MigrationScript], engine: DatabaseEngine, set: String, rebases: [Rebase] = []) {
        head = scripts.compactMap(\.version).max()?.text ?? ""
        var writer = ManifestWriter(
            header: [
                "formatVersion": .integer(Self.formatVersion), "engine": .string(engine.rawValue),
                "set": .string(set), "head": .string(head), "assumes": engine.assumptions,
                "rebases": .list(rebases.map(\.node)),
            ]
        )
        writer.write(scripts)
        text = writer.bytes
        scriptsHash = SHA256Digest(of: text).hexadecimal
    }
}

extension MigrationScripts {
    /// What a layer has: the scripts in their order, baselines last.
    package var deployed: [MigrationScript] { scripts + baselines }
}

extension DatabaseEngine {
    /// What the server must be set to for the scripts to be cut into statements as the manifest has them.
    fileprivate var assumptions: TemplateNode {
        switch self {
        case .mysql: .map(["sqlModeWithout": .list(["ANSI_QUOTES", "NO_BACKSLASH_ESCAPES"].map(TemplateNode.string))])
        case .postgresql: .map(["standardConformingStrings": .string("on")])
        }
    }
}

extension MigrationScript {
    /// What the manifest says of the script besides its statements.
    var manifestEntry: OrderedDictionary<String, TemplateNode> {
        var entry: OrderedDictionary<String, TemplateNode> = ["script": .string(name), "kind": .string(kind.rawValue)]
        entry["version"] = version.map { .string($0.text) }
        entry["description"] = .string(description)
        entry["checksum"] = .string(checksum)
        entry["content"] = text == source ? nil : .string(SHA256Digest(of: text.bytes).hexadecimal)
        entry["phase"] = directives.phase == .contract ? .string("contract") : nil
        entry["mode"] = .string(mode.rawValue)
        entry["timeout"] = directives.timeout.map(TemplateNode.integer)
        entry["lockTimeout"] = directives.lockTimeout.map(TemplateNode.integer)
        entry["waivers"] = waived.isEmpty ? nil : .list(waived.map(\.node))
        return entry
    }
}

extension UndoScript {
    var manifestEntry: OrderedDictionary<String, TemplateNode> {
        var entry: OrderedDictionary<String, TemplateNode> = [
            "script": .string(name), "content": .string(checksum), "mode": .string(mode.rawValue),
        ]
        entry["timeout"] = directives.timeout.map(TemplateNode.integer)
        entry["lockTimeout"] = directives.lockTimeout.map(TemplateNode.integer)
        return entry
    }
}

extension Rebase {
    fileprivate var node: TemplateNode {
        var entry: OrderedDictionary<String, TemplateNode> = [
            "script": .string(script), "checksum": .string(checksum),
        ]
        switch change {
        case .edited: entry["name"] = .string(script)
        case .renamed(let name, _): entry["name"] = .string(name)
        case .removed: break
        }
        entry["reason"] = .string(reason)
        return .map(entry)
    }
}

extension WaivedFinding {
    fileprivate var node: TemplateNode {
        .map(["code": .string(finding.code.rawValue), "reason": .string(reason), "statement": .integer(statement)])
    }
}

extension StatementProbe {
    var node: TemplateNode {
        var entry: OrderedDictionary<String, TemplateNode> = ["kind": .string(kind.rawValue)]
        entry["schema"] = schema.map(TemplateNode.string)
        entry["table"] = table.map(TemplateNode.string)
        entry["name"] = .string(name)
        entry["exists"] = .boolean(exists)
        return .map(entry)
    }
}
