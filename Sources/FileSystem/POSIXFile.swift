#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Files by the calls of the system, whose refusals come with their reason.
package enum POSIXFile {
    /// The bytes of a file; `nil` where there is none.
    package static func content(of path: String) throws(POSIXFailure) -> [UInt8]? {
        do throws(POSIXFailure) {
            return try SourceFile.read(path).bytes
        } catch  where error.code == ENOENT {
            return nil
        }
    }

    /// Makes a file that isn't there yet, whole or not at all, and never in the place of another.
    ///
    /// - Throws: `EEXIST` when there is one.
    package static func create(_ path: String, with bytes: [UInt8]) throws(POSIXFailure) {
        let temporary = temporaryPath(beside: path)
        try write(bytes, toNew: temporary)
        defer { unlink(temporary) }
        // A second name for the file, which takes the place of none: a rename would.
        guard link(temporary, path) == 0 else { throw .last }
    }

    /// Puts new content in the place of a file, at once.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(POSIXFailure) {
        let temporary = temporaryPath(beside: path)
        try write(bytes, toNew: temporary)
        guard rename(temporary, path) == 0 else {
            let failure = POSIXFailure.last
            unlink(temporary)
            throw failure
        }
    }

    /// A hidden name that no other process has at the same time.
    private static func temporaryPath(beside path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return (parts.dropLast() + [".borealis-\(getpid())"]).joined(separator: "/")
    }

    private static func write(_ bytes: [UInt8], toNew path: String) throws(POSIXFailure) {
        // What is there under this name was left by a process that was killed.
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .last }
        do throws(POSIXFailure) {
            try write(bytes, to: descriptor)
        } catch {
            close(descriptor)
            unlink(path)
            throw error
        }
        guard close(descriptor) == 0 else {
            let failure = POSIXFailure.last
            unlink(path)
            throw failure
        }
    }

    /// Puts a file in the place of another, at once.
    package static func replace(_ path: String, with newPath: String) throws(POSIXFailure) {
        guard rename(newPath, path) == 0 else { throw .last }
    }

    /// Removes a file, and never a folder.
    ///
    /// - Returns: whether it was there.
    @discardableResult
    package static func remove(_ path: String) throws(POSIXFailure) -> Bool {
        guard unlink(path) != 0 else { return true }
        guard errno == ENOENT else { throw .last }
        return false
    }

    /// Removes a folder if nothing is in it.
    package static func removeEmptyFolder(_ path: String) {
        rmdir(path)
    }

    /// Makes a folder and those that it is in, where there are none.
    package static func makeFolders(_ path: String) throws(POSIXFailure) {
        guard mkdir(path, 0o777) != 0 else { return }
        switch errno {
        case EEXIST:
            guard try FileStamp(path).isFolder else { throw POSIXFailure(code: EEXIST) }
        case ENOENT:
            guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { throw POSIXFailure(code: ENOENT) }
            try makeFolders(String(path[..<slash]))
            try makeFolders(path)
        default: throw .last
        }
    }

    /// The names in a folder, in no order; a name that isn't UTF-8 is left out.
    package static func names(in folder: String) throws(POSIXFailure) -> [String] {
        try FolderListing(folder).entries.compactMap(\.name)
    }

    /// Writes all bytes to an open file.
    package static func write(_ bytes: [UInt8], to descriptor: Int32) throws(POSIXFailure) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Darwin)
                Darwin.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                #elseif canImport(Musl)
                Musl.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                #else
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                #endif
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw .last
            }
        }
    }
}
