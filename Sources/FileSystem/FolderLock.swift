#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Keeps a second run out of a folder until this one has ended; the system lets go of it when a process dies.
package enum FolderLock {
    /// - Parameter isWaiting: called when another run has the folder.
    package static func holding<Result>(
        _ path: String,
        isWaiting: () -> Void,
        body: () throws -> Result
    ) throws -> Result {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw POSIXFailure.last }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            isWaiting()
            while flock(descriptor, LOCK_EX) != 0 {
                guard errno == EINTR else { throw POSIXFailure.last }
            }
        }
        return try body()
    }
}
