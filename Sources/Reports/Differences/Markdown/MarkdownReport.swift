internal import BorealisDiagnostics
internal import TemplateDiff

/// A comment of a pull request: what is refused open at its top, the rest to unfold.
struct MarkdownReport {
    /// GitHub refuses a comment of more than 65,536 characters; bytes are never fewer, and CI may add a line of its own.
    ///
    /// - Source: the API's answer "Body is too long (maximum is 65536 characters)", read 2026-11-22. GitLab takes
    ///   1,000,000.
    static let limit = 65_000

    private let report: DifferenceReport

    init(_ report: DifferenceReport) {
        self.report = report
    }

    var text: String {
        MarkdownBudget(head: head, command: report.command.visible, sections: sections).text(limit: Self.limit)
    }

    private var head: String {
        "\(DifferenceReport.marker)\n**stacks diff: \(MarkdownText.prose(report.verdict))**\n\n"
            + "\(MarkdownText.prose(report.exitMeaning))\n\n"
    }

    private var sections: [MarkdownSection] {
        (report.remarks.isEmpty ? [] : [noticeSection]) + report.outlines().flatMap(sections)
    }

    private var noticeSection: MarkdownSection {
        let pieces = report.remarks.map { remark in
            piece(of: OutlineEntry(remark, key: "", path: report.path), rank: 0, stack: "")
        }
        return MarkdownSection(stack: "", title: "The run as a whole", look: .open, noun: "notice", pieces: pieces)
    }

    private func sections(of outline: Outline) -> [MarkdownSection] {
        // The verdict of a single stack is that of the whole.
        let verdict = report.differences.count == 1 ? "" : MarkdownText.prose(outline.verdict) + "\n\n"
        let title = "### \(MarkdownText.code(outline.stack))\n\n\(verdict)"
        let head = "\(title)<sub>\(MarkdownText.prose(outline.comparison))</sub>\n\n"
        let stack = MarkdownPiece(rank: -1, full: head, short: head)
        return [MarkdownSection(stack: outline.stack, title: "", look: .head, noun: "stack", pieces: [stack])]
            + outline.parts.map { part in
                MarkdownSection(
                    stack: outline.stack,
                    title: part.title,
                    look: part.kind == .guards ? .open : part.isWeighty ? .unfolded : .folded,
                    noun: part.kind.noun,
                    pieces: part.entries.map { piece(of: $0, rank: part.kind.rawValue, stack: outline.stack) }
                )
            }
    }

    private func piece(of entry: OutlineEntry, rank: Int, stack: String) -> MarkdownPiece {
        let markdown = MarkdownEntry(entry: entry, path: report.path)
        let full = markdown.text
        let lines = MarkdownBudget.count(full.lineCount - 2, "line")
        let flag = entry.flag.map { "- \(MarkdownText.code($0))\n" } ?? ""
        let rest = "- \(lines) left out here: run \(MarkdownText.code(report.command.visible))\n"
        return MarkdownPiece(rank: rank, full: full, short: "\(markdown.headline)\n\n\(flag)\(rest)\n")
    }
}

extension OutlinePart.Kind {
    fileprivate var noun: String {
        switch self {
        case .guards: "guard"
        case .losses, .access, .resources: "resource"
        case .scripts: "script"
        case .elements: "part"
        case .remarks: "remark"
        case .gaps: "unknown"
        }
    }
}
