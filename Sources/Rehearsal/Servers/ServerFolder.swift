internal import BorealisDiagnostics
internal import BorealisFileSystem

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A folder of a server's own that never outlives this process, nor does what runs in it.
///
/// A shell waits at the other end of a pipe that nobody writes to. The pipe ends with this object and with this
/// process, be it by `kill -9`; then the shell ends what runs in the folder and removes it. So nothing has to be done
/// about signals.
final class ServerFolder {
    let path: String
    /// Who owns the folder and runs in it; nil for whoever runs this.
    let account: Account?
    private let watchdog: ChildProcess
    /// The end of the pipe that is ours.
    private var leash: Int32
    private let lock: Int32
    private var child: ChildProcess?

    private static let prefix = "borealis-db-"
    private static let lockFile = "rehearsal.lock"

    /// - Parameters:
    ///   - account: takes over the folder.
    ///   - signal: what ends the server at once and lets it give back what the system lent it: `QUIT`.
    init(for account: Account?, endedBy signal: String) throws(Diagnostic) {
        let parent = Self.parent(isOpen: account != nil)
        LeftoverFolders.remove(in: parent, prefix: Self.prefix, lock: Self.lockFile)
        let path: String
        do throws(POSIXFailure) {
            path = try Self.make(in: parent)
        } catch {
            throw .serverFolder(parent, reason: error.explanation)
        }
        do throws(POSIXFailure) {
            lock = try FolderClaim.take("\(path)/\(Self.lockFile)")
            (watchdog, leash) = try Self.watchdog(of: path, endingBy: signal)
        } catch {
            // Nobody watches the folder, and it has at most the lock.
            unlink("\(path)/\(Self.lockFile)")
            rmdir(path)
            throw .serverFolder(parent, reason: error.explanation)
        }
        self.path = path
        self.account = account
        if let account, chown(path, account.user, account.group) != 0 {
            throw .serverFolder(path, reason: POSIXFailure(code: errno).explanation)
        }
    }

    /// - Returns: what waits, and the end of the pipe that is ours.
    private static func watchdog(
        of path: String,
        endingBy signal: String
    ) throws(POSIXFailure) -> (process: ChildProcess, leash: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw POSIXFailure(code: errno) }
        defer { close(ends[0]) }
        ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
        let command = ["/bin/sh", "-c", watch, "borealis-watchdog", path, signal]
        do throws(POSIXFailure) {
            return (try ChildProcess(command, environment: ["PATH": searchPath], input: ends[0]), ends[1])
        } catch {
            close(ends[1])
            throw error
        }
    }

    deinit {
        remove()
    }

    /// Ends what runs in the folder, and returns when both are gone.
    func remove() {
        guard leash >= 0 else { return }
        close(leash)
        leash = -1
        child?.wait()
        child = nil
        watchdog.wait()
        close(lock)
    }

    /// Starts a program in the folder, as the folder's account; one at a time.
    ///
    /// - Parameter log: takes what it prints.
    func start(_ command: [String], log: String) throws(Diagnostic) {
        let shell = ["/bin/sh", "-c", Self.enter, "sh", path]
        let environment = ["PATH": Self.searchPath, "LC_ALL": "C", "TMPDIR": path, "HOME": path]
        do throws(POSIXFailure) {
            let full = shell + (account?.prefix ?? []) + command
            child = try ChildProcess(full, environment: environment, log: log)
        } catch {
            throw .serverFailed(command[0], reason: error.explanation, log: [])
        }
    }

    /// How the program ended that was started last; nil while it runs.
    func endStatus() -> Int32? {
        guard let child else { return 0 }
        guard let status = child.endStatus() else { return nil }
        // The number may be another process's from now on.
        truncate("\(path)/pid", 0)
        self.child = nil
        return status
    }

    private static let searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin"

    /// Says who it is before it becomes the program; where the folder is gone, so is what it was started for.
    private static let enter = #"cd "$1" && echo $$ > "$1/pid" && shift && exec "$@""#

    /// The folder gets another name first: what says its number before is found, what comes later finds no folder.
    ///
    /// The number is read from a file that is open from the start, so that it is known even if somebody has removed the
    /// folder. PostgreSQL's processes are in groups of their own: only their server ends them, which may take it 5 s, and
    /// it must not be killed before. `-s 0`, as `kill -0 --` is refused by dash.
    /// - Source: PostgreSQL 18, postmaster.c, SIGKILL_CHILDREN_AFTER_SECS, read 2026-11-21.
    private static let watch = #"""
        exec 3<>"$1/pid"
        read -r end
        gone="$1.gone"
        mv "$1" "$gone"
        if read -r group <&3; then
            kill -s "$2" -- "-$group"
            turns=0
            while kill -s 0 -- "-$group" && [ $turns -lt 500 ]; do
                sleep 0.02
                turns=$((turns + 1))
            done
            kill -s KILL -- "-$group"
        fi
        rm -rf "$gone"
        """#

    /// Where the folder is made: the path of a socket in it must be short, and another account must get there.
    private static func parent(isOpen: Bool) -> String {
        let standard = "/tmp"
        guard let variable = getenv("TMPDIR") else { return standard }
        let folder = String(cString: variable)
        guard folder.hasPrefix("/"), folder.utf8.count + longestName <= UnixSocket.pathLimit else { return standard }
        return !isOpen || FolderAccess.isOpen(folder) ? String(folder.trimmingSlashes) : standard
    }

    /// What comes below: the folder's name and a socket's, with room to spare.
    private static let longestName = 40

    private static func make(in parent: String) throws(POSIXFailure) -> String {
        var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
        // Nobody else may enter it.
        guard mkdtemp(&template) != nil else { throw POSIXFailure(code: errno) }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

extension String {
    fileprivate var trimmingSlashes: Substring {
        var rest = self[...]
        while rest.count > 1, rest.last == "/" { rest.removeLast() }
        return rest
    }
}
