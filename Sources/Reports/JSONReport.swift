internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

extension DiagnosticReport {
    /// An array of the problems; what a problem lacks, its object lacks.
    ///
    /// - Shape: `[{"code": "SQL402", "severity": "error", "file": "sql/V2__b.sql", "line": 1, "column": 3, "problem": …,
    ///   "got": …, "expected": …, "fix": …, "trace": [{"file": …, "line": …, "text": …}], "detail": …}]`.
    ///   A place has no object of its own, unlike in the JSON of `stacks diff`.
    /// - Units: lines and columns are counted from 1, columns in bytes of UTF-8.
    var jsonText: String {
        TemplateNode.list(diagnostics.map(entry)).text(as: .json)
    }

    private func entry(of diagnostic: Diagnostic) -> TemplateNode {
        var entry: OrderedDictionary<String, TemplateNode> = [
            "code": .string(diagnostic.code.rawValue), "severity": .string(diagnostic.severity.rawValue),
        ]
        add(diagnostic.place, to: &entry)
        entry["problem"] = .string(diagnostic.problem)
        entry["got"] = diagnostic.got.map(TemplateNode.string)
        entry["expected"] = diagnostic.expected.map(TemplateNode.string)
        entry["fix"] = diagnostic.fix.map(TemplateNode.string)
        if !diagnostic.trace.isEmpty {
            entry["trace"] = .list(diagnostic.trace.map(line))
        }
        entry["detail"] = diagnostic.detail.map(TemplateNode.string)
        return .map(entry)
    }

    private func line(of trace: Diagnostic.Trace) -> TemplateNode {
        var entry: OrderedDictionary<String, TemplateNode> = [:]
        add(trace.place, to: &entry)
        entry["text"] = .string(trace.text)
        return .map(entry)
    }

    private func add(_ place: Place?, to entry: inout OrderedDictionary<String, TemplateNode>) {
        guard let place else { return }
        entry["file"] = .string(path(place.file))
        entry["line"] = place.line.map(TemplateNode.integer)
        entry["column"] = place.column.map(TemplateNode.integer)
    }
}
