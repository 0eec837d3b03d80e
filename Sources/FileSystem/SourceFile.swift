#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A file that goes into the output, and what tells whether it was changed since it was read.
package struct SourceFile: Sendable {
    /// As the reader of a problem knows it.
    package let path: String
    package let bytes: [UInt8]
    /// Whether its owner may run it.
    package let isExecutable: Bool
    package let stamp: FileStamp

    /// Reads a regular file, and not half of an edit: one that changes meanwhile is read again.
    package static func read(_ path: String) throws(POSIXFailure) -> SourceFile {
        // A pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        var before = try FileStamp(descriptor)
        guard before.isRegular else { throw POSIXFailure(code: before.isFolder ? EISDIR : EINVAL) }
        for _ in 0..<3 {
            let bytes = try content(of: descriptor, expecting: before.size)
            let after = try FileStamp(descriptor)
            if after == before {
                return SourceFile(path: path, bytes: bytes, isExecutable: before.isExecutable, stamp: before)
            }
            before = after
        }
        throw POSIXFailure(code: EBUSY)
    }

    private static func content(of descriptor: Int32, expecting size: Int) throws(POSIXFailure) -> [UInt8] {
        var failure: POSIXFailure?
        // One byte more than expected, so that the end is seen by the same call.
        let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            while count < buffer.count {
                let got = pread(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count, off_t(count))
                if got > 0 {
                    count += got
                } else if got == 0 {
                    return
                } else if errno != EINTR {
                    failure = .last
                    return
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }
}

/// What the system knows of a file; it differs after any change, also after one that restores the old time.
package struct FileStamp: Hashable, Sendable {
    let size: Int
    private let device: UInt64
    private let inode: UInt64
    private let mode: UInt32
    private let modification: [Int]

    /// - Throws: when there is no such file, or it can't be looked at.
    package init(_ path: String) throws(POSIXFailure) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .last }
        self.init(status)
    }

    init(_ descriptor: Int32) throws(POSIXFailure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last }
        self.init(status)
    }

    private init(_ status: stat) {
        size = Int(status.st_size)
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(status.st_ino)
        mode = UInt32(status.st_mode)
        #if canImport(Darwin)
        let times = [status.st_mtimespec, status.st_ctimespec]
        #else
        let times = [status.st_mtim, status.st_ctim]
        #endif
        modification = times.flatMap { [Int($0.tv_sec), Int($0.tv_nsec)] }
    }

    var isRegular: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
    var isFolder: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }
    var isExecutable: Bool { mode & UInt32(S_IXUSR) != 0 }
}
