package import BorealisFileSystem
internal import BorealisHashing
internal import BorealisParallelism

/// A file in an asset.
package struct AssetFile: Sendable {
    /// With `/` between its parts, and none at its start.
    package let name: String
    package let bytes: [UInt8]
    package let isExecutable: Bool

    package init(name: String, bytes: [UInt8], isExecutable: Bool = false) {
        self.name = name
        self.bytes = bytes
        self.isExecutable = isExecutable
    }

    /// Whether it stays in the folder that it is unpacked to.
    var hasValidName: Bool {
        name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
    }
}

/// What is uploaded.
package struct AssetContent {
    package let content: FileContent
    /// SHA-256 of the content.
    package let hash: String
    /// What was read for it.
    let stamps: [SourceStamp]

    init(_ content: FileContent, read stamps: [SourceStamp]) {
        self.content = content
        self.stamps = stamps
        hash = SHA256Digest(of: content.pieces).hexadecimal
    }

    /// The name of the file, and of the object in the bucket.
    package var fileName: String { "\(hash).zip" }

    /// The files and folders that were changed since they were read.
    package var changedPaths: [String] {
        zip(stamps, stamps.concurrentMap(\.isCurrent)).filter { !$1 }.map(\.0.path)
    }
}

/// - Source: Lambda Developer Guide, "Lambda quotas", read 2026-11-21: 250 MB unzipped. The number of files is that of
///   the zip format without its extension for more.
enum AssetLimits {
    static let unzippedBytes = 262_144_000
    static let files = 65_535
}
