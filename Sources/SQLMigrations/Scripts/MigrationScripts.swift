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

    /// By version.
    package private(set) var scripts: [MigrationScript] = []
    package private(set) var problems: [Diagnostic] = []

    /// - Parameters:
    ///   - files: those whose names end in `.sql`, in any order.
    ///   - folder: where they were found, for the places of problems.
    package init(_ files: [File], in folder: String, engine: DatabaseEngine, options: ScriptOptions = ScriptOptions()) {
        for script in files.concurrentMap({ Self.script(from: $0, at: Place(file: "\(folder)/\($0.name)")) }) {
            switch script {
            case .success(let script): scripts.append(script)
            case .failure(let problem): problems.append(problem)
            }
        }
        scripts.sort(by: MigrationScript.isOrdered)
        for (first, second) in zip(scripts, scripts.dropFirst()) where first.version == second.version {
            let place = Place(file: "\(folder)/\(second.name)")
            problems.append(.duplicateVersion(second, of: first, place: place))
        }
    }

    private static func script(from file: File, at place: Place) -> Result<MigrationScript, Diagnostic> {
        let baseName = file.name.split(separator: "/").last.map(String.init) ?? file.name
        if let kind = ScriptName.unsupportedKind(of: baseName) {
            return .failure(.unsupportedScript(baseName, kind: kind, place: place))
        }
        guard let parts = ScriptName(baseName) else { return .failure(.unversionedScript(baseName, place: place)) }
        guard HistoryLimits.hasRoom(for: parts, of: file.name) else {
            return .failure(.longScriptName(file.name, place: place))
        }
        do throws(ScriptText.InvalidByte) {
            let text = try ScriptText(file.bytes)
            if text.isBlank { return .failure(.emptyScript(place: place)) }
            if let line = text.markerLine { return .failure(.markedScript(line, place: place)) }
            return .success(MigrationScript(name: file.name, parts: parts, text: text))
        } catch {
            return .failure(.invalidText(error, file: place.file))
        }
    }
}

/// What the columns of the history take.
private enum HistoryLimits {
    static func hasRoom(for parts: ScriptName, of name: String) -> Bool {
        parts.version.text.utf8.count <= 64 && parts.description.unicodeScalars.count <= 200
            && name.unicodeScalars.count <= 500
    }
}
