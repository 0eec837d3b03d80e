internal import BorealisDiagnostics

/// An entry of the outline as Markdown, which ends with a blank line.
struct MarkdownEntry {
    let entry: OutlineEntry
    let path: (String) -> String

    /// ``**± `Cluster`** `AWS::RDS::DBCluster` is replaced (`stacks/Blog.swift:14`)``.
    var headline: String {
        let name = entry.name.isEmpty ? "" : " \(MarkdownText.code(entry.name))"
        let type = entry.type.map { " \(MarkdownText.code($0))" } ?? ""
        let place = entry.place.map { " (\(MarkdownText.code($0.text(path: path))))" } ?? ""
        return
            "**\(MarkdownText.prose(entry.mark.rawValue))\(name)**\(type) \(MarkdownText.prose(entry.headline))\(place)"
    }

    var text: String {
        let blocks = [
            headline + "\n", list(of: notes + ways), list(of: statements), changes, tables, list(of: findings),
        ]
        return blocks.filter { !$0.isEmpty }.map { $0 + "\n" }.joined()
    }

    private func list(of items: [String]) -> String { items.map { "- \($0)\n" }.joined() }

    private var notes: [String] {
        entry.details.compactMap { detail in
            guard case .note(let text, let isWeighty) = detail else { return nil }
            return isWeighty ? "**\(MarkdownText.prose(text))**" : MarkdownText.prose(text)
        }
    }

    private var ways: [String] {
        [
            entry.remedy.map { "fix: \(MarkdownText.prose($0))" },
            entry.flag.map { "\(entry.flagWords) \(MarkdownText.code($0))" },
        ].compactMap(\.self)
    }

    private var statements: [String] {
        entry.details.compactMap { detail in
            guard case .statement(let index, let text, let facts) = detail else { return nil }
            return "\(index): \(MarkdownText.code(text))<br>" + facts.map(MarkdownText.prose).joined(separator: " · ")
        }
    }

    private var findings: [String] {
        entry.findings.map { finding in
            let entry = OutlineEntry(finding, key: "", path: path)
            let place = entry.place.map { " (\(MarkdownText.code($0.text(path: path))))" } ?? ""
            let lines = entry.details.flatMap(\.plainLines).map { "<br>\(MarkdownText.prose($0))" }.joined()
            let label = "**\(finding.severity.rawValue)** \(MarkdownText.code(finding.code.rawValue))"
            return "\(label) \(MarkdownText.prose(entry.headline))\(place)\(lines)"
        }
    }
}

// MARK: - Values and tables

extension MarkdownEntry {
    /// One block for all properties of the entry.
    private var changes: String {
        let lines: [String] = entry.details.flatMap { detail in
            guard case .change(let change) = detail else { return [String]() }
            return self.lines(of: change)
        }
        return lines.isEmpty ? "" : MarkdownText.block(lines, language: "diff")
    }

    /// The line with `@@` is one that GitHub and GitLab set apart in a block of differences.
    private func lines(of change: ShownChange) -> [String] {
        let name = change.path.isEmpty ? entry.name : change.path
        return [
            (["@@ \(name) @@"] + [change.facts.joined(separator: "; ")].filter { !$0.isEmpty }).joined(separator: " ")
        ]
            + values(of: change)
    }

    private func values(of change: ShownChange) -> [String] {
        switch change.values {
        case .same(let lines), .long(let lines): lines.map(\.plain)
        case .short(let before, let after):
            [before.map { "- \($0)" }, after.map { "+ \($0)" }].compactMap(\.self)
        }
    }

    private var tables: String {
        let tables: [String] = entry.details.compactMap { detail in
            guard case .table(let table) = detail else { return nil }
            return text(of: table)
        }
        return tables.joined(separator: "\n")
    }

    private func text(of table: ShownTable) -> String {
        let head =
            "| | \(table.headers.joined(separator: " | ")) |\n"
            + "|\(String(repeating: "---|", count: table.headers.count + 1))\n"
        return head
            + table.rows.map { row in
                let cells = row.cells.map { $0.map(MarkdownText.cell).joined(separator: "<br>") }
                return "| \(MarkdownText.prose(row.mark.rawValue)) | \(cells.joined(separator: " | ")) |\n"
            }.joined()
    }
}
