package import Foundation

/// Reads registry schemas.
package struct SchemaParser {
    package init() {}

    /// - Throws: ``SchemaError`` for what is not a registry schema.
    package func parse(_ data: Data, file: String) throws(SchemaError) -> RegistrySchema {
        guard let json = try? JSONSerialization.jsonObject(with: data) else { throw .notJSON(file: file) }
        let root = SchemaNode(json)
        guard let typeName = root["typeName"]?.text, typeName.split(separator: ":").count >= 3 else {
            throw .noTypeName(file: file)
        }
        return RegistrySchema(
            typeName: typeName,
            properties: (root["properties"]?.object ?? [:])
                .merging(Patches.specifiedProperties[typeName] ?? [:]) { _, specified in specified },
            definitions: root["definitions"]?.object ?? [:],
            required: Set(texts(root["required"])),
            root: root,
            primaryIdentifier: paths(root["primaryIdentifier"]),
            createOnly: Set(paths(root["createOnlyProperties"])),
            conditionalCreateOnly: Set(paths(root["conditionalCreateOnlyProperties"])),
            readOnly: Set(paths(root["readOnlyProperties"])).subtracting(Patches.settableProperties[typeName] ?? []),
            writeOnly: Set(paths(root["writeOnlyProperties"])),
            tagProperty: tagProperty(root)
        )
    }

    private func texts(_ node: SchemaNode?) -> [String] {
        (node?.list ?? []).compactMap(\.text)
    }

    /// `/properties/Endpoint/Address` and the newer `/properties/Endpoint/properties/Address` are `Endpoint.Address`.
    private func paths(_ node: SchemaNode?) -> [String] {
        texts(node).map { pointer in
            let parts = pointer.split(separator: "/").map(String.init)
            let path = parts.first == "properties" ? Array(parts.dropFirst()) : parts
            return path.joined(separator: ".")
        }
    }

    /// Schemas without `tagging` are older than it: those with a property `Tags` can have tags.
    private func tagProperty(_ root: SchemaNode) -> String? {
        guard let tagging = root["tagging"] else { return root["taggable"] == .boolean(false) ? nil : "Tags" }
        guard tagging["taggable"] != .boolean(false) else { return nil }
        return tagging["tagProperty"]?.text.map { String($0.split(separator: "/").last ?? "Tags") } ?? "Tags"
    }
}

/// Why a file is not a registry schema.
package enum SchemaError: Error, Hashable {
    case notJSON(file: String)
    case noTypeName(file: String)
    case noSchemas(folder: String)
}

extension SchemaError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notJSON(let file): "\(file) is not JSON"
        case .noTypeName(let file): "\(file) has no typeName, so it is not a registry schema"
        case .noSchemas(let folder): "no schemas in \(folder); run scripts/update-schemas --fetch-only"
        }
    }
}

extension SchemaNode {
    fileprivate init(_ json: Any) {
        switch json {
        case let entries as [String: Any]: self = .object(entries.mapValues(SchemaNode.init))
        case let items as [Any]: self = .list(items.map(SchemaNode.init))
        case let text as String: self = .string(text)
        case let number as NSNumber:
            self = number.isBoolean ? .boolean(number.boolValue) : .number(number.stringValue)
        default: self = .null
        }
    }
}

extension NSNumber {
    /// Foundation has one class for numbers and booleans, which differ in their Objective-C type.
    fileprivate var isBoolean: Bool {
        String(cString: objCType) == "c"
    }
}
