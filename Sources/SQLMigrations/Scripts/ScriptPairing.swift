internal import BorealisDiagnostics

/// Brings together what was read of the files of a folder: scripts of the same version, and what undoes which.
struct ScriptPairing {
    /// A file whose name fits a pattern, whatever is wrong with its text.
    private struct Entry {
        let read: ReadScript
        let name: ScriptName
    }

    private let scripts: [Entry]
    private let undos: [Entry]

    init(_ files: [ReadScript]) {
        let entries = files.compactMap { read in read.name.map { Entry(read: read, name: $0) } }
            .sorted { Self.isOrdered($0, $1) }
        scripts = entries.filter { $0.name.kind != .undo }
        undos = entries.filter { $0.name.kind == .undo }
    }

    private static func isOrdered(_ left: Entry, _ right: Entry) -> Bool {
        guard let leftVersion = left.name.version, let rightVersion = right.name.version, leftVersion != rightVersion
        else { return left.read.path < right.read.path }
        return leftVersion < rightVersion
    }

    /// The scripts with what undoes them, in no order.
    func joined() -> [(script: MigrationScript, isLeftOut: Bool)] {
        let undos = Dictionary(
            undos.compactMap { entry in entry.name.version.map { ($0, entry.read.undo) } },
            uniquingKeysWith: { first, _ in first }
        )
        return scripts.compactMap { entry in
            guard var script = entry.read.script else { return nil }
            if let version = script.version, script.kind == .versioned {
                script.undo = script.undo ?? undos[version] ?? nil
            }
            return (script, entry.read.isLeftOut)
        }
    }

    func problems() -> [Diagnostic] {
        duplicates(of: .versioned) + duplicates(of: .baseline) + duplicateRepeatables() + undoProblems()
    }

    private func duplicates(of kind: MigrationScript.Kind) -> [Diagnostic] {
        let same = scripts.filter { $0.name.kind == .script(kind) }
        return zip(same, same.dropFirst()).compactMap { first, second in
            guard let version = second.name.version, first.name.version == version else { return nil }
            return .duplicateVersion(version, of: second.read.path, and: first.read.path, place: second.read.place)
        }
    }

    private func duplicateRepeatables() -> [Diagnostic] {
        var first: [String: String] = [:]
        return scripts.filter { $0.name.kind == .script(.repeatable) }.compactMap { entry in
            guard let other = first.updateValue(entry.read.path, forKey: entry.name.description) else { return nil }
            return .duplicateRepeatable(entry.read.path, and: other, place: entry.read.place)
        }
    }

    private func undoProblems() -> [Diagnostic] {
        let versioned = scripts.filter { $0.name.kind == .script(.versioned) }
        // The first, where two have the same version.
        let byVersion = Dictionary(
            versioned.compactMap { entry in entry.name.version.map { ($0, entry.read) } },
            uniquingKeysWith: { first, _ in first }
        )
        var first: [ScriptVersion: String] = [:]
        return undos.compactMap { entry in
            guard let version = entry.name.version else { return nil }
            let other = first.updateValue(entry.read.path, forKey: version)
            guard let script = byVersion[version] else {
                let nearest = versioned.map(\.read.path)
                return .undoWithoutScript(entry.read.path, version: version, among: nearest, place: entry.read.place)
            }
            if let other = other ?? (script.script?.undo == nil ? nil : script.path) {
                return .duplicateUndo(entry.read.path, and: other, version: version, place: entry.read.place)
            }
            return nil
        }
    }
}
