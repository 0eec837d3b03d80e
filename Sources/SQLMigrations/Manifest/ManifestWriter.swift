internal import BorealisParallelism
internal import OrderedCollections
internal import TemplateModel

/// Writes a manifest as JSON with one line for each script and each statement: a set has few of the former and may
/// have a million of the latter, of which most need no more than where they are.
struct ManifestWriter {
    private(set) var bytes: [UInt8]

    /// - Parameter header: what comes before the scripts.
    init(header: OrderedDictionary<String, TemplateNode>) {
        bytes = Array("{\n".utf8)
        for (name, value) in header {
            bytes += "  \"\(name)\": \(value.line),\n".utf8
        }
    }

    mutating func write(_ scripts: [MigrationScript]) {
        bytes += "  \"scripts\": [".utf8
        for (index, entry) in scripts.concurrentMap(Self.entry).enumerated() {
            bytes += (index == 0 ? "\n    " : ",\n    ").utf8
            bytes += entry
        }
        bytes += (scripts.isEmpty ? "]\n}\n" : "\n  ]\n}\n").utf8
    }

    private static func entry(of script: MigrationScript) -> [UInt8] {
        var bytes = open(script.manifestEntry)
        append(script.statements, to: &bytes)
        if let undo = script.undo {
            bytes += ", \"undo\": ".utf8
            bytes += open(undo.manifestEntry)
            append(undo.statements, to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// An object that isn't closed yet.
    private static func open(_ entry: OrderedDictionary<String, TemplateNode>) -> [UInt8] {
        Array(TemplateNode.map(entry).line.utf8.dropLast())
    }

    private static func append(_ statements: [MigrationStatement], to bytes: inout [UInt8]) {
        bytes += ", \"statements\": [".utf8
        for (index, statement) in statements.enumerated() {
            bytes += (index == 0 ? "\n      " : ",\n      ").utf8
            append(statement, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func append(_ statement: MigrationStatement, to bytes: inout [UInt8]) {
        bytes += "{\"line\": ".utf8
        append(statement.statement.line, to: &bytes)
        bytes += ", \"offset\": ".utf8
        append(statement.statement.code.lowerBound, to: &bytes)
        bytes += ", \"length\": ".utf8
        append(statement.statement.code.count, to: &bytes)
        let kind = statement.kind
        if (kind.language, kind.effect) != (.dml, .data) {
            bytes += ", \"class\": \"\(kind.language.rawValue) \(kind.effect.rawValue)\"".utf8
        }
        if kind.transaction != .inside {
            bytes += ", \"transaction\": \"\(kind.transaction.rawValue)\"".utf8
        }
        if kind.hasSecret {
            bytes += ", \"secret\": true".utf8
        }
        if let probe = kind.probe {
            bytes += ", \"probe\": \(probe.node.line)".utf8
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Without a string in between.
    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        let start = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}
