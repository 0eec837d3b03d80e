#if canImport(CryptoKit)
internal import CryptoKit
#else
internal import CLibCrypto
#endif

/// The SHA-256 of bytes that come one piece after the other and are never in memory at once.
package struct SHA256Stream: ~Copyable {
    #if canImport(CryptoKit)
    private var hash = SHA256()

    package init() {}

    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bufferPointer: bytes)
    }

    package consuming func finish() -> SHA256Digest {
        SHA256Digest(digest: Array(hash.finalize()))
    }
    #else
    /// Looked up once: it takes as long as the hash of some kilobytes.
    nonisolated(unsafe) private static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

    private let context = EVP_MD_CTX_new()
    private var isGood: Bool

    package init() {
        isGood = EVP_DigestInit_ex(context, Self.algorithm, nil) == 1
    }

    deinit { EVP_MD_CTX_free(context) }

    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        isGood = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 && isGood
    }

    package consuming func finish() -> SHA256Digest {
        let digest = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
            var size: UInt32 = 0
            isGood = EVP_DigestFinal_ex(context, buffer.baseAddress, &size) == 1 && isGood
            count = Int(size)
        }
        precondition(isGood, "libcrypto has no SHA-256")
        return SHA256Digest(digest: digest)
    }
    #endif
}
