package import BorealisDiagnostics
internal import BorealisParallelism

/// The scripts of a folder, in the order in which they run, and what is wrong with them.
///
/// It reads nothing: it is given what was read.
package struct MigrationScripts: Sendable {
    /// A file as it was found.
    package struct File: Sendable {
        /// Below the folder of the scripts.
        package let name: String
        package let bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    package let engine: DatabaseEngine
    /// The versioned ones by version, then the repeatable ones by name.
    package private(set) var scripts: [MigrationScript] = []
    /// By version; they are no part of what is run in order.
    package private(set) var baselines: [MigrationScript] = []
    /// Those for other environments, in the order of the others.
    package private(set) var leftOut: [MigrationScript] = []
    /// The names of the files that may be scripts, and that none could be made of.
    let unreadable: Set<String>
    /// Sorted.
    package private(set) var problems: [Diagnostic] = []

    /// - Parameters:
    ///   - files: those whose names end in `.sql`, in any order.
    ///   - others: the names of the other files: goose has migrations that are no SQL.
    ///   - folder: where they were found, for the places of problems.
    ///   - place: of the construct that names the folder, for problems of the options.
    package init(
        _ files: [File],
        others: [String] = [],
        in folder: String,
        engine: DatabaseEngine,
        options: ScriptOptions = ScriptOptions(),
        place: Place? = nil
    ) {
        let reader = ScriptReader(folder: folder, engine: engine, options: options)
        let read = files.concurrentMap(reader.read)
        self.engine = engine
        unreadable = Set(read.filter { $0.script == nil && $0.name?.kind != .undo }.map(\.path))
        let pairing = ScriptPairing(read)
        problems = read.flatMap(\.problems) + pairing.problems()
        problems += others.filter { ScriptName.isGoMigration($0.baseName) }.map { name in
            .goMigration(name, place: Place(file: "\(folder)/\(name)"))
        }
        problems += options.problems(for: engine, place: place)
        let used = read.reduce(into: Set<String>()) { $0.formUnion($1.usedPlaceholders) }
        problems += options.placeholders.keys.filter { !used.contains($0) && Placeholder.isName($0) }.map { name in
            .unusedPlaceholder(name, place: place)
        }
        problems.sort()
        for script in pairing.joined().sorted(by: { MigrationScript.isOrdered($0.script, $1.script) }) {
            if script.isLeftOut {
                leftOut.append(script.script)
            } else if script.script.kind == .baseline {
                baselines.append(script.script)
            } else {
                scripts.append(script.script)
            }
        }
    }
}

extension MigrationScripts {
    /// Those of every kind and environment.
    package var all: [MigrationScript] { scripts + baselines + leftOut }

    func without(_ isLeftOut: (Diagnostic) -> Bool) -> MigrationScripts {
        var scripts = self
        scripts.problems.removeAll(where: isLeftOut)
        return scripts
    }
}

extension String {
    /// What follows the last slash of a path.
    var baseName: String {
        split(separator: "/").last.map(String.init) ?? self
    }
}
