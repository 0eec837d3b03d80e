internal import BorealisDiagnostics
internal import TemplateDiff

/// A suite for each stack and a case for each entry of its outline: closed guards and refused scripts fail, what isn't
/// known is skipped.
///
/// - Shape: `testsuites/testsuite/(properties, testcase*)`; what an entry says stands in its `failure`, `skipped` or
///   `system-out`. `file` and `line` of a case are those of Swift or SQL.
/// - Source: the schema junit-10.xsd of Jenkins' xUnit plugin, and GitLab Docs, "Unit test reports" for `file`; read
///   2026-11-22. `file` and `line` are of newer versions of the schema; older ones have neither.
struct JUnitReport {
    private let report: DifferenceReport

    init(_ report: DifferenceReport) {
        self.report = report
    }

    var text: String {
        let suites =
            report.outlines().map { Suite($0, path: report.path) } + (report.remarks.isEmpty ? [] : [noticeSuite])
        let counts = suites.reduce(into: (tests: 0, failures: 0, errors: 0)) { counts, suite in
            counts.tests += suite.cases.count
            counts.failures += suite.count(of: .failure)
            counts.errors += suite.count(of: .error)
        }
        let attributes = [
            ("name", "stacks diff"), ("tests", "\(counts.tests)"), ("failures", "\(counts.failures)"),
            ("errors", "\(counts.errors)"),
        ]
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + XML.element("testsuites", attributes, depth: 0, children: suites.map { $0.text(path: report.path) })
    }

    /// What concerns the run as a whole.
    private var noticeSuite: Suite {
        let cases = report.remarks.map { remark in
            let entry = OutlineEntry(remark, key: "", path: report.path)
            return Case(
                name: entry.headline,
                type: entry.code.rawValue,
                place: entry.place,
                lines: entry.details.flatMap(\.plainLines),
                remark.severity == .error ? .error : .passed
            )
        }
        return Suite(name: "run", properties: [], cases: cases)
    }
}

private struct Case {
    enum Result: String {
        case passed = "system-out"
        case failure
        case error
        case skipped
    }

    let name: String
    let type: String
    let place: Place?
    let lines: [String]
    let result: Result

    init(name: String, type: String, place: Place?, lines: [String], _ result: Result) {
        self.name = name
        self.type = type
        self.place = place
        self.lines = lines
        self.result = result
    }

    init(_ entry: OutlineEntry, _ kind: OutlinePart.Kind, path: (String) -> String) {
        let type = entry.type.map { "(\($0))" }
        let finds = entry.findings.flatMap { $0.lines(path: path) }
        self.init(
            name: [entry.name, type, entry.headline].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " "),
            type: entry.code.rawValue,
            place: entry.place,
            lines: entry.details.flatMap(\.plainLines) + finds + entry.ways.map { "fix: \($0)" },
            kind == .gaps ? .skipped : entry.severity == .error ? .failure : .passed
        )
    }

    func text(in suite: String, path: (String) -> String) -> String {
        let position = [
            place.map { ("file", path($0.file).visible) }, place?.line.map { ("line", "\($0)") },
        ]
        let attributes = [("classname", suite), ("name", name)] + position.compactMap(\.self)
        return XML.element("testcase", attributes, depth: 2, children: [outcome].compactMap(\.self))
    }

    private var outcome: String? {
        let text = lines.joined(separator: "\n")
        if result == .passed { return text.isEmpty ? nil : XML.element(result.rawValue, [], depth: 3, text: text) }
        return XML.element(result.rawValue, [("type", type), ("message", name)], depth: 3, text: text)
    }
}

private struct Suite {
    let name: String
    let properties: [(name: String, value: String)]
    let cases: [Case]

    init(name: String, properties: [(name: String, value: String)], cases: [Case]) {
        self.name = name
        self.properties = properties
        self.cases = cases
    }

    init(_ outline: Outline, path: (String) -> String) {
        self.init(
            name: outline.stack,
            properties: [("comparison", outline.comparison), ("verdict", outline.verdict)],
            cases: outline.parts.flatMap { part in part.entries.map { Case($0, part.kind, path: path) } }
        )
    }

    func count(of result: Case.Result) -> Int { cases.count { $0.result == result } }

    func text(path: (String) -> String) -> String {
        let attributes = [
            ("name", name), ("tests", "\(cases.count)"), ("failures", "\(count(of: .failure))"),
            ("errors", "\(count(of: .error))"), ("skipped", "\(count(of: .skipped))"),
        ]
        let list = properties.map { XML.element("property", [("name", $0.name), ("value", $0.value)], depth: 3) }
        let head = properties.isEmpty ? [] : [XML.element("properties", [], depth: 2, children: list)]
        let children = head + cases.map { $0.text(in: name, path: path) }
        return XML.element("testsuite", attributes, depth: 1, children: children)
    }
}

extension Diagnostic {
    /// `sql/V2__b.sql:3: warning[SQL501]: …`, then what else there is of it.
    fileprivate func lines(path: (String) -> String) -> [String] {
        let entry = OutlineEntry(self, key: "", path: path)
        let start = place.map { $0.text(path: path) + ": " } ?? ""
        return ["\(start)\(severity.rawValue)[\(code.rawValue)]: \(entry.headline)"]
            + entry.details.flatMap(\.plainLines).map { "  \($0)" }
    }
}

/// Elements as text; the texts in them have no character that XML forbids.
private enum XML {
    static func element(
        _ name: String,
        _ attributes: [(String, String)],
        depth: Int,
        children: [String] = [],
        text: String = ""
    ) -> String {
        let indentation = String(repeating: "  ", count: depth)
        let list = attributes.map { " \($0)=\"\(escaped($1))\"" }.joined()
        let start = "\(indentation)<\(name)\(list)"
        if children.isEmpty, text.isEmpty { return start + "/>\n" }
        if children.isEmpty { return start + ">\(escaped(text))</\(name)>\n" }
        return start + ">\n" + children.joined() + "\(indentation)</\(name)>\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
