/// A diagnostic laid out for people.
///
/// ```
/// stacks/Blog/BlogDatabase.swift:14: error[RDS001]: minimum capacity …; got 0.3 ACU, expected 0...256 in steps of 0.5
///   fix: choose 0.5
/// ```
package struct DiagnosticText {
    private let path: (String) -> String
    private let isColoured: Bool

    /// - Parameter path: how a file is named to its reader, for instance relative to its package.
    package init(isColoured: Bool = false, path: @escaping (String) -> String = { $0 }) {
        self.isColoured = isColoured
        self.path = path
    }

    /// The lines of one problem, without a newline at the end.
    package func text(of diagnostic: Diagnostic) -> String {
        var lines = [headline(of: diagnostic)]
        lines += diagnostic.trace.map { trace in "  " + prefix(for: trace.place) + trace.text.escapingControls }
        if let fix = diagnostic.fix {
            lines.append("  fix: " + fix.escapingControls)
        }
        if let detail = diagnostic.detail {
            lines.append("  detail:")
            lines += detail.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
                line.isEmpty ? "" : "    " + line.escapingControls(except: "\t")
            }
        }
        return lines.joined(separator: "\n")
    }

    private func headline(of diagnostic: Diagnostic) -> String {
        let bounds = [diagnostic.got.map { "got " + $0 }, diagnostic.expected.map { "expected " + $0 }].compactMap(
            \.self
        )
        let words = ([diagnostic.problem] + (bounds.isEmpty ? [] : [bounds.joined(separator: ", ")])).joined(
            separator: "; "
        )
        return prefix(for: diagnostic.place) + label(of: diagnostic) + ": " + words.escapingControls
    }

    private func label(of diagnostic: Diagnostic) -> String {
        let label = "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]"
        guard isColoured else { return label }
        let colour =
            switch diagnostic.severity {
            case .error: "31"
            case .warning: "33"
            case .note: "36"
            }
        return "\u{1B}[1;\(colour)m\(label)\u{1B}[0m"
    }

    private func prefix(for place: Place?) -> String {
        guard let place else { return "" }
        let position = [place.line, place.column].compactMap(\.self).map { ":\($0)" }.joined()
        return path(place.file).escapingControls + position + ": "
    }
}

extension StringProtocol {
    /// A name with a line feed or a colour in it doesn't reach the terminal as such.
    fileprivate var escapingControls: String { escapingControls(except: nil) }

    fileprivate func escapingControls(except harmless: Unicode.Scalar?) -> String {
        let isEscaped: (Unicode.Scalar) -> Bool = { $0.isInvisible && $0 != harmless }
        guard unicodeScalars.contains(where: isEscaped) else { return String(self) }
        return unicodeScalars.map { isEscaped($0) ? $0.escaped(asASCII: true) : String($0) }.joined()
    }
}

extension Unicode.Scalar {
    /// Whether it moves, colours, turns or hides text instead of being seen.
    fileprivate var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
