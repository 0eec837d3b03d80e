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
        let digest = bytes.withUnsafeBytes(Self.digest)
        hexadecimal = String(
            decoding: digest.flatMap { [Self.digits[Int($0 >> 4)], Self.digits[Int($0 & 15)]] },
            as: UTF8.self
        )
    }

    private static let digits = Array("0123456789abcdef".utf8)

    #if canImport(CryptoKit)
    private static func digest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }
    #else
    private static func digest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
            var size: UInt32 = 0
            let status = EVP_Digest(bytes.baseAddress, bytes.count, buffer.baseAddress, &size, EVP_sha256(), nil)
            precondition(status == 1, "libcrypto has no SHA-256")
            count = Int(size)
        }
    }
    #endif
}
