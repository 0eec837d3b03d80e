package import Foundation

/// The generated files in the folder of the package; in `Sources/AWS` nothing else is Swift.
package struct GeneratedTree {
    /// How the folder differs from what the schemas give.
    package struct Changes: Hashable, Sendable {
        /// Paths of files that are missing or have other bytes, sorted.
        package let written: [String]
        /// Paths of files of types that are no more, sorted.
        package let removed: [String]

        package init(written: [String], removed: [String]) {
            self.written = written
            self.removed = removed
        }
    }

    private static let services = "Sources/AWS"
    private let package: URL

    package init(in package: URL) {
        self.package = package
    }

    /// How the folder differs from files, given as texts by their paths.
    package func changes(to files: [String: String]) -> Changes {
        let existing = FileManager.default.subpaths(atPath: package.appending(path: Self.services).path) ?? []
        let paths = existing.filter { $0.hasSuffix(".swift") }.map { "\(Self.services)/\($0)" }
        return Changes(
            written: files.filter { content(of: $0.key) != Data($0.value.utf8) }.keys.sorted(),
            removed: paths.filter { files[$0] == nil }.sorted()
        )
    }

    /// Writes what differs, each file in one step, then removes what is no more; files are texts by their paths.
    @discardableResult
    package func write(_ files: [String: String]) throws -> Changes {
        let changes = changes(to: files)
        // The manifest names folders, which have to be there first.
        for path in changes.written.sorted(by: {
            ($0.hasSuffix(Manifest.name) ? 1 : 0) < ($1.hasSuffix(Manifest.name) ? 1 : 0)
        }) {
            let file = package.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data((files[path] ?? "").utf8).write(to: file, options: .atomic)
        }
        for path in changes.removed {
            try remove(package.appending(path: path))
        }
        return changes
    }

    /// Removes a file, and its folder with the last one.
    private func remove(_ file: URL) throws {
        try FileManager.default.removeItem(at: file)
        let folder = file.deletingLastPathComponent()
        if try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty {
            try FileManager.default.removeItem(at: folder)
        }
    }

    private func content(of path: String) -> Data? {
        try? Data(contentsOf: package.appending(path: path))
    }
}
