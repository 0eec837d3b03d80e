/// A part of a registry schema, as JSON has it.
package enum SchemaNode: Hashable, Sendable {
    case object([String: SchemaNode])
    case list([SchemaNode])
    case string(String)
    /// As JSON writes it, so that no limit is rounded.
    case number(String)
    case boolean(Bool)
    case null

    package subscript(key: String) -> SchemaNode? {
        if case .object(let entries) = self { entries[key] } else { nil }
    }

    package var object: [String: SchemaNode] {
        if case .object(let entries) = self { entries } else { [:] }
    }

    package var list: [SchemaNode] {
        if case .list(let items) = self { items } else { [] }
    }

    package var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .boolean(let boolean): String(boolean)
        case .object, .list, .null: nil
        }
    }

    package var isTrue: Bool { self == .boolean(true) }
}
