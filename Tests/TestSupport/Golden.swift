internal import Foundation
package import Testing

/// Compares text with a file that is committed beside its input.
///
/// `RECORD_GOLDENS=missing|failed|all` rewrites files and fails the run; unset, it only compares, byte for byte.
package struct Golden {
    private enum Mode: String {
        case missing
        case failed
        case all
    }

    private let file: URL

    /// - Parameter path: relative to the package.
    package init(_ path: String) {
        file = PackageFolder.file(path)
    }

    package func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let expected = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
        let mode = ProcessInfo.processInfo.environment["RECORD_GOLDENS"].flatMap(Mode.init)
        if shouldRecord(text, over: expected, mode) {
            #expect(throws: Never.self, sourceLocation: sourceLocation) { try record(text) }
            Issue.record(
                "recorded \(file.lastPathComponent); run again without RECORD_GOLDENS",
                sourceLocation: sourceLocation
            )
        } else {
            #expect(text == expected, "\(file.lastPathComponent)", sourceLocation: sourceLocation)
        }
    }

    private func shouldRecord(_ text: String, over expected: String?, _ mode: Mode?) -> Bool {
        switch mode {
        case nil: false
        case .missing: expected == nil
        case .failed: text != expected
        case .all: true
        }
    }

    private func record(_ text: String) throws {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .atomic)
    }
}
