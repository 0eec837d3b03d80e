internal import BorealisFileSystem

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A process of ours that hasn't been waited for yet: until then the system gives its number to no other.
struct ProcessNumber: Hashable, Sendable {
    let value: pid_t

    /// Waits until it has ended.
    ///
    /// - Returns: nil when it runs on after that time.
    func wait(limit: Duration?) throws(POSIXFailure) -> ProcessEnding? {
        guard let limit else { return try ending(isWaiting: true) }
        return try Self.repeating(limit: limit) { () throws(POSIXFailure) in try ending(isWaiting: false) }
    }

    /// Asks again and again: the system has no wait with a limit.
    ///
    /// - Returns: nil where there is no answer after that time.
    static func repeating(
        limit: Duration?,
        _ attempt: () throws(POSIXFailure) -> ProcessEnding?
    ) throws(POSIXFailure) -> ProcessEnding? {
        let deadline = limit.map { ContinuousClock.now + $0 }
        // Most programs end within the first few steps.
        var pause: Int32 = 1
        while true {
            if let ending = try attempt() { return ending }
            if let deadline, ContinuousClock.now >= deadline { return nil }
            poll(nil, 0, pause)
            pause = min(2 * pause, 20)
        }
    }

    /// - Returns: nil while it runs.
    func ending(isWaiting: Bool) throws(POSIXFailure) -> ProcessEnding? {
        while true {
            var status: Int32 = 0
            let ended = waitpid(value, &status, isWaiting ? 0 : WNOHANG)
            if ended == value { return ProcessEnding(waitStatus: status) }
            if ended == 0 { return nil }
            guard errno == EINTR else { throw .last }
        }
    }

    func send(_ signal: Int32) {
        kill(value, signal)
    }
}
