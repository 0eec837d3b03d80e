package import OrderedCollections
package import TemplateModel

/// An app's templates together with what they were made from, for questions about them.
package struct ExaminedApp {
    package let app: SynthesizedApp
    /// One for each stack of the app, in the same order.
    package let sources: [TemplateSource]
}

/// What a template was made from: the constructs, the resources behind the logical IDs, and how a value would be written
/// in it.
package struct TemplateSource {
    /// By their logical IDs, in the order of the template.
    package let resources: OrderedDictionary<String, Resource>
    /// Those of the stack and those inside them, in the order in which they are found.
    package let constructs: [any Construct]
    private let resolver: ExpressionResolver
    /// Elements are told apart by their identity, which another one could have when they are gone.
    private let drafts: [StackDraft]

    init(_ index: Int, of drafts: [StackDraft], crossStack: CrossStackReferences) {
        let members = drafts[index].members.compactMap { member in
            (member.element as? Resource).map { (member.id, $0) }
        }
        self.drafts = drafts
        constructs = drafts[index].discovery.constructs.map(\.construct)
        resources = OrderedDictionary(members) { first, _ in first }
        resolver = ExpressionResolver(
            stack: index,
            directory: Directory(of: drafts),
            crossStack: crossStack,
            schemas: SchemaLibrary()
        )
    }

    /// How the template would have an expression; nil where it refers to an element that is in none of the stacks.
    package func node(for expression: Expression) -> TemplateNode? {
        var resolver = resolver
        let node = resolver.node(for: expression, of: ExpressionResolver.Owner(name: "", place: nil), at: "")
        return resolver.hasUnknownElement ? nil : node
    }

    /// How the template would have the properties of a resource that is in no stack.
    package func properties(of resource: Resource) -> TemplateNode? {
        node(for: .map(resource.bag))
    }
}
