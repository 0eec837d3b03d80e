internal import BorealisDiagnostics

extension Place {
    /// `sql/V2__b.sql:3:1`.
    ///
    /// - Parameter path: how a file is named to the reader.
    func text(path: (String) -> String) -> String {
        path(file).visible + [line, column].compactMap { $0.map { ":\($0)" } }.joined()
    }
}
