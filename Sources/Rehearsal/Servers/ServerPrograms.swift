package import BorealisDiagnostics
internal import BorealisFileSystem
package import SQLMigrations

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The programs of a database server, as packages install them.
package struct ServerPrograms {
    /// The server itself.
    let server: String
    /// Makes a data directory.
    let initializer: String

    /// Looks in PATH and in the folders of Debian's packages, Red Hat's and Homebrew; the newest version is taken.
    ///
    /// - Parameter folder: the only one to look in; nil for all of them.
    /// - Throws: ``Diagnostic`` `CLI020` where there are none.
    package init(for engine: DatabaseEngine, in folder: String? = nil) throws(Diagnostic) {
        let names = engine == .mysql ? ("mariadbd", "mariadb-install-db") : ("postgres", "initdb")
        let folders = folder.map { [Self.absolute($0)] } ?? Self.folders(of: engine)
        // Both from one folder: those of two versions don't go together.
        let found = folders.lazy.compactMap { folder -> ServerPrograms? in
            // Servers are in sbin, and other programs in the bin beside it.
            let places = [folder, folder.hasSuffix("/sbin") ? "\(folder.dropLast(5))/bin" : "\(folder)/../scripts"]
            guard Self.isProgram("\(folder)/\(names.0)"),
                let place = places.first(where: { Self.isProgram("\($0)/\(names.1)") })
            else { return nil }
            return ServerPrograms(server: "\(folder)/\(names.0)", initializer: "\(place)/\(names.1)")
        }
        guard let first = found.first else { throw .missingServer(engine, programs: [names.0, names.1], in: folder) }
        self = first
    }

    private init(server: String, initializer: String) {
        self.server = server
        self.initializer = initializer
    }

    /// A program is started in another folder than this process is in.
    private static func absolute(_ folder: String) -> String {
        guard !folder.hasPrefix("/"), let current = getcwd(nil, 0) else { return folder }
        defer { free(current) }
        return "\(String(cString: current))/\(folder)"
    }

    private static func folders(of engine: DatabaseEngine) -> [String] {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        let inPath = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
        let packaged =
            switch engine {
            case .mysql:
                ["/usr/sbin", "/usr/libexec", "/opt/homebrew/opt/mariadb/bin", "/usr/local/opt/mariadb/bin"]
            case .postgresql:
                versioned("/usr/lib/postgresql", prefix: "", suffix: "/bin")
                    + versioned("/usr", prefix: "pgsql-", suffix: "/bin")
                    + versioned("/opt/homebrew/opt", prefix: "postgresql@", suffix: "/bin")
                    + versioned("/usr/local/opt", prefix: "postgresql@", suffix: "/bin")
            }
        return inPath + packaged
    }

    /// The folders of several versions, the newest first.
    private static func versioned(_ parent: String, prefix: String, suffix: String) -> [String] {
        let names = ((try? POSIXFile.names(in: parent)) ?? []).filter { $0.hasPrefix(prefix) }
        let versions = names.compactMap { ScriptVersion($0.dropFirst(prefix.count)) }.sorted(by: >)
        return versions.map { "\(parent)/\(prefix)\($0.text)\(suffix)" }
    }

    private static func isProgram(_ path: String) -> Bool {
        access(path, X_OK) == 0
    }
}
