internal import BorealisDiagnostics
internal import TemplateDiff

/// The page that a person reads before saying yes: what could be lost first, the rest by resource.
struct HumanReport {
    private static let narrowest = 40

    private let report: DifferenceReport
    private let width: Int

    init(_ report: DifferenceReport, width: Int) {
        self.report = report
        self.width = max(width, Self.narrowest)
    }

    func text(isColoured: Bool) -> String {
        (report.outlines().flatMap(lines) + notices(isColoured: isColoured) + summary)
            .map { $0.text(isColoured: isColoured) + "\n" }.joined()
    }

    /// A blank line ends each stack.
    private func lines(of outline: Outline) -> [StyledText] {
        let isQuiet = outline.isEmpty && outline.parts.isEmpty
        let head = StyledText(outline.stack, .strong) + StyledText("  \(outline.comparison)", .dim)
        let verdict = StyledText(outline.verdict, isQuiet ? .good : .strong)
        let first = block(head, indent: 0, hanging: 2) + block(verdict, indent: 2)
        return first + outline.parts.flatMap(lines) + [StyledText()]
    }

    private func lines(of part: OutlinePart) -> [StyledText] {
        let style: StyledText.Style = part.kind == .guards && part.isClosed ? .loss : .strong
        let texts = part.entries.map(lines)
        let body = texts.enumerated().flatMap { index, lines in
            // Short ones stay together; what has details is easier to tell apart with a blank line between.
            let isDense = index == 0 || (lines.count <= 2 && texts[index - 1].count <= 2)
            return isDense ? lines : [StyledText()] + lines
        }
        return [StyledText()] + block(StyledText(part.title, style), indent: 0) + body
    }

    private func lines(of entry: OutlineEntry) -> [StyledText] {
        let layout = EntryLayout(width: width, path: report.path)
        return layout.headline(of: entry) + entry.details.flatMap(layout.lines) + layout.ending(of: entry)
    }

    private func notices(isColoured: Bool) -> [StyledText] {
        let layout = DiagnosticText(isColoured: isColoured, path: report.path)
        let lines = report.notices.flatMap {
            layout.text(of: $0).split(separator: "\n", omittingEmptySubsequences: false)
        }
        return lines.map { StyledText(String($0)) } + (lines.isEmpty ? [] : [StyledText()])
    }

    private var summary: [StyledText] {
        let style: StyledText.Style = report.exitCode == 0 ? .good : report.exitCode == 2 ? .strong : .loss
        // The verdict of a single stack stands at its head.
        let isTold = report.differences.count == 1 && !report.remarks.containsError
        return (isTold ? [] : block(StyledText(report.verdict, .strong), indent: 0))
            + block(StyledText(report.exitMeaning, style), indent: 0)
    }

    private func block(_ text: StyledText, indent: Int, hanging: Int? = nil) -> [StyledText] {
        text.block(indent: indent, hanging: hanging ?? indent, width: width)
    }
}
