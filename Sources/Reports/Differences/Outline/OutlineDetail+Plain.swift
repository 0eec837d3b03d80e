extension OutlineDetail {
    /// The detail in lines of plain text.
    var plainLines: [String] {
        switch self {
        case .note(let text, _): [text]
        case .change(let change): change.plainLines
        case .table(let table): table.plainLines
        case .statement(let index, let text, let facts): ["\(index). \(text) (\(facts.joined(separator: "; ")))"]
        }
    }
}

extension ShownChange {
    fileprivate var plainLines: [String] {
        let facts = facts.isEmpty ? "" : " (\(facts.joined(separator: "; ")))"
        let name = path.isEmpty ? mark.rawValue : "\(mark.rawValue) \(path)"
        switch values {
        case .short(let before, let after):
            return ["\(name): " + [before, after].compactMap(\.self).joined(separator: " → ") + facts]
        case .same(let lines) where lines.count == 1: return ["\(name): \(lines[0].text)\(facts)"]
        case .same(let lines), .long(let lines): return ["\(name):\(facts)"] + lines.map { "  \($0.plain)" }
        }
    }
}

extension ShownLine {
    /// With the mark of its kind before it.
    var plain: String {
        switch self {
        case .kept(let text): "  " + text
        case .removed(let text): "- " + text
        case .added(let text): "+ " + text
        case .folded(let count): "… \(count) lines as before"
        case .cut(let rest): "… \(rest)"
        }
    }
}

extension ShownTable {
    fileprivate var plainLines: [String] {
        rows.map { row in
            let cells = zip(headers, row.cells).filter { !$1.isEmpty }
            return "\(row.mark.rawValue) "
                + cells.map { "\($0): \($1.joined(separator: ", "))" }.joined(separator: "; ")
        }
    }
}
