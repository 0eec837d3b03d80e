internal import BorealisFileSystem
internal import BorealisHashing

/// A file in an asset.
package struct AssetFile {
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
    package let bytes: [UInt8]
    /// SHA-256 of the bytes.
    package let hash: String
    /// What was read for it.
    let stamps: [SourceStamp]

    init(bytes: [UInt8], read stamps: [SourceStamp]) {
        self.bytes = bytes
        self.stamps = stamps
        hash = SHA256Digest(of: bytes).hexadecimal
    }

    /// The name of the file, and of the object in the bucket.
    package var fileName: String { "\(hash).zip" }

    /// The files and folders that were changed since they were read.
    package var changedPaths: [String] {
        stamps.filter { !$0.isCurrent }.map(\.path)
    }
}

/// - Source: Lambda Developer Guide, "Lambda quotas", read 2026-11-21: 250 MB unzipped. The number of files is that of
///   the zip format without its extension for more.
enum AssetLimits {
    static let unzippedBytes = 262_144_000
    static let files = 65_535
}
