internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import ConstructKit

/// The files beside the sources of the stacks that a synth writes besides its output.
///
/// All of them are on disk before anything is replaced, as in ``OutputFolder``.
struct KeptFiles {
    private let stale: [KeptFile]

    init(_ files: [KeptFile]) throws(Diagnostic) {
        var stale: [KeptFile] = []
        for file in files where try Self.content(of: file) != file.content { stale.append(file) }
        self.stale = stale
    }

    /// Those that are not as they have to be.
    var paths: [String] { stale.map(\.path) }

    /// What the files have now, and what they have to have.
    func differences() throws(Diagnostic) -> [(path: String, old: [UInt8]?, new: [UInt8])] {
        try stale.map { file throws(Diagnostic) in
            (file.path, try Self.content(of: file), file.content)
        }
    }

    /// Replaces the files after the body has ended well.
    func replaced<Result>(after body: () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
        try locked(folders: Set(stale.map(\.folder)).sorted()[...]) { () throws(Diagnostic) in
            let result: Result
            do throws(Diagnostic) {
                for file in stale {
                    try Self.accessing(file) { _ throws(POSIXFailure) in
                        try FileContent([file.content]).write(to: file.temporaryPath)
                    }
                }
                result = try body()
            } catch {
                for file in stale { _ = try? POSIXFile.remove(file.temporaryPath) }
                throw error
            }
            for file in stale {
                do throws(POSIXFailure) {
                    try POSIXFile.replace(file.path, with: file.temporaryPath)
                } catch {
                    throw .incompleteOutput(file.path, reason: error.explanation)
                }
            }
            return result
        }
    }

    /// Two runs that write to different folders may still keep the same files.
    private func locked<Result>(
        folders: ArraySlice<String>,
        _ body: () throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        guard let folder = folders.first else { return try body() }
        do {
            return try FolderLock.holding(folder, isWaiting: {}) { try locked(folders: folders.dropFirst(), body) }
        } catch let diagnostic as Diagnostic {
            throw diagnostic
        } catch {
            throw .unwritableOutput(folder, reason: (error as? POSIXFailure)?.explanation ?? String(describing: error))
        }
    }

    private static func content(of file: KeptFile) throws(Diagnostic) -> [UInt8]? {
        try accessing(file) { path throws(POSIXFailure) in try POSIXFile.content(of: path) }
    }

    private static func accessing<Result>(
        _ file: KeptFile,
        _ body: (String) throws(POSIXFailure) -> Result
    ) throws(Diagnostic) -> Result {
        do throws(POSIXFailure) {
            return try body(file.path)
        } catch {
            throw .unwritableOutput(file.path, reason: error.explanation)
        }
    }
}

extension KeptFile {
    fileprivate var folder: String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    fileprivate var temporaryPath: String {
        let name = path.split(separator: "/").last ?? ""
        return "\(folder)/.synth-\(name)"
    }
}
