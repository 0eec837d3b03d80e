internal import BorealisFileSystem

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A file without a name that a program reads or writes: unlike a pipe it never makes either side wait, and it is gone
/// when both have closed it.
struct UnlinkedFile: ~Copyable {
    let descriptor: Int32

    /// - Parameter bytes: what is read from it.
    init(_ bytes: [UInt8] = []) throws(POSIXFailure) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        var path = Array("\(folder.isEmpty ? "/tmp" : folder)/borealis-XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw .last }
        unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        try POSIXFile.write(bytes, to: descriptor)
        lseek(descriptor, 0, SEEK_SET)
    }

    deinit {
        close(descriptor)
    }

    /// What was written to it.
    func content() throws(POSIXFailure) -> [UInt8] {
        try SourceFile.content(of: descriptor, size: Int(lseek(descriptor, 0, SEEK_END)))
    }
}
