internal import BorealisHashing
internal import OrderedCollections
internal import TemplateModel

// What the runner's history keeps of a script besides its names; the handler's `manifest.py` has the same.

extension MigrationScript {
    /// SHA-256 over the hashes of all statements: 64 digits.
    var statementsHash: String {
        let hashes = statements.map { $0.hash(in: text) }.joined()
        return SHA256Digest(of: Array(hashes.utf8)).hexadecimal
    }

    /// What checks found and was let pass, as the manifest has it; nil where nothing was.
    var waiversText: String? {
        manifestEntry["waivers"]?.line
    }
}

extension MigrationStatement {
    /// SHA-256 of what is sent: 64 digits.
    func hash(in text: ScriptText) -> String {
        SHA256Digest(of: Array(text.bytes[statement.code])).hexadecimal
    }

    /// As the manifest has it, with its text in place of where it is.
    fileprivate func historyEntry(in text: ScriptText) -> TemplateNode {
        var entry: OrderedDictionary<String, TemplateNode> = ["line": .integer(statement.line)]
        if (kind.language, kind.effect) != (.dml, .data) {
            entry["class"] = .string("\(kind.language.rawValue) \(kind.effect.rawValue)")
        }
        if kind.transaction != .inside { entry["transaction"] = .string(kind.transaction.rawValue) }
        if kind.hasSecret { entry["secret"] = .boolean(true) }
        entry["probe"] = kind.probe?.node
        entry["text"] = .string(String(decoding: text.bytes[statement.code], as: UTF8.self))
        return .map(entry)
    }
}

extension UndoScript {
    /// What undoes a script in the state in which that was applied: JSON in a line.
    ///
    /// - Shape: `{"script": "U7__orders.sql", "mode": "transaction", "statements": [{"line": 1, "class": "ddl
    ///   destructive", "text": "DROP TABLE orders"}]}`, the rest as in the manifest.
    var historyText: String {
        var entry = manifestEntry
        entry["content"] = nil
        entry["statements"] = .list(statements.map { $0.historyEntry(in: text) })
        return TemplateNode.map(entry).line
    }
}
