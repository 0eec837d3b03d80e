/// A block of IPv4 addresses: `10.0.0.0/16`.
///
/// A literal that is not a block is kept as it is and refused at synth by the construct that it was given to.
public struct CIDR: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The text as it was written.
    public let description: String
    private let block: Block?

    private struct Block: Hashable, Sendable {
        let address: UInt32
        /// The number of leading bits that all addresses share: 0...32.
        let prefixLength: Int

        var hostMask: UInt32 {
            prefixLength == 0 ? .max : UInt32((UInt64(1) << (32 - prefixLength)) - 1)
        }
    }

    /// A block by its text.
    public init(stringLiteral text: String) {
        self.init(text)
    }

    /// A block by its text.
    public init(_ text: String) {
        description = text
        block = Self.parsed(text)
    }

    private init(_ block: Block) {
        let bytes = [24, 16, 8, 0].map { String(block.address >> UInt32($0) & 0xFF) }
        description = bytes.joined(separator: ".") + "/\(block.prefixLength)"
        self.block = block
    }

    /// The number of leading bits that all addresses share: 0...32; nil for what is not a block.
    package var prefixLength: Int? { block?.prefixLength }

    /// The same block by its first address; nil for what is not a block.
    package var canonical: CIDR? {
        block.map { CIDR(Block(address: $0.address & ~$0.hostMask, prefixLength: $0.prefixLength)) }
    }

    /// The first of the equal parts that a block has, in the order of their addresses.
    ///
    /// - Parameter bits: 2^bits parts.
    /// - Returns: nil where the block has no parts of that size.
    package func part(_ index: Int, bits: Int) -> CIDR? {
        guard let block, block.prefixLength + bits <= 32, index < 1 << bits else { return nil }
        let prefixLength = block.prefixLength + bits
        let offset = UInt32(index) << UInt32(32 - prefixLength)
        return CIDR(Block(address: (block.address & ~block.hostMask) + offset, prefixLength: prefixLength))
    }

    private static func parsed(_ text: String) -> Block? {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, let prefixLength = decimal(halves[1], upTo: 32) else { return nil }
        let bytes = halves[0].split(separator: ".", omittingEmptySubsequences: false).map { decimal($0, upTo: 255) }
        guard bytes.count == 4 else { return nil }
        var address: UInt32 = 0
        for byte in bytes {
            guard let byte else { return nil }
            address = address << 8 | UInt32(byte)
        }
        return Block(address: address, prefixLength: prefixLength)
    }

    /// Digits without a leading zero, which some tools read as octal.
    private static func decimal(_ text: Substring, upTo limit: Int) -> Int? {
        guard let number = Int(text), String(number) == text, (0...limit).contains(number) else { return nil }
        return number
    }
}
