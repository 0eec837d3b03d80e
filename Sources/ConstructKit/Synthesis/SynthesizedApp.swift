package import BorealisDiagnostics
package import OrderedCollections
package import TemplateModel

/// What an app becomes: the templates of its stacks, and what is wrong with them.
package struct SynthesizedApp: Sendable {
    /// In an order in which they can be deployed: a stack comes after those that it refers to.
    package var stacks: [SynthesizedStack]
    /// Sorted.
    package var diagnostics: [Diagnostic]
}

/// A stack as it will be written.
package struct SynthesizedStack: Sendable {
    /// The name of its property in the app, with a small letter first: `database`.
    package let name: String
    package let template: Template
    /// The names of the stacks that it refers to, in their own order.
    package let dependencies: [String]
    /// What its resources are made of, in the order of the template.
    package let assets: [AssetContent]
    /// The line of Swift of each logical ID.
    package let places: OrderedDictionary<String, Place>
}
