internal import ResourceSchema

/// Finds what shape a part of a schema has, following references to definitions.
struct ShapeResolver {
    let schema: RegistrySchema

    /// A shape, and the constraints of what it consists of.
    struct Resolved {
        var shape: Shape
        var constraints = ResourceTypeSchema.Constraints()
    }

    indirect enum Shape {
        case scalar(ResourceTypeSchema.ScalarKind)
        /// An object with properties; the name is nil for one that is written in place.
        case object(definition: String?, SchemaNode)
        case list(Resolved)
        case map(Resolved)
        /// What has no type in Swift; of an object that much is known.
        case json(reason: String, isObject: Bool = false)
        /// Strings of which the schema enumerates the values; the name is that of a definition.
        case enumeration(definition: String?, values: [String])
    }

    func resolve(_ node: SchemaNode, definition: String? = nil, depth: Int = 0) -> Resolved {
        guard depth < 16 else { return Resolved(shape: .json(reason: "definitions that refer to each other")) }
        if let reference = node["$ref"]?.text {
            return resolveReference(reference, beside: node, depth: depth)
        }
        if let only = node.onlyAlternative {
            return resolve(only, definition: definition, depth: depth + 1)
        }
        let node = node.mergingAlternatives
        var resolved = Resolved(shape: shape(of: node, definition: definition, depth: depth))
        resolved.constraints = constraints(of: node)
        return resolved
    }

    private func resolveReference(_ reference: String, beside node: SchemaNode, depth: Int) -> Resolved {
        let parts = reference.split(separator: "/").map(String.init)
        guard parts.count == 3, parts[0] == "#" else {
            return Resolved(shape: .json(reason: "a reference to \(reference)"))
        }
        let isDefinition = parts[1] == "definitions"
        guard let target = (isDefinition ? schema.definitions : schema.properties)[parts[2]] else {
            return Resolved(shape: .json(reason: "a reference to \(reference), which the schema lacks"))
        }
        var resolved = resolve(target, definition: isDefinition ? parts[2] : nil, depth: depth + 1)
        resolved.constraints.merge(constraints(of: node))
        return resolved
    }

    private func shape(of node: SchemaNode, definition: String?, depth: Int) -> Shape {
        switch type(of: node) {
        case "string": return stringShape(of: node, definition: definition)
        case "integer": return .scalar(.integer)
        case "number": return .scalar(.number)
        case "boolean": return .scalar(.boolean)
        case "array":
            guard let items = node["items"], case .object = items else { return .json(reason: "a list of anything") }
            return .list(resolve(items.specified(by: node["prefixItems"]), depth: depth + 1))
        case "object": return objectShape(of: node, definition: definition, depth: depth)
        case let type?: return .json(reason: "a choice of types: \(type)")
        case nil: return .json(reason: node["oneOf"] != nil || node["anyOf"] != nil ? "a choice of shapes" : "no type")
        }
    }

    private func stringShape(of node: SchemaNode, definition: String?) -> Shape {
        if node["format"]?.text == "json" { return .json(reason: "JSON text") }
        let values = enumeration(of: node)
        return values.isEmpty ? .scalar(.string) : .enumeration(definition: definition, values: values)
    }

    private func objectShape(of node: SchemaNode, definition: String?, depth: Int) -> Shape {
        if let properties = node["properties"]?.object, !properties.isEmpty {
            return .object(definition: definition, node)
        }
        let patterns = node["patternProperties"]?.object ?? [:]
        if patterns.count == 1, let value = patterns.values.first {
            if Set((value["type"]?.list ?? []).compactMap(\.text)) == Patches.looseTextTypes {
                return .map(Resolved(shape: .scalar(.string)))
            }
            return .map(resolve(value, depth: depth + 1))
        }
        if let value = node["additionalProperties"], !value.object.isEmpty {
            return .map(resolve(value, depth: depth + 1))
        }
        let isChoice = node["oneOf"] != nil || node["anyOf"] != nil
        return isChoice ? .json(reason: "a choice of shapes") : .json(reason: "an open object", isObject: true)
    }

