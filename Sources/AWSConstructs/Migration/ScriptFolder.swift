internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import ConstructKit
internal import SQLMigrations

/// A folder of scripts, read from disk.
struct ScriptFolder: PlainData {
    let read: MigrationSet
    let manifest: MigrationManifest
    private let folderProblem: Diagnostic?
    let stamps: [SourceStamp]

    /// - Parameter place: of the construct that names the folder.
    init(_ folder: String, engine: DatabaseEngine, set: String, place: Place) {
        let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        var files: [MigrationScripts.File] = []
        var others: [String] = []
        do throws(SourceTree.Failure) {
            let tree = try SourceTree(path) { entry in
                !entry.name.hasPrefix(".") && (entry.isFolder || ScriptName.isMeant(by: entry.name))
            }
            files = tree.files.map { MigrationScripts.File(name: $0.name, bytes: $0.source.bytes) }
            others = tree.others
            folderProblem = files.isEmpty ? .noScripts(path, others: others, place: place) : nil
            stamps = tree.stamps
        } catch {
            folderProblem = .unreadableSource(error.path, reason: error.reason, place: place)
            stamps = []
        }
        read = MigrationSet(
            folder: path,
            engine: engine,
            name: set,
            options: ScriptOptions(),
            files: files,
            others: others,
            place: place
        )
        manifest = MigrationManifest(read.scripts.scripts, engine: engine, set: set)
    }

    var scripts: [MigrationScript] { read.scripts.scripts }

    var problems: [Diagnostic] {
        folderProblem.map { [$0] } ?? read.scripts.problems
    }

    /// The content of the layer.
    var assetFiles: [AssetFile] {
        let folder = "migrations/"
        let files = scripts.map { AssetFile(name: folder + $0.name, bytes: $0.text.bytes) }
        return files + [AssetFile(name: folder + MigrationManifest.fileName, bytes: Array(manifest.text.utf8))]
    }
}
