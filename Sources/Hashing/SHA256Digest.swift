#if canImport(CryptoKit)
internal import CryptoKit
#else
internal import CLibCrypto
#endif

/// The SHA-256 of some bytes, by the system's own library: it is as fast as any, and adds nothing to a build.
package struct SHA256Digest: Hashable, Sendable {
    /// 64 digits, in small letters.
    package let hexadecimal: String

    package init(of bytes: [UInt8]) {
        self.init(of: [bytes])
    }

    /// - Parameter pieces: of the bytes, in their order.
    package init(of pieces: [[UInt8]]) {
        let digest = Self.digest(of: pieces)
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

    #if canImport(CryptoKit)
    private static func digest(of pieces: [[UInt8]]) -> [UInt8] {
        var hash = SHA256()
        for piece in pieces {
            hash.update(data: piece)
        }
        return Array(hash.finalize())
    }
    #else
    /// Looked up once: it takes as long as the hash of some kilobytes.
    nonisolated(unsafe) private static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

    private static func digest(of pieces: [[UInt8]]) -> [UInt8] {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var isGood = EVP_DigestInit_ex(context, algorithm, nil) == 1
        for piece in pieces {
            isGood = piece.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) } == 1 && isGood
        }
        let digest = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
            var size: UInt32 = 0
            isGood = EVP_DigestFinal_ex(context, buffer.baseAddress, &size) == 1 && isGood
            count = Int(size)
        }
        precondition(isGood, "libcrypto has no SHA-256")
        return digest
    }
    #endif
}
