internal import BorealisDiagnostics

extension DiagnosticReport {
    /// A command for each problem: `::error file=sql/V2__b.sql,line=1,col=3,title=SQL402::two scripts …`.
    ///
    /// - Source: GitHub Docs, Workflow commands for GitHub Actions, and `command.ts` of actions/toolkit for what is
    ///   escaped, read 2026-11-21.
    var githubText: String {
        diagnostics.map { command(for: $0) + "\n" }.joined()
    }

    private func command(for diagnostic: Diagnostic) -> String {
        let name =
            switch diagnostic.severity {
            case .error: "error"
            case .warning: "warning"
            case .note: "notice"
            }
        let properties = properties(of: diagnostic).map { "\($0)=\($1.escapedAsProperty)" }.joined(separator: ",")
        return "::\(name) \(properties)::\(message(of: diagnostic).escapedAsMessage)"
    }

    private func properties(of diagnostic: Diagnostic) -> [(name: String, value: String)] {
        let place = diagnostic.place
        let properties = [
            ("file", place.map { path($0.file) }), ("line", place?.line.map { String($0) }),
            ("col", place?.column.map { String($0) }), ("title", diagnostic.code.rawValue),
        ]
        return properties.compactMap { name, value in value.map { (name, $0) } }
    }

    /// The fix stands before what may be long, as GitHub cuts off the end of a message.
    private func message(of diagnostic: Diagnostic) -> String {
        let others = diagnostic.trace.map { trace in
            [trace.place?.text(path: path), trace.text].compactMap(\.self).joined(separator: ": ")
        }
        let fix = [diagnostic.fix.map { "fix: \($0)" }].compactMap(\.self)
        return ([diagnostic.sentence] + fix + others + diagnostic.visibleDetail).joined(separator: "\n")
    }
}

extension String {
    fileprivate var escapedAsMessage: String {
        replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    fileprivate var escapedAsProperty: String {
        escapedAsMessage.replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
