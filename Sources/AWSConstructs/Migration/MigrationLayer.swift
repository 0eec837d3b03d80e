public import BorealisDiagnostics
public import BorealisLambda
public import ConstructKit
public import SQLMigrations

/// A Lambda layer with SQL scripts and the manifest that orders them.
///
/// The scripts are read when the layer is made, each once: what is checked and hashed is what is packed. A file that
/// isn't a script, hidden or not ending in `.sql`, is left out.
/// - Shape: `/opt/migrations/migrations.json` and the scripts beside it, by their paths below the folder.
public struct MigrationLayer: Construct {
    /// The layer itself; a version that a change replaces is kept, so that the rollback of a deploy finds it.
    public let resource: Lambda.LayerVersion

    let folder: ScriptFolder

    /// A layer of the scripts of a folder and of the folders in it.
    ///
    /// - Parameters:
    ///   - scripts: relative to the working directory: `sql/blog`, with `V1__users.sql`, `0002_posts.sql`, `v3.sql`.
    ///   - set: a name for these scripts: each set of a database has a history of its own.
    ///   - placeholders: what stands in scripts for `${name}`, by name.
    ///   - environment: the one that is deployed to: scripts with `-- borealis:environments` are left out of others.
    ///   - checks: how much it matters what is found in scripts that lose data or keep others waiting.
    public init(
        scripts: String,
        engine: DatabaseEngine,
        set: String = "main",
        placeholders: [String: PlaceholderValue] = [:],
        environment: String? = nil,
        checks: SQLChecks = .standard,
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        let options = ScriptOptions(placeholders: placeholders, environment: environment, checks: checks)
        self.init(scripts: scripts, engine: engine, set: set, options: options, file: file, line: line)
    }

    init(
        scripts: String,
        engine: DatabaseEngine,
        set: String,
        options: ScriptOptions,
        file: StaticString,
        line: UInt
    ) {
        let place = Place(file, line)
        folder = ScriptFolder(scripts, engine: engine, set: set, options: options, place: place)
        let asset = Asset(.files(folder.assetFiles, read: folder.stamps), at: place)
        resource = Lambda.LayerVersion(
            compatibleArchitectures: [.arm64],
            compatibleRuntimes: [.python3_13],
            content: .init(asset),
            description: "SQL scripts, and the order in which they are applied",
            file: file,
            line: line
        )
        resource.deletionPolicy = .delete
        resource.updateReplacePolicy = .retain
    }

    /// The layer version's ARN.
    public var ref: Value<String> { resource.ref }

    /// SHA-256 over the names, the order and the content of the scripts, the engine and the set: 64 digits.
    ///
    /// Line ends and a byte order mark don't count; nothing else is left out, and nothing else changes it.
    public var scriptsHash: String { folder.manifest.scriptsHash }

    /// The version of the last script: `3`.
    public var head: String { folder.manifest.head }

    /// The scripts as they were read.
    package var set: MigrationSet { folder.read }

    /// Changes of applied scripts that were accepted, in their order.
    package var rebases: [Rebase] { folder.sum?.updated.rebases ?? [] }

    /// What is wrong with the scripts.
    public func validate() -> [Diagnostic] { folder.problems }
}

extension MigrationLayer: FileKeeping {
    /// `migrations.sum` beside the scripts; none where it says what it has to, in whatever line ends.
    package var keptFiles: [KeptFile] {
        guard let sum = folder.sum, sum.isStale else { return [] }
        let path = "\(folder.read.folder)/\(MigrationSum.fileName)"
        return [KeptFile(path: path, content: Array(sum.updated.text.utf8))]
    }
}
