internal import BorealisDiagnostics

/// Reads the directives of a script, and says which of them hold for what.
///
/// Those of the script stand before its first statement; a waiver holds for the statement that it stands before or in.
struct DirectiveReader {
    private struct Entry {
        let line: DirectiveLine
        let directive: Directive
        let name: Directive.Name
    }

    private let entries: [Entry]
    private let engine: DatabaseEngine
    private let file: String
    private(set) var problems: [Diagnostic] = []

    init(_ text: ScriptText, engine: DatabaseEngine, file: String) {
        self.engine = engine
        self.file = file
        var entries: [Entry] = []
        for line in DirectiveLine.all(in: text, engine: engine) {
            guard let name = Directive.Name(rawValue: line.name) else {
                problems.append(.unknownDirective(line, file: file))
                continue
            }
            guard line.isOnLineOfItsOwn else {
                problems.append(.misplacedDirective(line, expected: "a line comment on a line of its own", file: file))
                continue
            }
            guard let directive = Directive(name, value: line.value, line: line.position.line) else {
                problems.append(.wrongDirectiveValue(line, of: name, file: file))
                continue
            }
            entries.append(Entry(line: line, directive: directive, name: name))
        }
        self.entries = entries
    }

    /// Whether a text has none, as most have.
    var isEmpty: Bool { entries.isEmpty }

    /// The environments that the script is for, wherever it says so.
    var environments: [String] {
        entries.lazy.compactMap { entry in
            if case .environments(let names) = entry.directive { names } else { nil }
        }.first ?? []
    }

    /// Those of a part of a script: of the part that is run, or of the one that undoes it.
    ///
    /// - Parameters:
    ///   - range: where the part and its head are.
    ///   - run: those of the statements that aren't left out.
    mutating func directives(
        in range: Range<Int>,
        of statements: [SQLStatement],
        running run: Range<Int>,
        isUndo: Bool
    ) -> PartDirectives {
        var part = PartDirectives(statements: statements.count)
        var seen: [Directive.Name: DirectiveLine] = [:]
        let headEnd = statements[run].first?.code.lowerBound ?? range.upperBound
        for entry in entries where range.contains(entry.line.offset) {
            if isUndo, !entry.name.isForUndo {
                refuse(entry, expected: "it in the script that is undone")
            } else if case .allow(let waiver) = entry.directive {
                let index = statements.partitioningIndex(where: { entry.line.offset < $0.range.upperBound })
                if index < statements.count {
                    part.waivers[index].append(waiver)
                } else {
                    refuse(entry, expected: "it before the statement that it is for")
                }
            } else if entry.line.offset >= headEnd {
                refuse(entry, expected: "it before the first statement")
            } else if let first = seen[entry.name], !entry.name.isWaiver {
                problems.append(.repeatedDirective(entry.line, first: first, file: file))
            } else {
                seen[entry.name] = entry.line
                part.add(entry.directive)
                if engine == .mysql, entry.name.isLimit {
                    problems.append(.idleDirective(entry.line, file: file))
                }
            }
        }
        return part
    }

    private mutating func refuse(_ entry: Entry, expected: String) {
        problems.append(.misplacedDirective(entry.line, expected: expected, file: file))
    }
}

/// What the directives say of a part of a script.
struct PartDirectives {
    private(set) var script = ScriptDirectives()
    /// Those for the whole script.
    private(set) var scriptWaivers: [Waiver] = []
    /// Those of each statement.
    var waivers: [[Waiver]]

    init(statements: Int) {
        waivers = Array(repeating: [], count: statements)
    }

    mutating func add(_ directive: Directive) {
        switch directive {
        case .transaction(let isTransaction): script.isTransaction = isTransaction
        case .timeout(let seconds): script.timeout = seconds
        case .lockTimeout(let milliseconds): script.lockTimeout = milliseconds
        case .environments(let names): script.environments = names
        case .phase(let phase): script.phase = phase
        case .allowFile(let waiver): scriptWaivers.append(waiver)
        case .allow: break
        }
    }
}
