internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import BorealisProcesses
internal import TemplateDiff

/// What a synth has written, in a folder or in a revision of Git, which stacks are compared with.
struct OutputStacks: OldStacks {
    /// `out`, `git:main`.
    private let name: String
    private let kind: Baseline.Kind
    /// Where a file is, for the reader.
    private let path: (String) -> String
    private let content: (String) throws(DiffProblems) -> [UInt8]?
    private let manifest: Manifest

    private init(
        name: String,
        kind: Baseline.Kind,
        path: @escaping (String) -> String,
        content: @escaping (String) throws(DiffProblems) -> [UInt8]?
    ) throws(DiffProblems) {
        (self.name, self.kind, self.path, self.content) = (name, kind, path, content)
        guard let bytes = try content(Manifest.fileName) else {
            throw DiffProblems([.absentManifest(path(Manifest.fileName), isCommitted: kind == .revision)])
        }
        do throws(ManifestProblem) {
            manifest = try Manifest(json: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw DiffProblems([.unreadableBaseline(path(Manifest.fileName), got: error.explanation)])
        }
    }

    func stack(for new: NewStack, schemas: TypeSchemas) throws(DiffProblems) -> OldStack {
        guard let entry = manifest[new.name] else {
            var absent = OldStack(Baseline(.absent, name: name))
            absent.notices = [.absentStack(new.name, in: name)]
            return absent
        }
        guard let bytes = try content(entry.template) else {
            throw DiffProblems([.absentTemplate(path(entry.template), manifest: path(Manifest.fileName))])
        }
        let text = TemplateText(bytes, name: path(entry.template))
        return OldStack(Baseline(kind, name: name), try text.compared())
    }

    func leftovers(_ names: [String]) -> [Diagnostic] {
        manifest.stacks.map(\.name).filter { !names.contains($0) }.map { .removedStack($0, from: name) }
    }
}

extension OutputStacks {
    init(folder: String) throws(DiffProblems) {
        try self.init(name: folder, kind: .file, path: { "\(folder)/\($0)" }) { name throws(DiffProblems) in
            do throws(POSIXFailure) {
                return try POSIXFile.content(of: "\(folder)/\(name)")
            } catch {
                throw DiffProblems([.unreadableBaseline("\(folder)/\(name)", got: error.explanation)])
            }
        }
    }

    /// - Throws: ``DiffProblems`` `DIF030` where there is no such revision, or nothing of a synth in it.
    init(revision: String) throws(DiffProblems) {
        guard let repository = GitFolder(".") else { throw DiffProblems([.noRepository(revision)]) }
        guard let commit = repository.commit(revision) else { throw DiffProblems([.unknownRevision(revision)]) }
        let folder = "out"
        // What Git itself calls a file of a revision.
        let path = { (name: String) in "\(revision):\(repository.prefix)\(folder)/\(name)" }
        try self.init(name: "git:\(revision)", kind: .revision, path: path) { name throws(DiffProblems) in
            repository.content(of: "\(folder)/\(name)", at: commit)
        }
    }
}
