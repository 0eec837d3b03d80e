internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// Keeps secrets out of what is shown.
struct Redaction {
    /// What stands in place of a secret inside of a value that is shown.
    static let mask = TemplateNode.string("****")

    /// Below a name that tells of a secret, these name it or tell where it is.
    private static let references: Set<String> = ["Name", "ValueFrom", "Arn", "Id", "Type"]

    /// Switches and units, which are no secrets whatever they are called.
    private static let settings: Set<String> = ["", "true", "false", "seconds", "minutes", "hours", "days"]

    /// A value as it may be shown.
    ///
    /// - Parameters:
    ///   - path: the names that lead to it, of which one can tell that it is a secret.
    ///   - kind: what the schema says that it is; switches and numbers are no secrets.
    static func shown(
        _ node: TemplateNode,
        at path: [String],
        kind: ResourceTypeSchema.ScalarKind? = nil
    ) -> ChangedValue {
        shown(node, isNamed: namesSecret(path), kind: kind)
    }

    /// - Parameter isNamed: whether one of the names that lead to it tells that it is a secret.
    static func shown(
        _ node: TemplateNode,
        isNamed: Bool,
        kind: ResourceTypeSchema.ScalarKind? = nil
    ) -> ChangedValue {
        let isNamed = isNamed && kind != .integer && kind != .number
        guard node.listItems == nil, node.call != nil || node.objectEntries == nil else {
            return .value(masked(node, isNamed: isNamed))
        }
        return isSecret(node, isNamed: isNamed) ? .hidden : .value(masked(node, isNamed: isNamed))
    }

    /// Whether one of the names that lead to a value tells that it is a secret.
    static func namesSecret(_ path: [String]) -> Bool {
        let isReference = path.count > 1 && references.contains(path[path.count - 1])
        return !isReference && path.contains(where: SecretName.isSecret)
    }

    /// The same with a mask in place of each secret.
    private static func masked(_ node: TemplateNode, isNamed: Bool) -> TemplateNode {
        switch node {
        case .list(let items): return .list(items.map { masked($0, isNamed: isNamed) })
        case .map(let entries) where node.call == nil:
            let isItem = SecretName.isSecret(item: entries)
            var shown = entries
            for (key, value) in entries {
                shown[key] = masked(value, isNamed: isSecretEntry(key, of: isItem, isNamed))
            }
            return .map(shown)
        case .string(let text):
            if isSecretText(text, isNamed: isNamed) { return mask }
            guard let json = JSONReader.objectOrList(text) else { return node }
            let shown = masked(json, isNamed: isNamed)
            return shown == json ? node : .string(shown.line)
        default: return isSecret(node, isNamed: isNamed) ? mask : node
        }
    }

    private static func isSecret(_ node: TemplateNode, isNamed: Bool) -> Bool {
        switch node {
        case .boolean: return false
        case .string(let text): return isSecretText(text, isNamed: isNamed)
        case .integer, .number: return isNamed
        case .list(let items): return items.contains { isSecret($0, isNamed: isNamed) }
        case .map(let entries):
            if let call = node.call { return isSecret(call, node, isNamed: isNamed) }
            let isItem = SecretName.isSecret(item: entries)
            return entries.contains { key, value in
                isSecret(value, isNamed: isSecretEntry(key, of: isItem, isNamed)) || holdsSecretJSON(value)
            }
        }
    }

    /// - Parameter isItem: whether the name of the item tells that its value is a secret.
    private static func isSecretEntry(_ key: String, of isItem: Bool, _ isNamed: Bool) -> Bool {
        if references.contains(key) { return false }
        return isNamed || SecretName.isSecret(key) || isItem && SecretName.isValue(key)
    }

    /// What a function refers to is no secret; a literal among its arguments may be one.
    private static func isSecret(
        _ call: (function: Intrinsic, argument: TemplateNode),
        _ node: TemplateNode,
        isNamed: Bool
    ) -> Bool {
        switch (call.function, call.argument) {
        case (.ref, _), (.getAtt, _), (.importValue, _), (.findInMap, _), (.getAZs, _), (.getStackOutput, _): false
        case (.sub, .string(let text)): isSecret(.string(text.withoutHoles), isNamed: isNamed) || makesSecret(node)
        case (.sub, .list(let parts)):
            parts.enumerated().contains { index, part in
                let text = index == 0 ? part.plainText.map { TemplateNode.string($0.withoutHoles) } : nil
                return isSecret(text ?? part, isNamed: isNamed)
            } || makesSecret(node)
        case (.join, .list(let parts)):
            parts.dropFirst().contains { isSecret($0, isNamed: isNamed) } || makesSecret(node)
        case (.if, .list(let parts)):
            parts.dropFirst().contains { isSecret($0, isNamed: isNamed) || holdsSecretJSON($0) }
        default: isSecret(call.argument, isNamed: isNamed) || holdsSecretJSON(call.argument)
        }
    }

    /// Whether the text that a function puts together is a secret, though none of its parts is.
    private static func makesSecret(_ node: TemplateNode) -> Bool {
        let form = Canonicalization.value(of: node).form
        if let text = form.plainText.map(ExactText.text) {
            return SecretText.isSecret(text) || holdsSecretJSON(.string(text))
        }
        guard let call = form.call else { return isSecret(form, isNamed: false) }
        guard case (.join, .list(let parts)) = call, parts.count == 2, let pieces = parts[1].listItems else {
            return false
        }
        let texts = pieces.map { $0.plainText.map(ExactText.text) ?? "${}" }
        return SecretText.isSecret(texts.joined(separator: ExactText.text(of: parts[0].plainText ?? "")))
    }

    /// Whether a text is JSON with a secret in it.
    private static func holdsSecretJSON(_ node: TemplateNode) -> Bool {
        guard let json = node.plainText.flatMap(JSONReader.objectOrList) else { return false }
        return isSecret(json, isNamed: false)
    }

    /// More than dynamic references and names of AWS, where the name tells; else what the text itself tells.
    private static func isSecretText(_ text: String, isNamed: Bool) -> Bool {
        if SecretText.isSecret(text) { return true }
        return isNamed && !text.hasPrefix("arn:") && !settings.contains(text.withoutReferences)
    }
}
