internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// `Ref`, `Fn::GetAtt`, `Fn::Sub` or `DependsOn` names what the template doesn't have.
enum UnknownTarget {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        guard !facts.hasMoreNames else { return [] }
        let template = facts.template
        var nearest = NearestNames(among: Array(template.resources.keys) + template.parameters.keys)
        return facts.uses.compactMap { use in
            guard use.isDependency, !use.target.hasPrefix("AWS::") else { return nil }
            let isResource = template.resources[use.target] != nil
            if isResource { return use.comesFirst ? inCondition(use) : nil }
            guard use.kind != .reference || template.parameters[use.target] == nil, !facts.mayBeMade(use.target) else {
                return nil
            }
            return unknown(use, nearest: nearest.nearest(to: use.target))
        }
    }

    private static func unknown(_ use: TemplateUse, nearest: String?) -> Finding {
        Finding(
            .unknownTarget,
            at: use.location,
            "\(use.location.name) refers to what the template doesn't have",
            got: use.target,
            expected: use.kind == .reference ? "a resource or parameter of the template" : "a resource of the template",
            fix: nearest.map { "write \($0)" } ?? "name an element of the template, or add it"
        )
    }

    private static func inCondition(_ use: TemplateUse) -> Finding {
        Finding(
            .unknownTarget,
            at: use.location,
            "condition \(use.owner) uses a resource, and conditions are evaluated before there are any",
            got: use.target,
            expected: "parameters, mappings, pseudo parameters and other conditions",
            fix: "decide by a parameter"
        )
    }
}

extension TemplateUse {
    /// Whether it is evaluated before there are resources.
    fileprivate var comesFirst: Bool {
        section == .conditions || section == .rules
    }
}
