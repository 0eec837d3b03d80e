/// A set of Unicode scalars, as a class of a pattern describes it.
struct ScalarSet: Sendable {
    indirect enum Description: Sendable {
        case range(ClosedRange<UInt32>)
        case categories(Set<Unicode.GeneralCategory>)
        case union([Description])
        case intersection(Description, Description)
        case complement(Description)

        func contains(_ scalar: Unicode.Scalar) -> Bool {
            switch self {
            case .range(let range): range.contains(scalar.value)
            case .categories(let categories): categories.contains(scalar.properties.generalCategory)
            case .union(let parts): parts.contains { $0.contains(scalar) }
            case .intersection(let left, let right): left.contains(scalar) && right.contains(scalar)
            case .complement(let part): !part.contains(scalar)
            }
        }
    }

    private let description: Description
    /// A bit for each scalar of ASCII, as almost all texts consist of those.
    private let ascii: (UInt64, UInt64)

    init(_ description: Description) {
        self.description = description
        ascii = (Self.bits(of: description, from: 0), Self.bits(of: description, from: 64))
    }

    private static func bits(of description: Description, from first: UInt8) -> UInt64 {
        (0..<64).reduce(0) { bits, offset in
            description.contains(Unicode.Scalar(first + offset)) ? bits | 1 << UInt64(offset) : bits
        }
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<64: ascii.0 >> UInt64(scalar.value) & 1 == 1
        case 64..<128: ascii.1 >> UInt64(scalar.value - 64) & 1 == 1
        default: description.contains(scalar)
        }
    }
}

extension ScalarSet.Description {
    static func scalar(_ scalar: Unicode.Scalar) -> Self { .range(scalar.value...scalar.value) }

    static let digits: Self = .range(48...57)
    static let words: Self = .union([digits, .range(65...90), .range(97...122), .range(95...95)])
    static let spaces: Self = .union([.range(9...13), .range(32...32), .categories([.spaceSeparator])])
    static let all: Self = .range(0...0x10_FFFF)
    static let allButLineFeed: Self = .complement(.range(10...10))

    /// With the other case of each ASCII letter.
    var ignoringCase: Self {
        switch self {
        case .range(let range):
            let upper = range.clamped(to: 65...90)
            let lower = range.clamped(to: 97...122)
            var parts = [self]
            if range.overlaps(65...90) { parts.append(.range(upper.lowerBound + 32...upper.upperBound + 32)) }
            if range.overlaps(97...122) { parts.append(.range(lower.lowerBound - 32...lower.upperBound - 32)) }
            return parts.count == 1 ? self : .union(parts)
        case .categories: return self
        case .union(let parts): return .union(parts.map(\.ignoringCase))
        case .intersection(let left, let right): return .intersection(left.ignoringCase, right.ignoringCase)
        case .complement(let part): return .complement(part.ignoringCase)
        }
    }
}
