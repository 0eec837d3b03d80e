internal import BorealisSnapshots
internal import Foundation
package import Testing

/// Compares text with a file that is committed beside its input.
///
/// `RECORD_GOLDENS=missing|failed|all` rewrites files and fails the run; unset, it only compares, byte for byte.
package struct Golden {
    private let snapshot: Snapshot

    /// - Parameter path: relative to the package.
    package init(_ path: String) {
        snapshot = Snapshot(PackageFolder.file(path).path, recordedBy: "RECORD_GOLDENS")
    }

    package func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        guard let problem = snapshot.problem(with: text) else { return }
        Issue.record("\(problem)", sourceLocation: sourceLocation)
    }
}
