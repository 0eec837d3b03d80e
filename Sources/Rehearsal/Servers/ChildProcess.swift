internal import BorealisFileSystem

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A program that was started in a session of its own, so that a Ctrl-C for this process doesn't reach it.
struct ChildProcess {
    let id: pid_t

    /// Starts a program; of this process it gets nothing but what is given here.
    ///
    /// - Parameters:
    ///   - command: its path, then its arguments.
    ///   - input: a descriptor; nil for nothing to read.
    ///   - log: a file that takes both its outputs, at the end; nil for nowhere.
    init(
        _ command: [String],
        environment: [String: String],
        input: Int32? = nil,
        log: String? = nil
    ) throws(POSIXFailure) {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        let flags = POSIX_SPAWN_SETSID | POSIX_SPAWN_CLOEXEC_DEFAULT
        #else
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        // POSIX_SPAWN_SETSID, which the headers show to GNU programs only.
        let flags: Int32 = 0x80
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 1, log ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // Who starts this may have signals blocked or ignored, and the child would keep them so.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGCHLD] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes,
            Int16(flags | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF))
        )
        var id: pid_t = 0
        let variables = environment.map { "\($0)=\($1)" }.sorted()
        let code = withCStrings(command) { arguments in
            withCStrings(variables) { posix_spawn(&id, command[0], &actions, &attributes, arguments, $0) }
        }
        guard code == 0 else { throw POSIXFailure(code: code) }
        self.id = id
    }

    /// How it ended, as a shell says it; nil while it runs.
    ///
    /// After an answer it must not be asked again.
    func endStatus() -> Int32? {
        status(options: WNOHANG)
    }

    /// Waits for its end.
    @discardableResult
    func wait() -> Int32 {
        status(options: 0) ?? 0
    }

    private func status(options: Int32) -> Int32? {
        var status: Int32 = 0
        while true {
            let found = waitpid(id, &status, options)
            if found == id {
                let signal = status & 0x7F
                return signal == 0 ? status >> 8 & 0xFF : 128 + signal
            }
            // Whoever ignores the end of its children has them gone already.
            if found == 0 || errno != EINTR { return found == 0 ? nil : 0 }
        }
    }
}

/// Lends texts in the form of an argument list.
private func withCStrings<Result>(
    _ texts: [String],
    body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = texts.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
}
