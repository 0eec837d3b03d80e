internal import BorealisDiagnostics

/// Whose findings are old news.
extension MigrationScripts {
    /// The scripts in which something is found that the Data API would run, by their names.
    package func riskyScripts(in folder: String) -> Set<String> {
        let files = Set(problems.filter(\.isRisk).compactMap { $0.place?.file })
        return Set(all.map(\.name).filter { files.contains("\(folder)/\($0)") })
    }

    /// Without what is found in scripts that were run long ago: it has happened, and they can't be edited any more.
    package func settling(_ names: Set<String>, in folder: String) -> MigrationScripts {
        let files = Set(names.map { "\(folder)/\($0)" })
        return without { $0.isRisk && $0.place.map { files.contains($0.file) } ?? false }
    }
}

extension Diagnostic {
    fileprivate var isRisk: Bool {
        SQLRules.rule(code.rawValue).map { !$0.isFixed } ?? false
    }
}
