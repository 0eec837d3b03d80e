internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// Keeps secrets out of what is shown.
struct Redaction {
    /// What stands in place of a secret inside of a value that is shown.
    static let mask = TemplateNode.string("****")

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

    static func namesSecret(_ path: [String]) -> Bool {
        path.contains(where: namesSecret)
    }

    /// The service token of a custom resource is the ARN of its function.
    private static func namesSecret(_ name: String) -> Bool {
        name != "ServiceToken" && SecretWords.areIn(name)
    }

    /// The same with a mask in place of each secret.
    private static func masked(_ node: TemplateNode, isNamed: Bool) -> TemplateNode {
        switch node {
        case .list(let items): return .list(items.map { masked($0, isNamed: isNamed) })
        case .map(let entries) where node.call == nil: return .map(masked(entries, isNamed: isNamed))
        case .string(let text):
            if isSecret(node, isNamed: isNamed) { return mask }
            guard let json = JSONReader.objectOrList(text) else { return node }
            let shown = masked(json, isNamed: isNamed)
            return shown == json ? node : .string(shown.line)
        default: return isSecret(node, isNamed: isNamed) ? mask : node
        }
    }

    private static func masked(
        _ entries: OrderedDictionary<String, TemplateNode>,
        isNamed: Bool
    ) -> OrderedDictionary<String, TemplateNode> {
        // The name of an item of a list, such as those of tags and variables, is the name of what is beside it.
        let name = (entries["Key"] ?? entries["Name"])?.plainText ?? ""
        var shown = entries
        for (key, value) in entries {
            let isOwn = namesSecret(key) || key.hasSuffix("Value") && namesSecret(name)
            shown[key] = masked(value, isNamed: isNamed || isOwn)
        }
        return shown
    }

    private static func isSecret(_ node: TemplateNode, isNamed: Bool) -> Bool {
        switch node {
        case .boolean: return false
        case .string(let text): return isNamed && hasLiteral(text) || looksSecret(text)
        case .integer, .number: return isNamed
        case .list(let items): return items.contains { isSecret($0, isNamed: isNamed) }
        case .map(let entries):
            guard let call = node.call else { return entries.values.contains { isSecret($0, isNamed: isNamed) } }
            return isSecret(call, isNamed: isNamed)
        }
    }

    /// What a function refers to is no secret; a literal among its arguments may be one.
    private static func isSecret(_ call: (function: Intrinsic, argument: TemplateNode), isNamed: Bool) -> Bool {
        switch (call.function, call.argument) {
        case (.ref, _), (.getAtt, _), (.importValue, _), (.findInMap, _), (.getAZs, _), (.getStackOutput, _): false
        case (.sub, .string(let text)): isSecret(.string(text.withoutHoles), isNamed: isNamed) || looksSecret(text)
        case (.sub, .list(let parts)):
            parts.enumerated().contains { index, part in
                let text = index == 0 ? part.plainText.map { TemplateNode.string($0.withoutHoles) } : nil
                return isSecret(text ?? part, isNamed: isNamed)
            } || looksSecret(parts.first?.plainText ?? "")
        case (.if, .list(let parts)): parts.dropFirst().contains { isSecret($0, isNamed: isNamed) }
        case (.join, .list(let parts)): parts.dropFirst().contains { isSecret($0, isNamed: isNamed) }
        default: isSecret(call.argument, isNamed: isNamed)
        }
    }

    /// Whether a text has more in it than dynamic references.
    private static func hasLiteral(_ text: String) -> Bool {
        !text.withoutReferences.isEmpty
    }

    /// Whether the text itself tells: a private key, an access key, or a password in an address.
    private static func looksSecret(_ text: String) -> Bool {
        if text == "****" { return true }
        if text[...].has("-----BEGIN "), text[...].has("PRIVATE KEY") { return true }
        return hasAccessKey(text) || hasPasswordInAddress(text)
    }

    /// - Source: IAM User Guide, "IAM identifiers", unique ID prefixes (AKIA, ASIA), read 2026-11-22.
    private static func hasAccessKey(_ text: String) -> Bool {
        for prefix in ["AKIA", "ASIA"] as [StaticString] {
            var rest = text[...]
            while let place = rest.firstPlace(of: prefix) {
                rest = rest[place.upperBound...]
                if rest.utf8.prefix(16).count(where: isKeyCharacter) == 16 { return true }
            }
        }
        return false
    }

    private static func isKeyCharacter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// `scheme://user:password@`, unless the password is a function or a dynamic reference.
    private static func hasPasswordInAddress(_ text: String) -> Bool {
        var rest = text[...]
        while let place = rest.firstPlace(of: "://") {
            rest = rest[place.upperBound...]
            let authority = rest.prefix { $0 != "/" && $0 != " " }
            guard let at = authority.lastIndex(of: "@") else { continue }
            let user = authority[..<at]
            guard let colon = user.firstIndex(of: ":") else { continue }
            if hasLiteral(String(user[user.index(after: colon)...]).withoutHoles) { return true }
        }
        return false
    }
}

extension String {
    /// Without `${…}`.
    fileprivate var withoutHoles: String { removing(from: "${", to: "}") }

    /// Without `{{resolve:…}}`.
    fileprivate var withoutReferences: String { removing(from: "{{resolve:", to: "}}") }

    private func removing(from start: StaticString, to end: StaticString) -> String {
        var kept = ""
        var rest = self[...]
        while let opening = rest.firstPlace(of: start), let closing = rest[opening.upperBound...].firstPlace(of: end) {
            kept += rest[..<opening.lowerBound]
            rest = rest[closing.upperBound...]
        }
        return kept + rest
    }
}
