package import BorealisDiagnostics
internal import BorealisFileSystem
internal import ConstructKit
package import SQLMigrations

/// A folder of scripts, read from disk.
package struct ScriptFolder: PlainData {
    package let read: MigrationSet
    let manifest: MigrationManifest
    package let problems: [Diagnostic]
    let stamps: [SourceStamp]
    /// The scripts beside what was recorded of them; nil where a record can't be read.
    let sum: SumCheck?

    /// - Parameter place: of the construct that names the folder.
    package init(_ folder: String, engine: DatabaseEngine, set: String, options: ScriptOptions, place: Place) {
        let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        var files: [MigrationScripts.File] = []
        var others: [String] = []
        let folderProblem: Diagnostic?
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
        var read = MigrationSet(
            folder: path,
            engine: engine,
            name: set,
            options: options,
            files: files,
            others: others,
            place: place
        )
        read.scripts = read.scripts.settled(inRepositoryOf: path)
        self.read = read
        var sumProblems: [Diagnostic] = []
        do throws(Diagnostic) {
            sum = try Self.sumCheck(of: read)
            sumProblems = sum?.problems ?? []
        } catch {
            sum = nil
            sumProblems = [error]
        }
        problems = folderProblem.map { [$0] } ?? read.scripts.problems + sumProblems
        manifest = MigrationManifest(
            read.scripts.deployed,
            engine: engine,
            set: set,
            rebases: sum?.updated.rebases ?? []
        )
    }

    /// - Throws: for a record that can't be read.
    private static func sumCheck(of set: MigrationSet) throws(Diagnostic) -> SumCheck? {
        let file = "\(set.folder)/\(MigrationSum.fileName)"
        let bytes: [UInt8]?
        do throws(POSIXFailure) {
            bytes = try POSIXFile.content(of: file)
        } catch {
            throw .unreadableSource(file, reason: error.explanation, place: set.place)
        }
        let sum = try bytes.map { bytes throws(Diagnostic) in try MigrationSum(reading: bytes, at: file) }
        return SumCheck(
            sum,
            scripts: set.scripts,
            in: set.folder,
            history: SumHistory(ofFolder: set.folder)
        )
    }

    /// The content of the layer.
    var assetFiles: [AssetFile] {
        let folder = "migrations/"
        let scripts = read.scripts.deployed
        // What undoes a script may be a part of it.
        let undo = scripts.compactMap(\.undo).filter { undo in !scripts.contains { $0.name == undo.name } }
        let files = scripts.map { ($0.name, $0.text.bytes) } + undo.map { ($0.name, $0.text.bytes) }
        return files.map { AssetFile(name: folder + $0, bytes: $1) }
            + [AssetFile(name: folder + MigrationManifest.fileName, bytes: manifest.text)]
    }
}
