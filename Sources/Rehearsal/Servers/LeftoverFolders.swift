internal import BorealisFileSystem

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Folders of runs that were killed together with what would have removed them.
enum LeftoverFolders {
    /// In seconds: a younger folder may not have been claimed yet, or is being removed.
    private static let age = 60

    /// Removes those that no run claims.
    static func remove(in parent: String, prefix: String, lock: String) {
        for name in (try? POSIXFile.names(in: parent)) ?? [] where name.hasPrefix(prefix) {
            let folder = "\(parent)/\(name)"
            // A lock is made with the folder; a folder without one is somebody else's.
            guard isOld("\(folder)/\(lock)"), let claim = try? FolderClaim.take("\(folder)/\(lock)") else { continue }
            close(claim)
            let command = ["/bin/rm", "-rf", folder]
            _ = try? ChildProcess(command, environment: [:]).wait()
        }
    }

    private static func isOld(_ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_uid == geteuid() else { return false }
        #if canImport(Darwin)
        let modified = status.st_mtimespec.tv_sec
        #else
        let modified = status.st_mtim.tv_sec
        #endif
        return time(nil) - modified > age
    }
}

/// A lock that the system lets go of when its process dies.
enum FolderClaim {
    /// - Returns: the descriptor that holds it.
    /// - Throws: also when another process has it.
    static func take(_ path: String) throws(POSIXFailure) -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw POSIXFailure(code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure = POSIXFailure(code: errno)
            close(descriptor)
            throw failure
        }
        return descriptor
    }
}

enum FolderAccess {
    /// Whether everybody may go through a folder and all that it is in.
    static func isOpen(_ folder: String) -> Bool {
        var path = ""
        for part in folder.split(separator: "/") {
            path += "/\(part)"
            var status = stat()
            guard stat(path, &status) == 0, mode_t(status.st_mode) & S_IXOTH != 0 else { return false }
        }
        return true
    }
}
