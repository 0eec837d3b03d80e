/// How a program ended.
package enum ProcessEnding: Hashable, Sendable {
    case exited(Int32)
    /// By a signal.
    case killed(Int32)

    /// - Source: wait(2) of Linux and of macOS, read 2026-11-21: the low seven bits have the signal, the next byte the
    ///   status.
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7F
        self = signal == 0 ? .exited((waitStatus >> 8) & 0xFF) : .killed(signal)
    }
}

/// A program that has ended, and what it wrote.
package struct FinishedProcess: Hashable, Sendable {
    package let ending: ProcessEnding
    package let output: [UInt8]
    package let errors: [UInt8]

    package init(ending: ProcessEnding, output: [UInt8], errors: [UInt8]) {
        self.ending = ending
        self.output = output
        self.errors = errors
    }

    /// Whether it says so.
    package var isSuccess: Bool { ending == .exited(0) }
}
