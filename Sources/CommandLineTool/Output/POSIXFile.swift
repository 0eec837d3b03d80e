#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Why the system refused.
struct POSIXFailure: Error {
    let code: Int32

    init(code: Int32) {
        self.code = code
    }

    /// What is behind an error of Foundation; nil where that isn't the system's.
    init?(_ error: any Error) {
        if let failure = error as? POSIXFailure {
            self = failure
        } else if let underlying = (error as? CocoaError)?.underlying as? POSIXError {
            code = underlying.code.rawValue
        } else {
            return nil
        }
    }

    /// The system's words in small letters: `no space left on device`.
    var explanation: String {
        let words = String(cString: strerror(code))
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}

/// What Foundation has no words for.
enum POSIXFile {
    /// Puts a file in the place of another, at once.
    static func replace(_ path: String, with newPath: String) throws(POSIXFailure) {
        guard rename(newPath, path) == 0 else { throw POSIXFailure(code: errno) }
    }

    /// Removes a file, and never a folder.
    static func remove(_ path: String) throws(POSIXFailure) {
        guard unlink(path) == 0 else { throw POSIXFailure(code: errno) }
    }

    /// Writes all of a text; a reader that has gone away, such as `head`, is no failure.
    static func print(_ text: String, to stream: OutputStream) throws(POSIXFailure) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(stream.descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                return
            } else if errno != EINTR {
                throw POSIXFailure(code: errno)
            }
        }
    }

    /// A stream of the process.
    enum OutputStream {
        case product
        case progress

        fileprivate var descriptor: Int32 { self == .product ? STDOUT_FILENO : STDERR_FILENO }

        /// Whether people read it, and haven't asked for no colours.
        ///
        /// - Source: no-color.org, read 2026-11-21: `NO_COLOR` counts when it isn't empty.
        var takesColours: Bool {
            isatty(descriptor) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
        }
    }
}

/// Keeps a second run out of a folder until this one has ended; the system lets go of it when a process dies.
enum FolderLock {
    /// - Parameter isWaiting: called when another run has the folder.
    static func holding<Result>(
        _ path: String,
        isWaiting: () -> Void,
        body: () throws -> Result
    ) throws -> Result {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { throw POSIXFailure(code: errno) }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            isWaiting()
            while flock(descriptor, LOCK_EX) != 0 {
                guard errno == EINTR else { throw POSIXFailure(code: errno) }
            }
        }
        return try body()
    }
}
