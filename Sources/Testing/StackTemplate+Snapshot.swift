package import BorealisSnapshots
public import Testing

extension StackTemplate {
    /// Fails the test where the template differs from its snapshot, and shows the difference.
    ///
    /// The snapshot of `DatabaseTests.swift` is `Snapshots/DatabaseTests.database.yaml` beside it. The variable
    /// `RECORD_SNAPSHOTS` says what a run writes, after which it fails: `all`, `failed` (those that differ or aren't
    /// there), `missing`, or `never`, as when it is unset.
    /// - Parameter name: tells the snapshots of a file apart, without a slash; the stack's name where it is left out.
    public func expectSnapshot(
        named name: String? = nil,
        file: StaticString = #filePath,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard let problem = snapshotProblem(named: name, file: file) else { return }
        Issue.record("\(problem)", sourceLocation: sourceLocation)
    }

    /// Why ``expectSnapshot(named:file:sourceLocation:)`` fails; nil where the template is its snapshot.
    public func snapshotProblem(named name: String? = nil, file: StaticString = #filePath) -> String? {
        if let name, name.contains("/") {
            return "the name of a snapshot leads to another folder; got \(name), expected a name without a slash"
        }
        return snapshot(named: name, file: String(describing: file)).problem(with: text)
    }

    package func snapshot(named title: String?, file: String) -> Snapshot {
        let slash = file.lastIndex(of: "/").map(file.index(after:)) ?? file.startIndex
        let name = file[slash...]
        let stem = name.hasSuffix(".swift") ? name.dropLast(6) : name
        return Snapshot(
            "\(file[..<slash])Snapshots/\(stem).\(title ?? self.name).yaml",
            recordedBy: "RECORD_SNAPSHOTS"
        )
    }
}
