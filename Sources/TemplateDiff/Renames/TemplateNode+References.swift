internal import OrderedCollections
internal import TemplateModel

extension TemplateNode {
    /// The resource with other names in `Ref`, `Fn::GetAtt`, `Fn::Sub` and `DependsOn`.
    ///
    /// Names of parameters and conditions pass through as well: the mapping leaves those that it doesn't know.
    func mappingReferences(_ name: (String) -> String) -> TemplateNode {
        guard case .map(var body) = self, call == nil else { return mappingCalls(name) }
        for (key, value) in body {
            body[key] = key == "DependsOn" ? value.mappingTexts(name) : value.mappingCalls(name)
        }
        return .map(body)
    }

    /// The names that a resource refers to, in the order of its text; some may be those of parameters.
    var referredNames: [String] {
        var names: [String] = []
        _ = mappingReferences { name in
            names.append(name)
            return name
        }
        return names
    }

    private func mappingTexts(_ name: (String) -> String) -> TemplateNode {
        switch self {
        case .string(let text): .string(name(text))
        case .list(let items): .list(items.map { $0.mappingTexts(name) })
        default: self
        }
    }

    private func mappingCalls(_ name: (String) -> String) -> TemplateNode {
        switch self {
        case .list(let items): return .list(items.map { $0.mappingCalls(name) })
        case .map(let entries):
            switch call {
            case (.ref, .string(let id))?: return .call(.ref, .string(name(id)))
            case (.getAtt, let argument)?: return .call(.getAtt, argument.mappingAttribute(name))
            case (.sub, let argument)?: return .call(.sub, argument.mappingSubstitution(name))
            default: return .map(entries.mapValues { $0.mappingCalls(name) })
            }
        default: return self
        }
    }

    /// What `Fn::GetAtt` takes: `Cluster.Arn`, or a list whose second item may be a call.
    private func mappingAttribute(_ name: (String) -> String) -> TemplateNode {
        switch self {
        case .string(let text): .string(text.mappingFirstPart(name))
        case .list(let parts):
            .list(
                parts.enumerated().map { index, part in
                    index == 0 ? part.mappingTexts(name) : part.mappingCalls(name)
                }
            )
        default: self
        }
    }

    /// What `Fn::Sub` takes: a text, or a text and its own variables, which hide elements of the template.
    private func mappingSubstitution(_ name: (String) -> String) -> TemplateNode {
        switch self {
        case .string(let text): return .string(text.mappingPlaceholders(name))
        case .list(let parts):
            guard parts.count == 2, case .string(let text) = parts[0], case .map(let own) = parts[1] else {
                return self
            }
            let mapped = text.mappingPlaceholders { own[$0] == nil ? name($0) : $0 }
            return .list([.string(mapped), .map(own.mapValues { $0.mappingCalls(name) })])
        default: return self
        }
    }
}

extension String {
    /// `Cluster` of `Cluster.Endpoint.Port` gets another name.
    fileprivate func mappingFirstPart(_ name: (String) -> String) -> String {
        let id = prefix { $0 != "." }
        return name(String(id)) + dropFirst(id.count)
    }

    /// `${Name}` and `${Name.Attribute}` get other names; `${!Name}` is literal text.
    fileprivate func mappingPlaceholders(_ name: (String) -> String) -> String {
        guard utf8.contains(UInt8(ascii: "$")) else { return self }
        var mapped = ""
        var rest = self[...]
        while let start = rest.firstRange(of: "${")?.upperBound, let end = rest[start...].firstIndex(of: "}") {
            let placeholder = String(rest[start..<end])
            mapped += rest[..<start]
            mapped += placeholder.hasPrefix("!") ? placeholder : placeholder.mappingTrimmed(name)
            rest = rest[end...]
        }
        return mapped + rest
    }

    private func mappingTrimmed(_ name: (String) -> String) -> String {
        let text = drop { $0 == " " }
        let core = String(text.reversed().drop { $0 == " " }.reversed())
        return prefix(count - text.count) + core.mappingFirstPart(name) + text.dropFirst(core.count)
    }
}
