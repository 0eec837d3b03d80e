internal import CLibZ

/// Bytes in zlib's format.
package enum ZlibStream {
    /// As small as zlib makes it; the bytes differ between versions of zlib, what they stand for doesn't.
    package static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        var size = compressBound(uLong(bytes.count))
        return [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
            let result = compress2(buffer.baseAddress, &size, bytes, uLong(bytes.count), Z_BEST_COMPRESSION)
            precondition(result == Z_OK, "zlib has no memory left")
            count = Int(size)
        }
    }

    /// - Parameter size: of what comes out.
    /// - Returns: nil for bytes that are not in the format, or of another size.
    package static func decompressed(_ bytes: [UInt8], size: Int) -> [UInt8]? {
        var outputSize = uLong(size)
        var isComplete = false
        let output = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            isComplete = uncompress(buffer.baseAddress, &outputSize, bytes, uLong(bytes.count)) == Z_OK
            count = isComplete ? Int(outputSize) : 0
        }
        return isComplete && output.count == size ? output : nil
    }
}
