internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import ConstructKit
internal import SQLMigrations

/// A folder of scripts, read from disk.
struct ScriptFolder: PlainData {
    /// By version.
    let scripts: [MigrationScript]
    let manifest: MigrationManifest
    let problems: [Diagnostic]
    let stamps: [SourceStamp]

    /// - Parameter place: of the construct that names the folder.
    init(_ folder: String, engine: DatabaseEngine, set: String, place: Place) {
        let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        do throws(SourceTree.Failure) {
            let tree = try SourceTree(path) { entry in
                !entry.name.hasPrefix(".") && (entry.isFolder || ScriptName.isMeant(by: entry.name))
            }
            let files = tree.files.map { MigrationScripts.File(name: $0.name, bytes: $0.source.bytes) }
            let read = MigrationScripts(files, in: path)
            scripts = read.scripts
            problems = files.isEmpty ? [.noScripts(path, others: tree.others, place: place)] : read.problems
            stamps = tree.stamps
        } catch {
            scripts = []
            problems = [.unreadableSource(error.path, reason: error.reason, place: place)]
            stamps = []
        }
        manifest = MigrationManifest(scripts, engine: engine, set: set)
    }

    /// The content of the layer.
    var assetFiles: [AssetFile] {
        let folder = "migrations/"
        let files = scripts.map { AssetFile(name: folder + $0.name, bytes: $0.text.bytes) }
        return files + [AssetFile(name: folder + MigrationManifest.fileName, bytes: Array(manifest.text.utf8))]
    }
}
