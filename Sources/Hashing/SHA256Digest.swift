/// The SHA-256 of some bytes, by the system's own library: it is as fast as any, and adds nothing to a build.
package struct SHA256Digest: Hashable, Sendable {
    /// 64 digits, in small letters.
    package let hexadecimal: String

    package init(of bytes: [UInt8]) {
        self.init(of: [bytes])
    }

    /// - Parameter pieces: of the bytes, in their order.
    package init(of pieces: [[UInt8]]) {
        var stream = SHA256Stream()
        for piece in pieces {
            piece.withUnsafeBytes { stream.append($0) }
        }
        self = stream.finish()
    }

    /// - Parameter digest: 32 bytes.
    init(digest: [UInt8]) {
        hexadecimal = String(unsafeUninitializedCapacity: 2 * digest.count) { text in
            for (index, byte) in digest.enumerated() {
                text[2 * index] = Self.digit(byte >> 4)
                text[2 * index + 1] = Self.digit(byte & 15)
            }
            return text.count
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
    }
}
