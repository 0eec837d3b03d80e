internal import BorealisFileSystem
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A program that runs beside us, such as a database server, with all that it starts.
///
/// It is killed when nothing refers to it any more.
package final class RunningProcess: Sendable {
    private let number: ProcessNumber
    /// Nil while it hasn't been waited for.
    private let ending = Mutex<ProcessEnding?>(nil)

    init(_ number: ProcessNumber) {
        self.number = number
    }

    deinit {
        kill()
        _ = try? wait()
    }

    /// The system's number for it, which is also that of its group.
    package var identifier: Int32 { number.value }

    package var isRunning: Bool {
        (try? wait(limit: .zero)) == .some(nil)
    }

    /// Asks it to end.
    package func terminate() {
        send(SIGTERM)
    }

    /// Ends it.
    package func kill() {
        send(SIGKILL)
    }

    /// Sends a signal to it and to all that it has started; nothing once it has been seen to end.
    package func send(_ signal: Int32) {
        ending.withLock { ending in
            if ending == nil { number.sendToGroup(signal) }
        }
    }

    /// Waits until it has ended; meanwhile others can send signals.
    ///
    /// - Returns: nil when it runs on after that time.
    package func wait(limit: Duration? = nil) throws(ProcessFailure) -> ProcessEnding? {
        do throws(POSIXFailure) {
            return try ProcessNumber.repeating(limit: limit) { () throws(POSIXFailure) in try seenEnding().get() }
        } catch {
            throw .refused("process \(number.value)", reason: error.explanation)
        }
    }

    private func seenEnding() -> Result<ProcessEnding?, POSIXFailure> {
        ending.withLock { ending in
            do throws(POSIXFailure) {
                if ending == nil { ending = try number.ending(isWaiting: false) }
                return .success(ending)
            } catch {
                return .failure(error)
            }
        }
    }

    /// Asks it to end, and ends it when it hasn't by then.
    ///
    /// - Parameter signal: by which it is asked; PostgreSQL, for one, shuts down fast on an interrupt.
    @discardableResult
    package func stop(signal: Int32 = SIGTERM, within limit: Duration) throws(ProcessFailure) -> ProcessEnding? {
        send(signal)
        if let ending = try wait(limit: limit) { return ending }
        kill()
        return try wait()
    }
}
