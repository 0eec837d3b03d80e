internal import BorealisDiagnostics

/// A script in which the placeholders have their values.
///
/// They are replaced wherever they are, in quotes and in the bodies of functions too, but not in comments.
struct ResolvedText {
    private(set) var text: ScriptText
    /// Whether the source has placeholders, escaped ones too.
    private let isResolved: Bool
    /// The names of the values that are in it.
    private(set) var used: Set<String> = []
    private(set) var problems: [Diagnostic] = []
    private var shifts: [Shift] = []
    /// The source with words for placeholders: what its lexer can read, whatever the values are.
    private let masked: ScriptText

    /// - Parameter file: for the places of problems.
    init(_ source: ScriptText, values: [String: PlaceholderValue], engine: DatabaseEngine, file: String) {
        let placeholders = Placeholder.all(in: source)
        text = source
        masked = Self.masked(source, placeholders)
        isResolved = !placeholders.isEmpty
        guard isResolved else { return }
        let contexts = PlaceholderContext.all(of: placeholders, in: masked, engine: engine)
        var bytes: [UInt8] = []
        var end = 0
        var counter = ScriptText.PositionCounter(source)
        for (placeholder, context) in zip(placeholders, contexts) where context != .comment {
            let position = counter.position(of: placeholder.range.lowerBound)
            let place = Place(file: file, line: position.line, column: position.column)
            guard let new = replacement(of: placeholder, in: context, values: values, engine: engine, place: place)
            else { continue }
            bytes += source.bytes[end..<placeholder.range.lowerBound]
            check(placeholder, in: context, value: values[placeholder.name], after: bytes, engine: engine, place: place)
            shifts.append(
                Shift(position: position, length: placeholder.range.count, newLength: new.count, before: shifts.last)
            )
            bytes += new
            end = placeholder.range.upperBound
        }
        text = ScriptText(normalized: bytes + source.bytes[end...])
    }

    private mutating func replacement(
        of placeholder: Placeholder,
        in context: PlaceholderContext,
        values: [String: PlaceholderValue],
        engine: DatabaseEngine,
        place: Place
    ) -> [UInt8]? {
        if placeholder.isEscaped { return Array("${\(placeholder.name)}".utf8) }
        guard let value = values[placeholder.name] else {
            problems.append(.unresolvedPlaceholder(placeholder.name, known: values.keys.sorted(), place: place))
            return nil
        }
        used.insert(placeholder.name)
        let sql = value.sql(for: engine)
        if value.isQuoted, context.innermost == .quotes {
            problems.append(.quotedPlaceholder(placeholder.name, place: place))
        } else if let tag = context.tags.first(where: { sql.contains($0) }) {
            problems.append(.closingPlaceholder(placeholder.name, tag: tag, place: place))
        }
        return Array(sql.utf8)
    }

    /// What the value and the text around it would become together.
    ///
    /// - Parameter bytes: what is before the value.
    private mutating func check(
        _ placeholder: Placeholder,
        in context: PlaceholderContext,
        value: PlaceholderValue?,
        after bytes: [UInt8],
        engine: DatabaseEngine,
        place: Place
    ) {
        guard let value, !placeholder.isEscaped, [.code, .afterString].contains(context.innermost) else { return }
        let next = masked.bytes[placeholder.range.upperBound...].first
        let neighbours = PlaceholderNeighbours(
            before: bytes,
            next: next,
            isAfterString: context.innermost == .afterString
        )
        guard let clash = neighbours.clash(with: value, engine: engine) else { return }
        problems.append(.clashingPlaceholder(placeholder.name, clash, place: place))
    }

    /// Underscores for dollars and braces: as long, and a word.
    private static func masked(_ source: ScriptText, _ placeholders: [Placeholder]) -> ScriptText {
        guard !placeholders.isEmpty else { return source }
        var bytes = source.bytes
        for placeholder in placeholders {
            for offset in placeholder.range
            where !bytes[offset].isASCIILetter && !bytes[offset].isASCIIDigit {
                bytes[offset] = UInt8(ascii: "_")
            }
        }
        return ScriptText(normalized: bytes)
    }

    /// SHA-256 of the tokens of the source, whatever the values are.
    ///
    /// - Parameter statements: those of the text.
    func tokensHash(with statements: [SQLStatement], engine: DatabaseEngine) -> String {
        let own =
            isResolved ? StatementSplitter.statements(of: masked.bytes, engine: engine).statements : statements
        return StatementSplitter.tokensHash(of: masked.bytes, statements: own, engine: engine)
    }

    /// A problem that was found in the text, where its reader finds it in the source.
    func inSource(_ problem: Diagnostic) -> Diagnostic {
        guard let place = problem.place, let line = place.line, let column = place.column else { return problem }
        // They are in the order of the text.
        let next = shifts.partitioningIndex(where: { ($0.line, $0.newColumn) > (line, column) })
        guard next > 0, shifts[next - 1].line == line else { return problem }
        let shift = shifts[next - 1]
        var problem = problem
        problem.place = Place(file: place.file, line: line, column: shift.sourceColumn(of: column))
        return problem
    }
}

/// A placeholder and its value in a line; neither has a line feed, so that lines stay where they are.
private struct Shift {
    let line: Int
    let column: Int
    let length: Int
    let newColumn: Int
    let newLength: Int

    init(position: ScriptText.Position, length: Int, newLength: Int, before: Shift?) {
        line = position.line
        column = position.column
        self.length = length
        self.newLength = newLength
        let offset = before.map { $0.line == position.line ? $0.newEnd - $0.end : 0 } ?? 0
        newColumn = position.column + offset
    }

    private var end: Int { column + length }
    private var newEnd: Int { newColumn + newLength }

    /// - Parameter newColumn: at the value, or after it and before the next one.
    func sourceColumn(of newColumn: Int) -> Int {
        newColumn < newEnd ? column : newColumn - newEnd + end
    }
}
