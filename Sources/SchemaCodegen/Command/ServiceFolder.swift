package import Foundation

/// The folder with the generated files of one service; nothing else is in it.
package struct ServiceFolder {
    /// How a folder differs from what the schemas give.
    package struct Changes: Hashable, Sendable {
        /// Names of files that are missing or have other bytes, sorted.
        package let written: [String]
        /// Names of files of types that are no more, sorted.
        package let removed: [String]

        package init(written: [String], removed: [String]) {
            self.written = written
            self.removed = removed
        }

        package var isEmpty: Bool { written.isEmpty && removed.isEmpty }
    }

    private let url: URL

    package init(_ url: URL) {
        self.url = url
    }

    /// How the folder differs from files, given as texts by name.
    package func changes(to files: [String: String]) -> Changes {
        let existing = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return Changes(
            written: files.filter { content(of: $0.key) != Data($0.value.utf8) }.keys.sorted(),
            removed: existing.filter { $0.hasSuffix(".swift") && files[$0] == nil }.sorted()
        )
    }

    /// Writes what differs, each file in one step, then removes what is no more; files are texts by name.
    @discardableResult
    package func write(_ files: [String: String]) throws -> Changes {
        let changes = changes(to: files)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for name in changes.written {
            try Data((files[name] ?? "").utf8).write(to: url.appending(path: name), options: .atomic)
        }
        for name in changes.removed {
            try FileManager.default.removeItem(at: url.appending(path: name))
        }
        return changes
    }

    private func content(of name: String) -> Data? {
        try? Data(contentsOf: url.appending(path: name))
    }
}
