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

    /// Reads a regular file.
    ///
    /// The stamp is from before the reading: a change meanwhile shows like one that comes later.
    package static func read(_ path: String) throws(POSIXFailure) -> SourceFile {
        // A pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        let stamp = try FileStamp(descriptor)
        guard stamp.isRegular else { throw stamp.isFolder ? POSIXFailure(code: EISDIR) : .notAFile }
        let bytes = try content(of: descriptor, size: stamp.size)
        return SourceFile(path: path, bytes: bytes, isExecutable: stamp.isExecutable, stamp: stamp)
    }

    /// The first bytes of an open file, or all of them where there are fewer.
    package static func content(of descriptor: Int32, size: Int) throws(POSIXFailure) -> [UInt8] {
        var failure: POSIXFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = pread(descriptor, buffer.baseAddress?.advanced(by: count), size - count, off_t(count))
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
    private let modification: Time
    /// Set by the system with every change, whatever is written to the other.
    private let change: Time

    private struct Time: Hashable {
        let seconds: Int
        let nanoseconds: Int

        init(_ time: timespec) {
            seconds = Int(time.tv_sec)
            nanoseconds = Int(time.tv_nsec)
        }
    }

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
        modification = Time(status.st_mtimespec)
        change = Time(status.st_ctimespec)
        #else
        modification = Time(status.st_mtim)
        change = Time(status.st_ctim)
        #endif
    }

    var isRegular: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
    var isFolder: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }
    var isExecutable: Bool { mode & UInt32(S_IXUSR) != 0 }
}
