internal import ResourceSchema

/// Finds what `Fn::GetAtt` returns: the schema's read-only properties, down to their leaves.
struct AttributeTranslator {
    /// By name: `Endpoint.Address`.
    private(set) var kinds: [String: ResourceTypeSchema.ScalarKind] = [:]
    /// What a reference to an attribute or to the resource leads to, as far as the schema says.
    private(set) var formats: [String: String] = [:]
    private var types: [String: String] = [:]

    init(schema: RegistrySchema, resolver: ShapeResolver) {
        for path in schema.readOnly.sorted() where !path.contains("*") {
            let components = path.split(separator: ".").map(String.init)
            guard let node = Self.node(at: components[...], in: schema.properties, resolver) else { continue }
            add(path, resolver.resolve(node), resolver, depth: 0)
        }
        let hasAll = Patches.typesWithSettableAttributes.contains(schema.typeName)
        let settable = Patches.settableAttributes[schema.typeName] ?? []
        for (name, property) in schema.properties where kinds[name] == nil && (hasAll || settable.contains(name)) {
            kinds[name] = resolver.resolve(property).attributeKind
        }
        let open =
            Patches.macroServices.contains(schema.service) ? ["*"] : Patches.openAttributes[schema.typeName] ?? []
        for pattern in open {
            kinds[pattern] = .json
        }
        for name in kinds.keys + schema.primaryIdentifier {
            let components = name.split(separator: ".").map(String.init)
            let node = Self.node(at: components[...], in: schema.properties, resolver)
            let constraints = node.map { resolver.resolve($0).flattenedConstraints }
            formats[name] = constraints?.formats.first { $0.hasPrefix("AWS::") }
        }
    }

    /// Typed attributes; those that are objects or lists of them have no accessor.
    func declarations(besides taken: Set<String>) -> [AttributeDeclaration] {
        var taken = taken
        return types.sorted { $0.key < $1.key }.map { path, type in
            let joined = path.split(separator: ".").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            let name = NestedNames.unique(SwiftNames.property(joined), suffix: "Attribute", taken: &taken)
            return AttributeDeclaration(schemaName: path, name: name, type: type)
        }
    }

    private mutating func add(
        _ path: String,
        _ resolved: ShapeResolver.Resolved,
        _ resolver: ShapeResolver,
        depth: Int
    ) {
        switch resolved.shape {
        case .scalar(let kind): add(path, kind, type: kind.swiftType)
        case .enumeration: add(path, .string, type: "String")
        case .list(let element):
            if case .scalar(let kind) = element.shape, kind != .json {
                add(path, .list, type: "[\(kind.swiftType)]")
            } else {
                kinds[path] = .json
            }
        case .object(_, let node):
            kinds[path] = .json
            guard depth < 4 else { return }
            for (name, property) in node["properties"]?.object ?? [:] {
                add("\(path).\(name)", resolver.resolve(property), resolver, depth: depth + 1)
            }
        case .map, .json: kinds[path] = .json
        }
    }

    private mutating func add(_ path: String, _ kind: ResourceTypeSchema.ScalarKind, type: String) {
        kinds[path] = kind
        types[path] = type
    }

    private static func node(
        at path: ArraySlice<String>,
        in properties: [String: SchemaNode],
        _ resolver: ShapeResolver
    ) -> SchemaNode? {
        guard let first = path.first, let node = properties[first] else { return nil }
        let rest = path.dropFirst().drop { $0 == "properties" }
        guard !rest.isEmpty else { return node }
        guard case .object(_, let object) = resolver.resolve(node).shape else { return nil }
        return self.node(at: rest, in: object["properties"]?.object ?? [:], resolver)
    }
}

extension ShapeResolver.Resolved {
    fileprivate var attributeKind: ResourceTypeSchema.ScalarKind {
        switch shape {
        case .scalar(let kind): kind
        case .enumeration: .string
        case .list: .list
        case .object, .map, .json: .json
        }
    }
}
