internal import BorealisDiagnostics

/// The lines of an entry of the page for people.
struct EntryLayout {
    private static let indent = 2
    private static let detailIndent = 6
    private static let valueIndent = 10
    /// Where places end on a terminal that is wider than an eye follows a line.
    private static let placeEnd = 100

    let width: Int
    let path: (String) -> String

    /// `  ± Cluster  AWS::RDS::DBCluster  is replaced`, the place at the right end, or below where there is no room.
    func headline(of entry: OutlineEntry) -> [StyledText] {
        var line = StyledText(entry.mark.rawValue + " ", entry.mark.style)
        if !entry.name.isEmpty { line.append(entry.name + "  ", .strong) }
        if let type = entry.type { line.append(type + "  ", .dim) }
        line.append(entry.headline, entry.mark == .replaced || entry.mark == .closed ? .loss : .plain)
        let lines = line.block(indent: Self.indent, hanging: Self.indent + 2, width: width)
        guard let place = entry.place?.text(path: path) else { return lines }
        let taken = (lines.last?.width ?? 0) + place.displayWidth
        let end = taken + 2 <= Self.placeEnd ? min(width, Self.placeEnd) : width
        let room = end - taken
        guard room >= 2, let last = lines.last else {
            return lines + StyledText("at \(place)", .dim).block(indent: 4, hanging: 4, width: width)
        }
        return lines.dropLast() + [last + StyledText(String(repeating: " ", count: room) + place, .dim)]
    }

    func lines(of detail: OutlineDetail) -> [StyledText] {
        switch detail {
        case .note(let text, let isWeighty): indented(StyledText(text, isWeighty ? .loss : .plain))
        case .change(let change): lines(of: change)
        case .table(let table):
            ColumnLayout(table, width: width - Self.detailIndent).lines.map { line in
                StyledText(String(repeating: " ", count: Self.detailIndent)) + line
            }
        case .statement(let index, let text, let facts):
            indented(StyledText("\(index). ", .dim) + StyledText(text), hanging: 3)
                + indented(StyledText(facts.joined(separator: " · "), .dim), by: 3)
        }
    }

    /// What others found, then the flag, which stands in one line for whoever copies it.
    func ending(of entry: OutlineEntry) -> [StyledText] {
        let findings = entry.findings.flatMap(lines) + (entry.remedy.map { indented(StyledText("fix: \($0)")) } ?? [])
        guard let flag = entry.flag else { return findings }
        let words = entry.flagWords
        let line = StyledText("\(String(repeating: " ", count: Self.detailIndent))\(words) ") + StyledText(flag, .flag)
        guard line.width > width else { return findings + [line] }
        return findings + indented(StyledText(words)) + [StyledText("    ") + StyledText(flag, .flag)]
    }

    private func lines(of finding: Diagnostic) -> [StyledText] {
        let entry = OutlineEntry(finding, key: "", path: path)
        let style: StyledText.Style = finding.severity == .error ? .loss : .change
        let label = StyledText("\(finding.severity.rawValue)[\(finding.code.rawValue)] ", style)
        let place = entry.place.map { "  at \($0.text(path: path))" } ?? ""
        return indented(label + StyledText(entry.headline) + StyledText(place, .dim), hanging: 2)
            + entry.details.flatMap(\.plainLines).flatMap { indented(StyledText($0), by: 2) }
    }

    private func indented(_ text: StyledText, by more: Int = 0, hanging: Int = 0) -> [StyledText] {
        let indent = Self.detailIndent + more
        return text.block(indent: indent, hanging: indent + hanging, width: width)
    }
}

// MARK: - Values

extension EntryLayout {
    private func lines(of change: ShownChange) -> [StyledText] {
        switch change.values {
        case .short(let before, let after):
            let old = before.map { StyledText($0, .bad) }
            let new = after.map { StyledText($0, .good) }
            let arrow = old != nil && new != nil ? StyledText(" → ", .dim) : StyledText()
            let line = (old ?? StyledText()) + arrow + (new ?? StyledText())
            let below = [before.map(ShownLine.removed), after.map(ShownLine.added)].compactMap(\.self)
            return lines(of: change, line: line, below: below)
        case .same(let lines) where lines.count == 1:
            return self.lines(of: change, line: StyledText(lines[0].text), below: lines)
        case .same(let lines), .long(let lines): return self.lines(of: change, line: nil, below: lines)
        }
    }

    /// The values behind the path where that fits in a line, otherwise below it; what is known of them last.
    private func lines(of change: ShownChange, line: StyledText?, below: [ShownLine]) -> [StyledText] {
        let isNamed = !change.path.isEmpty
        var head = StyledText(isNamed ? "\(change.mark.rawValue) " : "", change.mark.style)
        head.append(change.path, .strong)
        let style: StyledText.Style = change.mark == .replaced ? .loss : .dim
        let facts = StyledText(change.facts.isEmpty ? "" : "  (\(change.facts.joined(separator: "; ")))", style)
        guard let line, (head + StyledText(": ") + line).width <= width - Self.detailIndent else {
            return (isNamed || !facts.isEmpty ? indented(head + facts, hanging: 2) : []) + below.flatMap(lines)
        }
        let whole = head + StyledText(isNamed ? ": " : "") + line
        guard (whole + facts).width > width - Self.detailIndent else { return indented(whole + facts) }
        return indented(whole) + indented(StyledText(change.facts.joined(separator: "; "), style), by: 4)
    }

    private func lines(of line: ShownLine) -> [StyledText] {
        switch line {
        case .kept(let text): value("  ", text, .plain)
        case .removed(let text): value("- ", text, .bad)
        case .added(let text): value("+ ", text, .good)
        case .folded(let count): value("  ", "… \(count) lines as before", .dim)
        case .cut(let rest): value("  ", "… \(rest)", .dim)
        }
    }

    /// Wrapped lines of a value start below its first character, so that its own indentation stays.
    private func value(_ mark: String, _ text: String, _ style: StyledText.Style) -> [StyledText] {
        let indent = String(repeating: " ", count: Self.valueIndent)
        return StyledText(text, style).wrapped(width: width - Self.valueIndent - 2).enumerated().map { index, line in
            StyledText(indent) + StyledText(index == 0 ? mark : "  ", style) + line
        }
    }
}
