internal import OrderedCollections
package import ResourceSchema
package import TemplateModel

/// Checks a template against what is known of the types of its resources.
///
/// A value that only a deploy knows is never guessed at: what is behind an intrinsic function passes, except for the
/// branches of `Fn::If`, which are checked each.
package struct TemplateValidation {
    private let template: Template
    private let schema: (String) -> ResourceTypeSchema?

    /// - Parameter schema: the schema of a resource type; nil for one that isn't known, of which nothing is checked.
    package init(of template: Template, schema: @escaping (String) -> ResourceTypeSchema?) {
        self.template = template
        self.schema = schema
    }

    /// All findings, in the order of the template.
    package func findings() -> [Finding] {
        let types = template.resources.compactMapValues(\.typeName)
        let targets = ReferenceTargets(types: types)
        let patterns = PatternLibrary()
        var findings: [Finding] = []
        for (id, type) in types {
            guard let schema = schema(type), let properties = template.resources[id]?.propertiesNode else { continue }
            var walk = PropertyWalk(schema: schema, targets: targets, patterns: patterns)
            walk.visitResource(properties, at: TemplateLocation("Resources", id, "Properties"))
            findings += walk.findings
        }
        return findings
    }
}

extension TemplateNode {
    fileprivate var entries: OrderedDictionary<String, TemplateNode>? {
        if case .map(let entries) = self { entries } else { nil }
    }

    fileprivate var typeName: String? {
        if case .string(let type)? = entries?["Type"] { type } else { nil }
    }

    /// The properties of a resource; those that it lacks are checked, too.
    fileprivate var propertiesNode: TemplateNode {
        entries?["Properties"] ?? .map([:])
    }
}
