internal import OrderedCollections
internal import ResourceSchema
package import TemplateModel

/// A template with what several rules ask of it, found once.
struct TemplateFacts {
    let template: Template
    /// The type of each resource that has one.
    let types: OrderedDictionary<String, String>
    let uses: [TemplateUse]
    let schema: (String) -> ResourceTypeSchema?
    /// Whether elements may be added that the text doesn't name: by a macro, an include or a module.
    let hasMoreNames: Bool
    /// What loops make the names of elements of.
    private let loopNames: [LoopName]
    /// Whether elements may be used that the text doesn't name.
    let hasMoreUses: Bool

    init(_ template: Template, schema: @escaping (String) -> ResourceTypeSchema?) {
        self.template = template
        self.schema = schema
        types = template.resources.compactMapValues(\.typeName)
        let walk = UseWalk(through: template)
        uses = walk.uses
        hasMoreNames = template.mayGrow
        loopNames = template.sections.flatMap(LoopName.names)
        hasMoreUses = hasMoreNames || !loopNames.isEmpty || walk.namesMore
    }

    /// Whether a loop may make an element of this name: `Topic${Name}` may be `TopicOrders`.
    func mayBeMade(_ name: String) -> Bool {
        loopNames.contains { $0.mayBe(name) }
    }

    var hasOwnMacros: Bool { template.hasOwnMacros }

    var isServerless: Bool { template.isServerless }
}

extension Template {
    /// Whether a macro that somebody wrote reads the template first: it may have any form.
    var hasOwnMacros: Bool {
        transforms.contains { !$0.hasPrefix("AWS::") }
    }

    /// Whether the serverless transform reads the template, which has keys of its own.
    var isServerless: Bool {
        transforms.contains { $0.hasPrefix("AWS::Serverless-") }
    }

    fileprivate var sections: [Section] {
        [parameters, mappings, conditions, resources, outputs]
    }

    fileprivate var mayGrow: Bool {
        include != nil || transforms.contains { $0 != "AWS::LanguageExtensions" }
            || sections.contains { $0.keys.contains { $0.hasPrefix("Fn::") && !$0.hasPrefix(LoopName.loop) } }
            || resources.values.contains { $0.typeName?.hasSuffix("::MODULE") ?? false }
    }
}

extension TemplateNode {
    var entries: OrderedDictionary<String, TemplateNode>? {
        if case .map(let entries) = self { entries } else { nil }
    }

    /// Whether something else comes in its place, by a function of CloudFormation or of a macro.
    var isFunction: Bool {
        call != nil || entries?.keys.contains { $0.hasPrefix("Fn::") } ?? false
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The type of a resource; nil for one without.
    package var typeName: String? {
        entries?["Type"]?.string
    }

    /// The properties of a resource; those that it lacks are checked, too.
    var propertiesNode: TemplateNode {
        entries?["Properties"] ?? .map([:])
    }
}
