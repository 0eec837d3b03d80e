internal import BorealisCompression
package import ResourceSchema

/// Every resource type that the pinned registry schemas know, for templates whose types nobody has imported.
///
/// All facts are one compressed text, which is read when a catalog is made.
package struct ResourceCatalog: Sendable {
    /// The facts of each type in UTF-8, by its name.
    private let facts: [String: ArraySlice<UInt8>]

    package init() {
        let bytes = Base64.decoded(String(describing: CatalogFacts.compressed))
        guard let text = ZlibStream.decompressed(bytes, size: CatalogFacts.size) else {
            preconditionFailure("the catalog is not what schema-codegen wrote")
        }
        let entries = text.split(separator: 0x1E).map { entry in
            (String(decoding: entry.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self), entry)
        }
        facts = Dictionary(uniqueKeysWithValues: entries)
    }

    /// Sorted.
    package var typeNames: [String] { facts.keys.sorted() }

    package func schema(of typeName: String) -> ResourceTypeSchema? {
        facts[typeName].map { ResourceTypeSchema(facts: String(decoding: $0, as: UTF8.self)) }
    }
}

enum Base64 {
    /// Line feeds don't count, and neither does the padding at the end.
    static func decoded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var (bits, count): (UInt32, Int) = (0, 0)
        for character in text.utf8 {
            guard let value = value(of: character) else { continue }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return bytes
    }

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a") + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0") + 52)
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
