internal import BorealisCompression
package import ResourceSchema

/// Every resource type that the pinned registry schemas know, for templates whose types nobody has imported.
///
/// All facts are one compressed text, which is read when a catalog is made.
package struct ResourceCatalog: Sendable {
    /// The facts of each type in UTF-8, by its name.
    private let facts: [String: ArraySlice<UInt8>]

    package init() {
        let bytes = Base64.decoded(CatalogFacts.compressed)
        guard let text = ZlibStream.decompressed(bytes, size: CatalogFacts.size) else {
            preconditionFailure("the catalog is not what schema-codegen wrote")
        }
        let entries = Self.ranges(of: text).map { range in
            let entry = text[range]
            return (String(decoding: entry.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self), entry)
        }
        facts = Dictionary(uniqueKeysWithValues: entries)
    }

    /// Where the facts of each type are: megabytes are looked through, so each byte is compared and nothing else.
    private static func ranges(of text: [UInt8]) -> [Range<Int>] {
        text.withUnsafeBufferPointer { bytes in
            var ranges: [Range<Int>] = []
            var start = 0
            for index in bytes.indices where bytes[index] == 0x1E {
                if start < index { ranges.append(start..<index) }
                start = index + 1
            }
            return start < bytes.count ? ranges + [start..<bytes.count] : ranges
        }
    }

    /// Sorted.
    package var typeNames: [String] { facts.keys.sorted() }

    package func schema(of typeName: String) -> ResourceTypeSchema? {
        facts[typeName].map { ResourceTypeSchema(facts: String(decoding: $0, as: UTF8.self)) }
    }
}

enum Base64 {
    /// Line feeds don't count, and neither does the padding at the end.
    static func decoded(_ text: StaticString) -> [UInt8] {
        text.withUTF8Buffer { characters in
            [UInt8](unsafeUninitializedCapacity: characters.count * 3 / 4 + 1) { bytes, size in
                values.withUnsafeBufferPointer { values in
                    var (bits, count): (UInt32, Int) = (0, 0)
                    for character in characters {
                        let value = values[Int(character)]
                        guard value != none else { continue }
                        bits = bits << 6 | UInt32(value)
                        count += 6
                        guard count >= 8 else { continue }
                        count -= 8
                        bytes[size] = UInt8(truncatingIfNeeded: bits >> count)
                        size += 1
                    }
                }
            }
        }
    }

    /// What a byte that is no digit has for its value.
    private static let none: UInt8 = 0xFF

    /// The value of each byte.
    private static let values: [UInt8] = {
        let digits: [ClosedRange<Unicode.Scalar>] = ["A"..."Z", "a"..."z", "0"..."9", "+"..."+", "/"..."/"]
        var values = [UInt8](repeating: none, count: 256)
        for (value, byte) in digits.flatMap({ $0.lowerBound.value...$0.upperBound.value }).enumerated() {
            values[Int(byte)] = UInt8(value)
        }
        return values
    }()
}
