package import BorealisDiagnostics
package import BorealisFileSystem

/// Files that a resource needs when it is deployed: a function's code, a layer.
///
/// `synth` writes it to `out/assets/`, under the hash of its content, and the template finds it in the bucket that its
/// parameter `AssetBucket` names. Two assets with the same content are one file.
///
/// ```swift
/// let function = Lambda.Function(code: .init(.folder("lambda/api")), role: role.arn)
/// ```
/// - Shape: a zip archive with sorted entries and fixed times, stored and not compressed, so that its bytes follow from
///   its content alone. A file that an owner may run stays so; every other right is the same for all.
public final class Asset {
    package enum Source {
        case file(String)
        case folder(String, excluding: Set<String>)
        case files([AssetFile], read: [SourceStamp])
    }

    package let place: Place
    private let source: Source
    /// What the asset is made of, read when it is first asked for and then kept.
    package private(set) lazy var content: Result<AssetContent, Diagnostic> = readContent()

    package init(_ source: Source, at place: Place) {
        self.source = source
        self.place = place
    }

    /// A file: one whose name ends in `.zip` or `.jar` as it is, another as an archive of itself.
    ///
    /// - Parameter path: relative to the working directory.
    public static func file(_ path: String, file: StaticString = #filePath, line: UInt = #line) -> Asset {
        Asset(.file(path), at: Place(file, line))
    }

    /// What is in a folder and in the folders in it.
    ///
    /// - Parameters:
    ///   - path: relative to the working directory.
    ///   - excluding: names of files and folders, wherever they are, beside those that tools leave behind: `.git`,
    ///     `.DS_Store`, `__pycache__`.
    public static func folder(
        _ path: String,
        excluding: Set<String> = [],
        file: StaticString = #filePath,
        line: UInt = #line
    ) -> Asset {
        Asset(.folder(path, excluding: excluding.union(leavings)), at: Place(file, line))
    }

    /// Files that the stack itself makes.
    ///
    /// - Parameter contents: by their names in the archive: `config/app.json`.
    public static func files(
        _ contents: [String: [UInt8]],
        file: StaticString = #filePath,
        line: UInt = #line
    ) -> Asset {
        Asset(.files(contents.map { AssetFile(name: $0, bytes: $1) }, read: []), at: Place(file, line))
    }

    private static let leavings: Set = [".git", ".DS_Store", "__pycache__"]
}

extension Asset {
    package enum Part {
        case bucket
        case key
    }

    /// The bucket that the template's parameter `AssetBucket` names.
    public var bucket: Value<String> { Value(expression: Expression(.asset(self, .bucket))) }

    /// The object in the bucket: what the parameter `AssetPrefix` says, then the hash of the content.
    public var key: Value<String> { Value(expression: Expression(.asset(self, .key))) }
}

extension Asset {
    private func readContent() -> Result<AssetContent, Diagnostic> {
        Result { () throws(Diagnostic) in
            switch source {
            case .file(let path): try content(ofFile: path)
            case .folder(let path, let excluded): try content(ofFolder: path, excluding: excluded)
            case .files(let files, let stamps): try content(of: files, read: stamps, from: "the files of an asset")
            }
        }
    }

    private func content(ofFile path: String) throws(Diagnostic) -> AssetContent {
        let source: SourceFile
        do throws(POSIXFailure) {
            source = try SourceFile.read(path)
        } catch {
            throw .unreadableSource(path, reason: error.explanation, place: place)
        }
        let stamps = [SourceStamp(of: source)]
        if path.hasSuffix(".zip") || path.hasSuffix(".jar") {
            return AssetContent(FileContent([source.bytes]), read: stamps)
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let file = AssetFile(name: name, bytes: source.bytes, isExecutable: source.isExecutable)
        return try content(of: [file], read: stamps, from: path)
    }

    private func content(ofFolder path: String, excluding excluded: Set<String>) throws(Diagnostic) -> AssetContent {
        let tree: SourceTree
        do throws(SourceTree.Failure) {
            tree = try SourceTree(path) { !excluded.contains($0.name) }
        } catch {
            throw .unreadableSource(error.path, reason: error.reason, place: place)
        }
        let files = tree.files.map { file in
            AssetFile(name: file.name, bytes: file.source.bytes, isExecutable: file.source.isExecutable)
        }
        return try content(of: files, read: tree.stamps, from: path)
    }

    private func content(
        of files: [AssetFile],
        read stamps: [SourceStamp],
        from name: String
    ) throws(Diagnostic) -> AssetContent {
        if let file = files.first(where: { !$0.hasValidName }) { throw .invalidAssetName(file.name, place: place) }
        guard !files.isEmpty else { throw .emptyAsset(name, place: place) }
        let size = files.reduce(0) { $0 + $1.bytes.count }
        guard size <= AssetLimits.unzippedBytes, files.count <= AssetLimits.files else {
            throw .assetTooLarge(name, bytes: size, files: files.count, place: place)
        }
        return AssetContent(StoredZip.content(of: files), read: stamps)
    }
}
