internal import BorealisDiagnostics
internal import BorealisHashing

/// Reads a file of a folder of scripts: what its name says, then what its text says.
struct ScriptReader {
    let folder: String
    let engine: DatabaseEngine
    let options: ScriptOptions

    func read(_ file: MigrationScripts.File) -> ReadScript {
        var read = ReadScript(path: file.name, place: Place(file: "\(folder)/\(file.name)"))
        let baseName = file.name.baseName
        guard let name = ScriptName(baseName) else {
            read.problems = [.strayScript(baseName, place: read.place)]
            return read
        }
        read.name = name
        guard HistoryLimits.hasRoom(for: name, of: file.name) else {
            read.problems = [.longScriptName(file.name, place: read.place)]
            return read
        }
        do throws(ScriptText.InvalidByte) {
            readText(try ScriptText(file.bytes), name: name, into: &read)
        } catch {
            read.problems = [.invalidText(error, file: read.place.file)]
        }
        return read
    }

    private func readText(_ source: ScriptText, name: ScriptName, into read: inout ReadScript) {
        let file = read.place.file
        let resolved = ResolvedText(source, values: options.placeholders, engine: engine, file: file)
        let sections = ScriptSections(of: resolved.text, engine: engine, file: file)
        var parts = ScriptPartReader(resolved.text, engine: engine, file: file)
        let up = parts.part(sections.up, head: sections.head, isUndo: name.kind == .undo)
        let down = sections.down.map { parts.part($0, head: nil, isUndo: true) }
        read.usedPlaceholders = resolved.used
        read.problems = (sections.problems + parts.problems).map(resolved.inSource)
        chooseEnvironment(parts.environments, of: &read)
        // Values for another environment may not be there.
        if !read.isLeftOut { read.problems += resolved.problems }
        guard parts.isReadable, sections.problems.isEmpty else { return }
        let undo = UndoScript(name.kind == .undo ? up : down, path: read.path, text: resolved.text)
        switch name.kind {
        case .undo:
            if down != nil { read.problems.append(.undoWithoutVersion(place: read.place)) }
            read.undo = undo
        case .script where up.statements.isEmpty: read.problems.append(.emptyScript(place: read.place))
        case .script(let kind):
            let tokensHash = resolved.tokensHash(with: parts.statements, engine: engine)
            var script = MigrationScript(kind, name, path: read.path, source: source, resolved, tokensHash: tokensHash)
            script.add(up)
            script.undo = undo
            read.script = script
            checkKind(of: script, in: &read)
        }
        // What has no value makes no SQL.
        if resolved.problems.isEmpty { check(&read, of: resolved) }
    }

    private func checkKind(of script: MigrationScript, in read: inout ReadScript) {
        if script.kind == .baseline, script.directives.phase != nil {
            read.problems.append(.phasedBaseline(place: read.place))
        }
        if script.kind != .versioned, script.undo != nil {
            read.problems.append(.undoWithoutVersion(place: read.place))
        }
    }

    /// What is found in the statements, of those for other environments too: they run somewhere.
    private func check(_ read: inout ReadScript, of resolved: ResolvedText) {
        if let script = read.script {
            let findings = ScriptFindings(of: script, in: folder, engine: engine, checks: options.checks)
            read.script?.waived = findings.waived
            read.problems += findings.problems.map(resolved.inSource)
        }
        if let undo = read.undo ?? read.script?.undo {
            let findings = ScriptFindings(ofUndo: undo, in: folder, engine: engine)
            read.problems += findings.problems.map(resolved.inSource)
        }
    }

    /// Which environment the script is for, and whether that is the one that is deployed to.
    private func chooseEnvironment(_ environments: [String], of read: inout ReadScript) {
        guard !environments.isEmpty else { return }
        if let environment = options.environment {
            read.isLeftOut = !environments.contains(environment)
        } else {
            read.problems.append(.unknownEnvironment(of: environments, place: read.place))
        }
    }
}

extension MigrationScript {
    /// Without what its text says.
    fileprivate init(
        _ kind: Kind,
        _ name: ScriptName,
        path: String,
        source: ScriptText,
        _ resolved: ResolvedText,
        tokensHash: String
    ) {
        let hashed = kind == .repeatable ? resolved.text : source
        self.init(
            name: path,
            kind: kind,
            version: name.version,
            description: name.description,
            source: source,
            text: resolved.text,
            checksum: SHA256Digest(of: hashed.bytes).hexadecimal,
            tokensHash: tokensHash
        )
    }
}

/// What was read of a file.
struct ReadScript: Sendable {
    let path: String
    let place: Place
    /// Nil where it fits no pattern.
    var name: ScriptName?
    var script: MigrationScript?
    var undo: UndoScript?
    /// Whether it is for another environment.
    var isLeftOut = false
    var usedPlaceholders: Set<String> = []
    var problems: [Diagnostic] = []

    init(path: String, place: Place) {
        self.path = path
        self.place = place
    }
}
