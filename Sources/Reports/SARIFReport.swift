internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

extension DiagnosticReport {
    /// A log of one run, with what each code that is in it means.
    ///
    /// The base of the paths is the folder that the tool was run in.
    /// - Units: columns are counted in bytes of UTF-8, which a reader takes for characters: both are the same where a line
    ///   is ASCII up to there.
    /// - Source: OASIS, Static Analysis Results Interchange Format 2.1.0 Plus Errata 01, read 2026-11-21.
    var sarifText: String { SARIFLog(of: self).text }
}

private struct SARIFLog {
    private let report: DiagnosticReport
    /// In their order, each once.
    private let codes: [String]
    private let indices: [String: Int]

    init(of report: DiagnosticReport) {
        self.report = report
        codes = Set(report.diagnostics.map(\.code.rawValue)).sorted()
        indices = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    }

    var text: String {
        let driver: OrderedDictionary<String, TemplateNode> = [
            "name": .string("Borealis"), "rules": .list(codes.map(rule)),
        ]
        let run: OrderedDictionary<String, TemplateNode> = [
            "tool": .map(["driver": .map(driver)]), "columnKind": .string("unicodeCodePoints"),
            "results": .list(results),
        ]
        let log: OrderedDictionary<String, TemplateNode> = [
            "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"), "version": .string("2.1.0"),
            "runs": .list([.map(run)]),
        ]
        return TemplateNode.map(log).text(as: .json)
    }

    private func rule(for code: String) -> TemplateNode {
        var rule: OrderedDictionary<String, TemplateNode> = ["id": .string(code)]
        if let known = CataloguedCode(rawValue: code) {
            rule["shortDescription"] = .map(["text": .string(known.meaning)])
            rule["help"] = .map(["text": .string("Borealis says \(code) where \(known.meaning).")])
            rule["helpUri"] = known.source.map(TemplateNode.string)
        }
        return .map(rule)
    }

    private var results: [TemplateNode] {
        guard !report.identities.isEmpty else { return report.diagnostics.map { .map(result(of: $0)) } }
        return zip(report.diagnostics, report.identities).map { diagnostic, identity in
            var diagnostic = diagnostic
            diagnostic.place = diagnostic.place ?? identity.fallback ?? Place(file: Self.lastResort, line: 1)
            var result = result(of: diagnostic)
            result["partialFingerprints"] = .map(["borealis/v1": .string("\(diagnostic.code.rawValue):\(identity.key)")]
            )
            return .map(result)
        }
    }

    /// GitHub takes none of the results of a log in which one has no location.
    ///
    /// - Source: github/codeql-action, issue 1738 ("expected at least one location"), read 2026-11-22.
    private static let lastResort = "Package.swift"

    private func result(of diagnostic: Diagnostic) -> OrderedDictionary<String, TemplateNode> {
        let code = diagnostic.code.rawValue
        var result: OrderedDictionary<String, TemplateNode> = ["ruleId": .string(code)]
        result["ruleIndex"] = indices[code].map(TemplateNode.integer)
        result["level"] = .string(diagnostic.severity.rawValue)
        let lines = diagnostic.trace.filter { $0.place == nil }.map(\.text)
        let words =
            [diagnostic.sentence] + lines + [diagnostic.fix.map { "fix: \($0)" }].compactMap(\.self)
            + diagnostic.visibleDetail
        result["message"] = .map(["text": .string(words.joined(separator: "\n"))])
        if let place = diagnostic.place {
            result["locations"] = .list([location(of: place)])
        }
        let related = diagnostic.trace.compactMap { trace in trace.place.map { location(of: $0, saying: trace.text) } }
        if !related.isEmpty {
            result["relatedLocations"] = .list(related)
        }
        return result
    }

    private func location(of place: Place, saying text: String? = nil) -> TemplateNode {
        var physical: OrderedDictionary<String, TemplateNode> = [
            "artifactLocation": .map(["uri": .string(report.path(place.file).uri)])
        ]
        if let line = place.line {
            var region: OrderedDictionary<String, TemplateNode> = ["startLine": .integer(line)]
            region["startColumn"] = place.column.map(TemplateNode.integer)
            physical["region"] = .map(region)
        }
        var location: OrderedDictionary<String, TemplateNode> = ["physicalLocation": .map(physical)]
        location["message"] = text.map { .map(["text": .string($0)]) }
        return .map(location)
    }
}

extension String {
    /// Relative to the folder that the tool was run in, or of the file's own.
    fileprivate var uri: String { (hasPrefix("/") ? "file://" : "") + percentEncoded }

    /// As a reference in a URI: all but letters, digits and a few marks as bytes in hexadecimal.
    fileprivate var percentEncoded: String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        return utf8.reduce(into: "") { text, byte in
            let digits = String(byte, radix: 16, uppercase: true)
            text += plain.contains(byte) ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
        }
    }
}
