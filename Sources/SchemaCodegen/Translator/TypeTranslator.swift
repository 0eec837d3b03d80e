internal import BorealisPatterns
package import ResourceSchema

/// Translates the schema of one resource type into what Swift declares and what the type carries as facts.
package struct TypeTranslator {
    private let schema: RegistrySchema
    private let resolver: ShapeResolver
    private var names: NestedNames
    private var facts: ResourceTypeSchema
    private var structs: [String: [PropertyDeclaration]] = [:]
    private var enumerations: Set<EnumerationDeclaration> = []
    private var omissions: [Omission] = []

    private init(_ schema: RegistrySchema) {
        self.schema = schema
        resolver = ShapeResolver(schema: schema)
        names = NestedNames(definitions: schema.definitions.keys.sorted(), resource: SwiftNames.resource(schema.name))
        facts = ResourceTypeSchema(typeName: schema.typeName)
    }

    package static func translate(_ schema: RegistrySchema) -> ResourceDeclaration {
        var translator = TypeTranslator(schema)
        return translator.declaration()
    }

    private mutating func declaration() -> ResourceDeclaration {
        let properties = declarations(
            of: schema.properties,
            required: schema.required,
            in: Context(path: "", typeName: ""),
            reserved: SwiftNames.reservedMembers
        )
        facts.object = object(of: properties, schema.root)
        let attributes = AttributeTranslator(schema: schema, resolver: resolver)
        facts.attributes = attributes.kinds
        facts.returnedFormats = attributes.formats
        facts.primaryIdentifier = schema.primaryIdentifier
        facts.createOnly = schema.createOnly
        facts.conditionalCreateOnly = schema.conditionalCreateOnly
        facts.readOnly = schema.readOnly
        facts.writeOnly = schema.writeOnly
        facts.tagging = tagging
        let taken = SwiftNames.reservedMembers.union(properties.map(\.declaration.name))
        return ResourceDeclaration(
            service: schema.service,
            name: SwiftNames.resource(schema.name),
            schema: facts,
            properties: properties.map(\.declaration),
            attributes: attributes.declarations(besides: taken),
            structs: structs.map { StructDeclaration(name: $0, properties: $1) }.sorted { $0.name < $1.name },
            enumerations: enumerations.sorted { $0.name < $1.name },
            omissions: omissions.sorted { ($0.path, $0.reason) < ($1.path, $1.reason) }
        )
    }
}

extension TypeTranslator {
    /// Where properties stand: the path from the resource, and the struct that has them.
    private struct Context {
        let path: String
        let typeName: String

        func path(to property: String) -> String {
            path.isEmpty ? property : "\(path).\(property)"
        }
    }

    private typealias Property = (declaration: PropertyDeclaration, facts: ResourceTypeSchema.Property)

    private mutating func declarations(
        of properties: [String: SchemaNode],
        required: Set<String>,
        in context: Context,
        reserved: Set<String>
    ) -> [Property] {
        var taken = reserved
        let settable = properties.keys.filter { !schema.readOnly.contains(context.path(to: $0)) }
        let sorted = settable.sorted { ($0.lowercased(), $0) < ($1.lowercased(), $1) }
        return sorted.map { name in
            let swiftName = NestedNames.unique(SwiftNames.property(name), suffix: "Property", taken: &taken)
            return declaration(
                of: name,
                swiftName: swiftName,
                properties[name] ?? .null,
                isRequired: required.contains(name),
                in: context
            )
        }
    }

    private mutating func declaration(
        of name: String,
        swiftName: String,
        _ node: SchemaNode,
        isRequired: Bool,
        in context: Context
    ) -> Property {
        let path = context.path(to: name)
        let resolved = resolver.resolve(node)
        let type = type(for: resolved, hint: Hint(property: name, parent: context.typeName, path: path))
        let constraints = withUsablePattern(resolved.flattenedConstraints, path: path)
        let notes = constraints.notes + replacementNotes(for: path)
        return (
            PropertyDeclaration(
                schemaName: name,
                name: swiftName,
                type: type.swift,
                isRequired: isRequired,
                notes: notes
            ),
            ResourceTypeSchema.Property(
                name: name,
                isRequired: isRequired,
                shape: type.facts,
                constraints: constraints
            )
        )
    }

    private func object(of properties: [Property], _ node: SchemaNode) -> ResourceTypeSchema.Object {
        let names = Set(properties.map(\.facts.name))
        let corrected = Patches.correctedCombinations[schema.typeName] ?? [:]
        return ResourceTypeSchema.Object(
            properties: properties.map(\.facts),
            combinations: node.combinations.map { corrected[$0] ?? $0 }.filter { $0.names.isSubset(of: names) },
            isOpen: node["patternProperties"] != nil || node["additionalProperties"] != .boolean(false)
        )
    }

    private mutating func withUsablePattern(
        _ constraints: ResourceTypeSchema.Constraints,
        path: String
    ) -> ResourceTypeSchema.Constraints {
        guard let pattern = constraints.pattern else { return constraints }
        do throws(PatternProblem) {
            _ = try Pattern(pattern)
            return constraints
        } catch {
            omissions.append(Omission(path: "\(schema.typeName).\(path)", reason: "pattern: \(error)"))
            var rest = constraints
            rest.pattern = nil
            return rest
        }
    }

    private func replacementNotes(for path: String) -> [String] {
        if schema.createOnly.contains(path) { return ["a change replaces the resource"] }
        return schema.conditionalCreateOnly.contains(path) ? ["a change may replace the resource"] : []
    }

