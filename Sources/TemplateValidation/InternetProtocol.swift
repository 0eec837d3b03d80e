#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// The version of an address.
enum InternetProtocol {
    case v4
    case v6

    private var family: Int32 { self == .v4 ? AF_INET : AF_INET6 }
    private var byteCount: Int { self == .v4 ? 4 : 16 }

    /// Whether a text is a block in CIDR notation, `10.0.0.0/16`, whose bits behind the prefix are 0; an address without
    /// a prefix is a block of one.
    func isNetwork(_ text: String) -> Bool {
        guard let (bytes, length) = block(text) else { return false }
        return masked(bytes, length) == bytes
    }

    /// The block that an address and a prefix are in; nil for a text that is none.
    func network(around text: String) -> String? {
        guard let (bytes, length) = block(text) else { return nil }
        var characters = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let masked = masked(bytes, length)
        guard inet_ntop(family, masked, &characters, socklen_t(characters.count)) != nil else { return nil }
        let address = characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: address, as: UTF8.self) + "/\(length)"
    }

    private func block(_ text: String) -> (bytes: [UInt8], length: Int)? {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = halves.first, let bytes = address(String(first)) else { return nil }
        guard halves.count == 2 else { return (bytes, byteCount * 8) }
        return prefixLength(halves[1]).map { (bytes, $0) }
    }

    private func masked(_ bytes: [UInt8], _ length: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let networkBits = min(max(length - index * 8, 0), 8)
            return networkBits == 0 ? 0 : byte & (0xFF << UInt8(8 - networkBits))
        }
    }

    private func address(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    private func prefixLength(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.allSatisfy({ ("0"..."9").contains($0) }), let length = Int(text) else { return nil }
        return length <= byteCount * 8 ? length : nil
    }
}
