package import OrderedCollections

/// A piece of a template as CloudFormation reads it: the shapes of JSON, with intrinsic functions in their long form.
///
/// `{"Ref": "Cluster"}` is a map of one key here, whatever form the text has: the short tags of YAML (`!Ref Cluster`)
/// exist only in the text.
package enum TemplateNode: Hashable, Sendable {
    case string(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case list([TemplateNode])
    case map(OrderedDictionary<String, TemplateNode>)
}

extension TemplateNode {
    /// The call of an intrinsic function, in its long form: `{"Fn::Join": […]}`.
    package static func call(_ function: Intrinsic, _ argument: TemplateNode) -> TemplateNode {
        .map([function.rawValue: argument])
    }

    /// The intrinsic function that this node calls and its argument; nil for a node that is plain data.
    package var call: (function: Intrinsic, argument: TemplateNode)? {
        guard case .map(let entries) = self, entries.count == 1, let (key, argument) = entries.elements.first,
            let function = Intrinsic(rawValue: key)
        else { return nil }
        return (function, argument)
    }
}
