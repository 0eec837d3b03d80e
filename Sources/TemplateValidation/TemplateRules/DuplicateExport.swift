internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// Two outputs are exported under one name, which is unique in an account and region.
///
/// Outputs with different conditions may be there one at a time, and pass.
enum DuplicateExport {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        var owners: [TemplateNode: [(id: String, condition: TemplateNode?)]] = [:]
        var findings: [Finding] = []
        for (id, output) in facts.template.outputs {
            guard let name = output.entries?["Export"]?.entries?["Name"] else { continue }
            let condition = output.entries?["Condition"]
            let earlier = owners[name, default: []].first {
                $0.condition == nil || condition == nil || $0.condition == condition
            }
            owners[name, default: []].append((id, condition))
            guard let earlier else { continue }
            findings.append(finding(id, name, first: earlier.id))
        }
        return findings
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
