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
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = halves.first, let bytes = address(String(first)) else { return false }
        guard halves.count == 2 else { return true }
        guard let length = prefixLength(halves[1]) else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            let networkBits = min(max(length - index * 8, 0), 8)
            return byte & (0xFF >> UInt8(networkBits)) == 0 || networkBits == 8
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
