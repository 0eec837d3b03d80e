internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// An object, and the properties that its definition has.
struct ObjectValue {
    let entries: OrderedDictionary<String, TemplateNode>
    let object: ResourceTypeSchema.Object
    let schema: ResourceTypeSchema
    let location: TemplateLocation
}

/// A value that is neither object nor list, or should be neither.
struct ScalarValue {
    let node: TemplateNode
    let kind: ResourceTypeSchema.ScalarKind
    let constraints: ResourceTypeSchema.Constraints
    let location: TemplateLocation

    /// As CloudFormation takes it where it wants a text.
    var text: String? { node.scalarText }

    /// As CloudFormation takes it where it wants a number.
    var number: Double? {
        switch node {
        case .integer(let number): Double(number)
        case .number(let number): number
        // `Double` reads hexadecimal digits and words, too.
        case .string(let text): text.utf8.allSatisfy("0123456789+-.eE".utf8.contains) ? Double(text) : nil
        case .boolean, .list, .map: nil
        }
    }
}

extension String {
    /// The beginning of a long text.
    var abridged: String {
        let limit = 80
        return unicodeScalars.count > limit ? String(unicodeScalars.prefix(limit)) + "…" : self
    }

    /// Whether CloudFormation puts something else in its place: `{{resolve:ssm:name}}`.
    var isDynamicReference: Bool { contains("{{resolve:") }
}

extension TemplateNode {
    /// `{"Ref": "AWS::NoValue"}`, which stands for nothing.
    var isNoValue: Bool {
        guard case (.ref, .string("AWS::NoValue"))? = call else { return false }
        return true
    }

    /// Whether a deploy may find nothing here, or more than one item.
    var mayVanish: Bool {
        guard let call else { return false }
        return call.function == .ref ? isNoValue : call.function == .if || call.function == .transform
    }

    /// What a person reads of a value that is wrong; nothing of a password and the like.
    func shown(at location: TemplateLocation) -> String {
        location.mayHoldSecret ? "a value that is not shown" : shown
    }

    /// A short form of any value that is no secret.
    var shown: String {
        switch self {
        case .string(let text): text.isEmpty ? "an empty text" : text.abridged
        case .integer(let number): String(number)
        case .number(let number): NumberText.text(of: number)
        case .boolean(let boolean): String(boolean)
        case .list(let items): "a list of \(items.count)"
        case .map: "an object"
        }
    }
}
