internal import OrderedCollections

/// A place in a template that refers to an element of it by its logical ID.
package struct TemplateReference: Hashable, Sendable {
    /// The logical ID, or the name of a pseudo parameter.
    package let target: String
    /// The attribute of an `Fn::GetAtt`; nil for `Ref`.
    package let attribute: String?
    /// The keys and indices down to the reference: `Properties.SecurityGroupIds.0`.
    package let path: String
}

extension TemplateNode {
    /// All references inside, `Fn::Sub`'s included, in the order of the text.
    package var references: [TemplateReference] {
        var found: [TemplateReference] = []
        collectReferences(at: [], into: &found)
        return found
    }

    private func collectReferences(at path: [String], into found: inout [TemplateReference]) {
        switch self {
        case .list(let items):
            for (index, item) in items.enumerated() {
                item.collectReferences(at: path + [String(index)], into: &found)
            }
        case .map(let entries):
            found += ownReferences.map { target, attribute in
                TemplateReference(target: target, attribute: attribute, path: path.joined(separator: "."))
            }
            let isFunction = call != nil
            for (key, value) in entries {
                value.collectReferences(at: isFunction ? path : path + [key], into: &found)
            }
        case .string, .integer, .number, .boolean: break
        }
    }

    private var ownReferences: [(target: String, attribute: String?)] {
        switch call {
        case (.ref, .string(let target))?: [(target, nil)]
        case (.getAtt, .list(let parts))?: Self.attributeReference(parts)
        case (.getAtt, .string(let text))?: Self.substituted(in: "${\(text)}", except: [])
        case (.sub, .string(let text))?: Self.substituted(in: text, except: [])
        case (.sub, .list(let parts))?: Self.substitutionReferences(parts)
        default: []
        }
    }

    private static func attributeReference(_ parts: [TemplateNode]) -> [(target: String, attribute: String?)] {
        guard case .string(let target)? = parts.first, case .string(let attribute)? = parts.last else { return [] }
        return [(target, attribute)]
    }

    private static func substitutionReferences(_ parts: [TemplateNode]) -> [(target: String, attribute: String?)] {
        guard case .string(let text)? = parts.first else { return [] }
        guard case .map(let variables)? = parts.last else { return substituted(in: text, except: []) }
        return substituted(in: text, except: Set(variables.keys))
    }

    /// The names between `${` and `}`; `${!` is literal text.
    private static func substituted(
        in text: String,
        except variables: Set<String>
    ) -> [(target: String, attribute: String?)] {
        var rest = text[...]
        var found: [(target: String, attribute: String?)] = []
        while let start = rest.firstRange(of: "${")?.upperBound {
            rest = rest[start...]
            guard let end = rest.firstIndex(of: "}") else { break }
            let name = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
            guard !name.hasPrefix("!"), !variables.contains(name) else { continue }
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            found.append((parts.first ?? name, parts.count > 1 ? parts[1] : nil))
        }
        return found
    }
}
