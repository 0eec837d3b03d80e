internal import OrderedCollections
internal import TemplateModel

/// A place in a template that names an element of it, or a pseudo parameter.
struct TemplateUse {
    enum Kind: Hashable {
        /// `Ref`, or `${Name}` in `Fn::Sub`.
        case reference
        /// `Fn::GetAtt`, or `${Name.Attribute}` in `Fn::Sub`.
        case attribute(String)
        case dependsOn
        /// `Fn::If`, `Condition` of a resource or output, or a condition inside another.
        case condition
        /// `Fn::FindInMap` with its two keys, where they are text.
        case mapping([String?])
    }

    let kind: Kind
    let target: String
    /// Where the function is called.
    let location: TemplateLocation
    /// Where it stands: `Resources`, `Cluster`.
    let section: TemplateSection
    let owner: String

    /// Whether an element must be there before the owner: a condition or a mapping is no such thing.
    var isDependency: Bool {
        switch kind {
        case .reference, .attribute, .dependsOn: true
        case .condition, .mapping: false
        }
    }
}

/// The sections of a template that name elements or are named.
enum TemplateSection: String {
    case parameters = "Parameters"
    case mappings = "Mappings"
    case conditions = "Conditions"
    case rules = "Rules"
    case resources = "Resources"
    case outputs = "Outputs"
    /// Such as Hooks, which names parameters.
    case other = ""
}
