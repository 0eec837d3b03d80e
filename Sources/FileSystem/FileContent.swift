#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What a file has, in pieces: an archive of many files is never copied into one array.
package struct FileContent: Sendable {
    package let pieces: [[UInt8]]
    package let count: Int

    package init(_ pieces: [[UInt8]]) {
        self.pieces = pieces
        count = pieces.reduce(0) { $0 + $1.count }
    }

    package init(_ text: String) {
        self.init([Array(text.utf8)])
    }

    /// All of it at once.
    package var bytes: [UInt8] { Array(pieces.joined()) }

    /// Writes a file anew.
    package func write(to path: String) throws(POSIXFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .last }
        do throws(POSIXFailure) {
            var buffer: [UInt8] = []
            for piece in pieces {
                buffer += piece
                guard buffer.count >= Self.bufferSize else { continue }
                try POSIXFile.write(buffer, to: descriptor)
                buffer.removeAll(keepingCapacity: true)
            }
            try POSIXFile.write(buffer, to: descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        // A file system may report only here that it had no room.
        guard close(descriptor) == 0 else { throw .last }
    }

    /// Whether a file is there and has just this; the file isn't read whole.
    package func isContent(of path: String) throws(POSIXFailure) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            // A file in the place of its folder is found when the folder is made.
            guard errno == ENOENT || errno == ENOTDIR else { throw .last }
            return false
        }
        defer { close(descriptor) }
        let stamp = try FileStamp(descriptor)
        guard !stamp.isFolder else { throw POSIXFailure(code: EISDIR) }
        guard stamp.size == count else { return false }
        var reader = PieceReader(descriptor: descriptor)
        for piece in pieces {
            guard try reader.startsWith(piece) else { return false }
        }
        return true
    }

    fileprivate static let bufferSize = 1 << 16
}

/// Compares a file with one piece after the other.
private struct PieceReader {
    let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: FileContent.bufferSize)
    private var rest = 0..<0
    private var offset = 0

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    mutating func startsWith(_ piece: [UInt8]) throws(POSIXFailure) -> Bool {
        var compared = 0
        while compared < piece.count {
            if rest.isEmpty, try !fill() { return false }
            let count = min(rest.count, piece.count - compared)
            let isSame = buffer.withUnsafeBytes { left in
                piece.withUnsafeBytes { right in
                    guard let left = left.baseAddress, let right = right.baseAddress else { return false }
                    return memcmp(left + rest.lowerBound, right + compared, count) == 0
                }
            }
            guard isSame else { return false }
            compared += count
            rest = (rest.lowerBound + count)..<rest.upperBound
        }
        return true
    }

    /// - Returns: false at the end of the file.
    private mutating func fill() throws(POSIXFailure) -> Bool {
        while true {
            let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
            guard count < 0 else {
                rest = 0..<count
                offset += count
                return count > 0
            }
            guard errno == EINTR else { throw .last }
        }
    }
}
