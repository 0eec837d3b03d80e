internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// A function has other arguments than it takes.
///
/// - Source: CloudFormation Template Reference, "Intrinsic function reference", the declaration of each; read 2026-11-21.
enum WrongArguments {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        guard !facts.hasOwnMacros else { return [] }
        let template = facts.template
        var walk = CallWalk(mayCompute: template.transforms.contains("AWS::LanguageExtensions"))
        let sections: [(TemplateSection, Template.Section)] = [
            (.rules, template.rules), (.conditions, template.conditions), (.resources, template.resources),
            (.outputs, template.outputs),
        ]
        for (section, elements) in sections {
            for (id, node) in elements {
                walk.visitElement(node, at: TemplateLocation(section.rawValue, id))
            }
        }
        return walk.findings
    }
}

/// Looks at every function that is called.
private struct CallWalk {
    /// Whether functions may stand where the function itself wants plain arguments.
    let mayCompute: Bool
    private(set) var findings: [Finding] = []

    init(mayCompute: Bool) {
        self.mayCompute = mayCompute
    }

    /// What the metadata of a resource means only its readers know.
    mutating func visitElement(_ node: TemplateNode, at location: TemplateLocation) {
        guard location.components.first == "Resources", case .map(let entries) = node else {
            return visit(node, at: location)
        }
        for (key, value) in entries where key != "Metadata" {
            visit(value, at: location.appending(key))
        }
    }

    private mutating func visit(_ node: TemplateNode, at location: TemplateLocation) {
        switch node {
        case .list(let items):
            for (index, item) in items.enumerated() {
                visit(item, at: location.appending(index))
            }
        case .map(let entries):
            check(node, at: location)
            for (key, value) in entries {
                visit(value, at: location.appending(key))
            }
        case .string, .integer, .number, .boolean: break
        }
    }

    private mutating func check(_ node: TemplateNode, at location: TemplateLocation) {
        guard let call = node.call, let expected = call.function.expected(insteadOf: call.argument, mayCompute) else {
            return
        }
        findings.append(
            Finding(
                .wrongArguments,
                at: location,
                "\(call.function.rawValue) in \(location.name) has other arguments than it takes",
                got: call.argument.shown,
                expected: expected,
                fix: "write \(expected)"
            )
        )
    }
}

extension Intrinsic {
    /// What it takes; nil where the arguments are right, or only a deploy knows them.
    fileprivate func expected(insteadOf argument: TemplateNode, _ mayCompute: Bool) -> String? {
        guard !(argument.isFunction && (mayCompute || argument.call?.function == .transform)) else { return nil }
        let items = argument.items
        let isRight: Bool
        let form: String
        switch self {
        case .ref: (isRight, form) = (argument.scalarText != nil, "the name of an element")
        case .getAtt: (isRight, form) = (argument.isAttribute, "a logical ID and an attribute")
        case .sub: (isRight, form) = (argument.isSubstitution, "a text, or a list of a text and an object")
        case .join: (isRight, form) = (argument.isJoin, "a list of a text and a list")
        case .if: (isRight, form) = (items?.count == 3, "a list of a condition and two values")
        case .findInMap: (isRight, form) = (argument.isLookup, "a list of a mapping and two keys")
        case .select: (isRight, form) = (items?.count == 2, "a list of an index and a list")
        case .split: (isRight, form) = (items?.count == 2, "a list of two texts")
        case .equals: (isRight, form) = (items?.count == 2, "a list of two values")
        case .not: (isRight, form) = (items?.count == 1, "a list of one condition")
        case .and, .or: (isRight, form) = ((2...10).contains(items?.count ?? 0), "a list of 2...10 conditions")
        case .base64, .importValue, .getAZs: (isRight, form) = (items == nil, "a text")
        default: return nil
        }
        return isRight ? nil : form
    }
}

extension TemplateNode {
    /// `[Cluster, Endpoint.Address]`, or `Cluster.Endpoint.Address`.
    fileprivate var isAttribute: Bool {
        if let string { return string.split(separator: ".", omittingEmptySubsequences: false).count > 1 }
        return (items?.count ?? 0) > 1
    }

    fileprivate var isSubstitution: Bool {
        guard let items else { return scalarText != nil }
        return items.count == 2 && items[0].scalarText != nil && items[1].entries != nil
    }

    fileprivate var isJoin: Bool {
        guard let items, items.count == 2 else { return false }
        return (items[0].scalarText != nil || items[0].isFunction) && (items[1].items != nil || items[1].isFunction)
    }

    fileprivate var isLookup: Bool {
        guard let items else { return false }
        return items.count == 3 || items.count == 4 && items[3].entries != nil
    }
}
