#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A program of the machine.
package struct Executable: Hashable, Sendable {
    package let path: String

    /// Looks for a program as a shell does; nil where there is none that may be run.
    ///
    /// - Parameter folders: in their order; those of `PATH` where nothing else is said.
    package init?(_ name: String, in folders: [String] = Executable.searchPath) {
        let paths = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
        guard !name.isEmpty, let path = paths.first(where: Self.isExecutable) else { return nil }
        self.path = path
    }

    /// The folders of `PATH`; an empty one is the current folder.
    package static var searchPath: [String] {
        guard let path = getenv("PATH") else { return ["/usr/bin", "/bin"] }
        return String(cString: path).split(separator: ":", omittingEmptySubsequences: false).map {
            $0.isEmpty ? "." : String($0)
        }
    }

    private static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
}
