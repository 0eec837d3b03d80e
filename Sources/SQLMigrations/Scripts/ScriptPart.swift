internal import BorealisDiagnostics
internal import BorealisHashing

/// A part of a script that is run as a whole: all of it, or what is up to or after the mark of what undoes it.
struct ScriptPart {
    let statements: [MigrationStatement]
    let directives: ScriptDirectives
    /// Those for all of it.
    let waivers: [Waiver]
    let mode: TransactionMode
}

/// Reads the parts of a script.
struct ScriptPartReader {
    private let text: ScriptText
    private let engine: DatabaseEngine
    private let file: String
    private var directives: DirectiveReader
    private var found: [Diagnostic] = []
    /// All that was read so far, in the order of the text.
    private(set) var statements: [SQLStatement] = []
    /// Whether all that was read could be cut into statements.
    private(set) var isReadable = true

    /// - Parameter file: for the places of problems.
    init(_ text: ScriptText, engine: DatabaseEngine, file: String) {
        self.text = text
        self.engine = engine
        self.file = file
        directives = DirectiveReader(text, engine: engine, file: file)
    }

    var problems: [Diagnostic] { found + directives.problems }

    /// The environments that the script is for; all where it is empty.
    var environments: [String] { directives.environments }

    /// - Parameter head: what is before the part, where its directives can be but no statement.
    mutating func part(_ section: ScriptSections.Section, head: Range<Int>?, isUndo: Bool) -> ScriptPart {
        if let head, let statement = split(head).first {
            found.append(.statementBeforeMarker(statement, file: file))
            isReadable = false
        }
        let split = split(section.range)
        statements += split
        let range = (head ?? section.range).lowerBound..<section.range.upperBound
        // A transaction around the whole script is what it gets anyway, or what it asks for.
        let pair = TransactionPair(around: split, in: text.bytes, engine: engine)
        let run = pair?.inner ?? split.indices
        let all = directives.directives(in: range, of: split, running: run, isUndo: isUndo)
        var script = all.script
        var kept = Array(classified(split, waivers: all.waivers)[run])
        if pair != nil {
            script.isTransaction = script.isTransaction ?? true
            // What is said before the pair is said of what is in it.
            if let first = kept.first { kept[0] = first.with(waivers: all.waivers[0] + first.waivers) }
        }
        let choice = TransactionChoice(
            of: kept,
            directives: script,
            isOutside: section.isOutsideTransaction,
            engine: engine
        )
        // That a pair is left out is no news beside what it asks for and can't have.
        found += [choice.problem(file: file) ?? pair?.note(file: file)].compactMap(\.self)
        return ScriptPart(statements: kept, directives: script, waivers: all.scriptWaivers, mode: choice.mode)
    }

    private mutating func split(_ range: Range<Int>) -> [SQLStatement] {
        guard !range.isEmpty else { return [] }
        let split = StatementSplitter.statements(of: text.bytes, in: range, engine: engine)
        found += split.problems.map { Diagnostic($0, in: file) }
        isReadable = isReadable && split.problems.allSatisfy(\.isNote)
        return split.statements
    }

    private func classified(_ statements: [SQLStatement], waivers: [[Waiver]]) -> [MigrationStatement] {
        statements.indices.map { index in
            MigrationStatement(
                statements[index],
                kind: StatementClass(of: statements[index], in: text.bytes, engine: engine),
                waivers: waivers[index]
            )
        }
    }
}

extension MigrationScript {
    mutating func add(_ part: ScriptPart) {
        directives = part.directives
        waivers = part.waivers
        statements = part.statements
        mode = part.mode
    }
}

extension UndoScript {
    /// Nil for a part without a statement: other tools write one where nothing undoes a script.
    init?(_ part: ScriptPart?, path: String, text: ScriptText) {
        guard let part, !part.statements.isEmpty else { return nil }
        self.init(
            name: path,
            text: text,
            checksum: SHA256Digest(of: text.bytes).hexadecimal,
            directives: part.directives,
            statements: part.statements,
            mode: part.mode
        )
    }
}
