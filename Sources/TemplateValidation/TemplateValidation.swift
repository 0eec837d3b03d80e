internal import OrderedCollections
package import ResourceSchema
package import TemplateModel

/// Checks a template against what is known of CloudFormation, of Aurora, and of the types of its resources.
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

    /// All findings: those of properties in the order of the template, then those of the template as a whole, then what
    /// is known of Aurora.
    package func findings() -> [Finding] {
        let facts = TemplateFacts(template, schema: schema)
        return propertyFindings(facts) + TemplateRules.findings(in: facts) + AuroraRules.findings(in: facts)
    }

    /// What keeps a template from being read as one: sections and resources of the wrong form, and nothing inside them.
    package func formFindings() -> [Finding] {
        TemplateRules.formFindings(in: template)
    }

    private func propertyFindings(_ facts: TemplateFacts) -> [Finding] {
        let targets = ReferenceTargets(facts: facts)
        let patterns = PatternLibrary()
        var findings: [Finding] = []
        for (id, type) in facts.types {
            guard let schema = schema(type), let properties = template.resources[id]?.propertiesNode else { continue }
            var walk = PropertyWalk(schema: schema, targets: targets, patterns: patterns)
            walk.visitResource(properties, at: TemplateLocation("Resources", id, "Properties"))
            findings += walk.findings
        }
        return findings
    }
}
