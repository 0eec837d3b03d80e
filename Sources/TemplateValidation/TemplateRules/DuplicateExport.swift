internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// Two outputs are exported under one name, which is unique in an account and region.
///
/// Outputs with different conditions may be there one at a time, and pass.
enum DuplicateExport {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        var exports: [TemplateNode: Exports] = [:]
        var findings: [Finding] = []
        for (id, output) in facts.template.outputs {
            guard let name = output.entries?["Export"]?.entries?["Name"] else { continue }
            let condition = output.entries?["Condition"]
            guard let earlier = exports[name, default: Exports()].add(id, if: condition) else { continue }
            findings.append(finding(id, name, first: earlier))
        }
        return findings
    }

    /// The first outputs of a name.
    private struct Exports {
        private var first: String?
        private var byCondition: [TemplateNode?: String] = [:]

        /// - Returns: an earlier output that can be there at the same time.
        mutating func add(_ id: String, if condition: TemplateNode?) -> String? {
            let earlier = condition == nil ? first : byCondition[nil] ?? byCondition[condition]
            first = first ?? id
            byCondition[condition] = byCondition[condition] ?? id
            return earlier
        }
    }

    private static func finding(_ id: String, _ name: TemplateNode, first: String) -> Finding {
        let text = name.string ?? name.call?.argument.string
        return Finding(
            .duplicateExport,
            at: TemplateLocation("Outputs", id, "Export", "Name"),
            "two outputs are exported under the same name",
            got: "\(text ?? name.shown) for \(first) and \(id)",
            expected: "one output for each name",
            fix: "rename the export of \(id)",
            trace: [Finding.Trace("the other is here", at: TemplateLocation("Outputs", first))]
        )
    }
}