    /// The tags of a stack can be added where their shape is one of the two that almost all types have.
    private var tagging: ResourceTypeSchema.Tagging? {
        if let kind = Patches.taggedKinds[schema.typeName] {
            return ResourceTypeSchema.Tagging(property: "TagSpecifications", style: .specifications(kind: kind))
        }
        guard let property = schema.tagProperty, let node = schema.properties[property] else { return nil }
        switch resolver.resolve(node).shape {
        case .list(let element):
            guard case .object(_, let tag) = element.shape, tag["properties"]?["Key"] != nil,
                tag["properties"]?["Value"] != nil,
                Set((tag["required"]?.list ?? []).compactMap(\.text)).isSubset(of: ["Key", "Value"])
            else { return nil }
            return ResourceTypeSchema.Tagging(property: property, style: .list)
        case .map, .json: return ResourceTypeSchema.Tagging(property: property, style: .map)
        default: return nil
        }
    }
}

extension TypeTranslator {
    /// What a type without a name of its own is called after.
    private struct Hint {
        let property: String
        let parent: String
        let path: String

        var element: Hint { Hint(property: property, parent: parent, path: path + ".*") }
    }

    private typealias TypePair = (swift: String, facts: ResourceTypeSchema.Shape)

    private mutating func type(for resolved: ShapeResolver.Resolved, hint: Hint) -> TypePair {
        switch resolved.shape {
        case .scalar(let kind): return ("Value<\(kind.swiftType)>", .scalar(kind))
        case .enumeration(let definition, let values):
            return (enumeration(definition, values, hint: hint), .scalar(.string))
        case .object(let definition, let node):
            let name = structure(definition, node, hint: hint)
            return (name, .definition(name))
        case .list(let element): return list(of: element, hint: hint.element)
        case .map(let element):
            let type = type(for: element, hint: hint.element)
            return ("PropertyMap<\(type.swift)>", .map(type.facts))
        case .json(let reason, let isObject):
            omissions.append(Omission(path: "\(schema.typeName).\(hint.path)", reason: "JSONValue: \(reason)"))
            return ("JSONValue", isObject ? .map(.scalar(.json)) : .scalar(.json))
        }
    }

    private mutating func list(of element: ShapeResolver.Resolved, hint: Hint) -> TypePair {
        if case .scalar(let kind) = element.shape, let type = kind.listElementType {
            return ("Value<[\(type)]>", .list(.scalar(kind)))
        }
        let type = type(for: element, hint: hint)
        return ("PropertyList<\(type.swift)>", .list(type.facts))
    }

    private mutating func enumeration(_ definition: String?, _ values: [String], hint: Hint) -> String {
        let members = EnumerationDeclaration.members(for: values)
        let key = "enumeration " + values.joined(separator: "\n")
        let name = names.name(for: definition, key: key, property: hint.property, parent: hint.parent)
        enumerations.insert(EnumerationDeclaration(name: name, members: members))
        return name
    }

    /// A struct is declared where it is first met; one that contains itself is met again inside.
    private mutating func structure(_ definition: String?, _ node: SchemaNode, hint: Hint) -> String {
        let key = "object " + hint.path
        let name = names.name(for: definition, key: key, property: hint.property, parent: hint.parent)
        guard structs[name] == nil else { return name }
        structs[name] = []
        let required = Set((node["required"]?.list ?? []).compactMap(\.text))
        let properties = declarations(
            of: node["properties"]?.object ?? [:],
            required: required,
            in: Context(path: hint.path, typeName: name),
            reserved: ["expression", "if", "init", "noValue", "self", "store", "stored", "transform"]
        )
        structs[name] = properties.map(\.declaration)
        facts.definitions[name] = object(of: properties, node)
        return name
    }
}

extension EnumerationDeclaration {
    /// Values that give the same name keep it with a number, in the order of the schema.
    fileprivate static func members(for values: [String]) -> [Member] {
        var taken = SwiftNames.reservedValues
        var known: Set<String> = []
        return values.filter { known.insert($0).inserted }.map { value in
            Member(name: NestedNames.unique(SwiftNames.member(value), suffix: "Value", taken: &taken), value: value)
        }
    }
}

extension ShapeResolver.Resolved {
    /// Those of a list's elements count as the list's own: each says something that the other can't.
    var flattenedConstraints: ResourceTypeSchema.Constraints {
        guard case .list(let element) = shape else { return constraints }
        var flattened = element.flattenedConstraints
        flattened.items = constraints.items
        flattened.isUnique = constraints.isUnique
        flattened.uniqueKeys = constraints.uniqueKeys
        flattened.isUnordered = constraints.isUnordered
        flattened.formats = constraints.formats.isEmpty ? flattened.formats : constraints.formats
        return flattened
    }
}

extension ResourceTypeSchema.ScalarKind {
    package var swiftType: String {
        switch self {
        case .string, .json: "String"
        case .integer: "Int"
        case .number: "Double"
        case .boolean: "Bool"
        case .list: "[String]"
        }
    }

    /// Nil for what a list can't consist of.
    fileprivate var listElementType: String? {
        switch self {
        case .string, .integer, .number, .boolean: swiftType
        case .list, .json: nil
        }
    }
}

extension ResourceTypeSchema.Constraints {
    /// The limits in words: `1...35`, `3...63 characters`.
    fileprivate var notes: [String] {
        [range.words(""), length.words(" characters"), items.words(" items")].compactMap(\.self)
    }
}

extension ResourceTypeSchema.Bounds {
    fileprivate func words(_ unit: String) -> String? {
        switch (lower, upper) {
        case (let lower?, let upper?): "\(lower)...\(upper)\(unit)"
        case (let lower?, nil): "at least \(lower)\(unit)"
        case (nil, let upper?): "at most \(upper)\(unit)"
        case (nil, nil): nil
        }
    }
}