    /// The one type of a node, also where only its other keys or all of its alternatives say so.
    private func type(of node: SchemaNode) -> String? {
        switch node["type"] {
        case .string(let type)?: return type
        case .list(let types)?:
            let names = types.compactMap(\.text).filter { $0 != "null" }
            return names.count == 1 ? names[0] : names.sorted().joined(separator: ", ")
        default: break
        }
        if node["properties"] != nil || node["patternProperties"] != nil { return "object" }
        if node["items"] != nil { return "array" }
        if let values = node["enum"]?.list, values.allSatisfy(\.isString) { return "string" }
        let alternatives = (node["oneOf"]?.list ?? []) + (node["anyOf"]?.list ?? [])
        let types = Set(alternatives.map { $0["type"]?.text })
        guard types.count == 1, let only = types.first ?? nil, only != "object" else { return nil }
        return only
    }

    private func constraints(of node: SchemaNode) -> ResourceTypeSchema.Constraints {
        var constraints = ResourceTypeSchema.Constraints()
        constraints.enumeration = enumeration(of: node)
        constraints.ignoresCase = node["enumCaseInsensitive"] != nil
        constraints.pattern = node["pattern"]?.text?.patternInOneLine
        constraints.formats = formats(of: node)
        constraints.length = bounds(node, "minLength", "maxLength")
        constraints.range = bounds(node, "minimum", "maximum")
        constraints.items = bounds(node, "minItems", "maxItems")
        if constraints.items.isEmpty { constraints.items = bounds(node, "minProperties", "maxProperties") }
        constraints.isUnique = node["uniqueItems"]?.isTrue ?? false
        constraints.uniqueKeys = (node["uniqueKeys"]?.list ?? []).compactMap(\.text)
        constraints.isUnordered = node["insertionOrder"] == .boolean(false)
        return constraints
    }

    private func enumeration(of node: SchemaNode) -> [String] {
        let values = node["enum"]?.list ?? node["enumCaseInsensitive"]?.list ?? [node["const"]].compactMap(\.self)
        return values.compactMap(\.text)
    }

    /// The format, or those of alternatives that say nothing else.
    private func formats(of node: SchemaNode) -> [String] {
        if let format = node["format"]?.text { return [format] }
        let alternatives = node["anyOf"]?.list ?? []
        let formats = alternatives.compactMap { $0.object.count == 1 ? $0["format"]?.text : nil }
        return formats.count == alternatives.count ? formats : []
    }

    private func bounds(_ node: SchemaNode, _ lower: String, _ upper: String) -> ResourceTypeSchema.Bounds {
        ResourceTypeSchema.Bounds(lower: node[lower]?.text, upper: node[upper]?.text)
    }
}

extension SchemaNode {
    fileprivate var isString: Bool {
        if case .string = self { true } else { false }
    }

    /// An object whose properties have the values that the first items of its list must have: `HASH`, then `RANGE`.
    fileprivate func specified(by firstItems: SchemaNode?) -> SchemaNode {
        guard let firstItems, case .object(var item) = self else { return self }
        var properties = item["properties"]?.object ?? [:]
        for (name, property) in properties {
            let values = firstItems.list.compactMap { $0["properties"]?[name]?["const"] }
            guard !values.isEmpty, values.count == firstItems.list.count, case .object(var entries) = property else {
                continue
            }
            entries["enum"] = .list(values)
            properties[name] = .object(entries)
        }
        item["properties"] = .object(properties)
        return .object(item)
    }
}

extension ResourceTypeSchema.Constraints {
    /// Adds what is said beside a reference to what its target says.
    mutating func merge(_ other: ResourceTypeSchema.Constraints) {
        enumeration = enumeration.isEmpty ? other.enumeration : enumeration
        pattern = other.pattern ?? pattern
        ignoresCase = ignoresCase || other.ignoresCase
        formats = other.formats.isEmpty ? formats : other.formats
        length = other.length.isEmpty ? length : other.length
        range = other.range.isEmpty ? range : other.range
        items = other.items.isEmpty ? items : other.items
        isUnique = isUnique || other.isUnique
        uniqueKeys = other.uniqueKeys.isEmpty ? uniqueKeys : other.uniqueKeys
        isUnordered = isUnordered || other.isUnordered
    }
}
