internal import BorealisDiagnostics

extension Diagnostic {
    /// What is wrong, without its place, code and fix: `two scripts have the same version; got 2, expected one each`.
    var sentence: String {
        let bounds = [got.map { "got \($0)" }, expected.map { "expected \($0)" }].compactMap(\.self)
        return bounds.isEmpty ? problem : "\(problem); \(bounds.joined(separator: ", "))"
    }

    /// The lines of its detail, as they can be shown anywhere.
    var visibleDetail: [String] { detail?.split(whereSeparator: \.isNewline).map { String($0).visible } ?? [] }
}
