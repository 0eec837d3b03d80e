#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// How often a request is sent again, and after how long.
package struct Retries {
    /// How often a request is sent at most.
    let attempts: Int
    private let pause: (Duration) -> Void
    private let random: () -> Double

    static let longestPause = Duration.seconds(20)

    /// - Parameters:
    ///   - pause: waits.
    ///   - random: 0..<1.
    package init(
        attempts: Int = 5,
        pause: @escaping (Duration) -> Void,
        random: @escaping () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.attempts = attempts
        self.pause = pause
        self.random = random
    }

    /// Five attempts with up to 1, 2, 4 and 8 s between them.
    package static var standard: Retries {
        Retries { pause in
            var time = timespec()
            time.tv_sec = Int(pause.components.seconds)
            time.tv_nsec = Int(pause.components.attoseconds / 1_000_000_000)
            nanosleep(&time, nil)
        }
    }

    /// Waits for a random part of a time that doubles: so that many that were refused at once don't come back at once.
    ///
    /// - Parameters:
    ///   - attempt: the one that failed; counted from 1.
    ///   - wish: the header `Retry-After` of the answer; not kept to beyond the longest pause.
    func wait(after attempt: Int, wish: String?) {
        let limit = min(.seconds(1 << (attempt - 1)), Self.longestPause)
        let wished = wish.flatMap { Int($0) }.map { Duration.seconds(max(0, $0)) } ?? .zero
        pause(min(max(limit * random(), wished), Self.longestPause))
    }
}
