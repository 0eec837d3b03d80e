internal import BorealisFileSystem

#if canImport(Glibc)
@preconcurrency internal import Glibc
#elseif canImport(Musl)
@preconcurrency internal import Musl
#else
internal import Darwin
#endif

/// Starts a program by `posix_spawn`: no code of ours runs between fork and exec.
struct Spawn {
    let path: String
    let arguments: [String]
    /// As `NAME=value`.
    let environment: [String]
    /// Open files that become standard input, output and error.
    let streams: [Int32]

    #if canImport(Darwin)
    private typealias Actions = posix_spawn_file_actions_t?
    private typealias Attributes = posix_spawnattr_t?
    private static let noActions: Actions = nil
    private static let noAttributes: Attributes = nil
    #else
    private typealias Actions = posix_spawn_file_actions_t
    private typealias Attributes = posix_spawnattr_t
    private static var noActions: Actions { Actions() }
    private static var noAttributes: Attributes { Attributes() }
    #endif

    /// - Returns: the number of the process, which has to be waited for.
    func start() throws(POSIXFailure) -> pid_t {
        // The system would cut a text off there.
        guard !(arguments + environment).contains(where: { $0.utf8.contains(0) }) else {
            throw POSIXFailure(code: EINVAL)
        }
        var actions = Self.noActions
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, stream) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, stream, Int32(target))
        }
        for descriptor in Self.othersOpen { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = Self.noAttributes
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        set(&attributes)
        var process: pid_t = 0
        let code = withCStrings([path] + arguments) { arguments in
            withCStrings(environment) { environment in
                posix_spawn(&process, path, &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else { throw POSIXFailure(code: code) }
        return process
    }

    /// What other code has open and would let every program have; one that was closed meanwhile is passed over.
    private static var othersOpen: [Int32] {
        #if canImport(Darwin)
        // There a flag closes them.
        []
        #else
        ((try? POSIXFile.names(in: "/proc/self/fd")) ?? []).compactMap { Int32($0) }.filter { $0 > STDERR_FILENO }
        #endif
    }

    /// It gets all signals, and dies of a broken pipe whatever we do.
    private func set(_ attributes: inout Attributes) {
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        sigaddset(&signals, SIGCHLD)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        #if canImport(Darwin)
        let flags = Int32(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_CLOEXEC_DEFAULT)
        #else
        let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        #endif
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    private func withCStrings<Result>(
        _ texts: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = texts.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        return body(pointers + [nil])
    }
}

/// Our own environment.
enum ProcessEnvironment {
    /// - Returns: `NAME=value` of each variable, after some changes.
    static func variables(changing changes: [String: String?]) -> [String] {
        let kept = own.filter { variable in
            !changes.keys.contains(String(variable.prefix { $0 != "=" }))
        }
        return kept + changes.sorted { $0.key < $1.key }.compactMap { name, value in value.map { "\(name)=\($0)" } }
    }

    private static var own: [String] {
        #if canImport(Darwin)
        var next = _NSGetEnviron().pointee
        #else
        var next = environ
        #endif
        var variables: [String] = []
        while let variable = next.pointee {
            variables.append(String(cString: variable))
            next += 1
        }
        return variables
    }
}
