/// An address that somebody has set for a service.
///
/// Neither a user nor a query belongs there, and a path must have no character that would be encoded: libcurl would sign
/// it wrongly.
struct EndpointURL {
    /// Without a slash at the end.
    let text: String

    init?(_ text: String) {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["http", "https"].contains(parts[0].lowercased()) else { return nil }
        let host = parts[1].prefix { $0 != "/" }
        let path = parts[1].dropFirst(host.count)
        guard Self.isAuthority(host), path.utf8.allSatisfy({ Self.isPlain($0) || $0 == UInt8(ascii: "/") }) else {
            return nil
        }
        let end = path.lastIndex { $0 != "/" }.map { path.index(after: $0) } ?? path.startIndex
        self.text = "\(parts[0].lowercased())://\(host)\(path[..<end])"
    }

    /// A name or number of a host, and perhaps a port: `localhost:4566`, `[::1]:80`.
    private static func isAuthority(_ text: Substring) -> Bool {
        var rest = text
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            guard rest[..<end].dropFirst().utf8.allSatisfy({ isHexadecimal($0) || $0 == UInt8(ascii: ":") }) else {
                return false
            }
            rest = rest[rest.index(after: end)...]
        } else {
            let host = rest.prefix { $0 != ":" }
            guard !host.isEmpty, host.utf8.allSatisfy(isPlain) else { return false }
            rest = rest.dropFirst(host.count)
        }
        guard let colon = rest.first else { return true }
        return colon == ":" && UInt16(rest.dropFirst()) != nil
    }

    private static func isPlain(_ byte: UInt8) -> Bool { byte.isUnreserved }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

extension UInt8 {
    /// Whether it stands for itself in addresses and forms.
    ///
    /// - Source: RFC 3986, section 2.3, read 2026-11-22.
    var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
