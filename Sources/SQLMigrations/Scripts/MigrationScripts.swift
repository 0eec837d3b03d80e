package import BorealisDiagnostics

/// The scripts of a folder, in the order in which they run, and what is wrong with them.
///
/// It reads nothing: it is given what was read.
package struct MigrationScripts: Sendable {
    /// A file as it was found.
    package struct File {
        /// Below the folder of the scripts.
        package let name: String
        package let bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// By version.
    package private(set) var scripts: [MigrationScript] = []
    package private(set) var problems: [Diagnostic] = []

    /// - Parameters:
    ///   - files: those whose names end in `.sql`, in any order.
    ///   - folder: where they were found, for the places of problems.
    package init(_ files: [File], in folder: String) {
        for file in files {
            add(file, at: Place(file: "\(folder)/\(file.name)"))
        }
        scripts.sort { ($0.version, $0.name) < ($1.version, $1.name) }
        for (first, second) in zip(scripts, scripts.dropFirst()) where first.version == second.version {
            let place = Place(file: "\(folder)/\(second.name)")
            problems.append(.duplicateVersion(second, of: first, place: place))
        }
    }

    private mutating func add(_ file: File, at place: Place) {
        let baseName = file.name.split(separator: "/").last.map(String.init) ?? file.name
        guard let parts = ScriptName(baseName) else {
            problems.append(.unversionedScript(baseName, place: place))
            return
        }
        do throws(ScriptText.InvalidByte) {
            scripts.append(MigrationScript(name: file.name, parts: parts, text: try ScriptText(file.bytes)))
        } catch {
            problems.append(.invalidText(error, file: place.file))
        }
    }
}
