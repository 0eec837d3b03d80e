package import BorealisDiagnostics
package import TemplateDiff

/// The forms in which differences are told.
package enum DifferenceFormat: String, CaseIterable, Sendable {
    /// What a person reads before saying yes.
    case human
    /// Every fact, for programs.
    case json
    /// A comment of a pull request.
    case markdown
    /// Commands of GitHub Actions, which shows each change at its line of a pull request.
    case github
    /// SARIF 2.1.0, which code scanning reads.
    case sarif
    /// Test results in XML, which most CI systems show.
    case junit
}

/// The differences of one or several stacks, told in one of several forms, which all say the same.
package struct DifferenceReport {
    /// The first line of the Markdown, by which CI finds its comment again.
    package static let marker = "<!-- borealis:diff -->"

    let differences: [StackDifference]
    let problems: [Diagnostic]
    let notices: [Diagnostic]
    let command: String
    let path: (String) -> String

    /// - Parameters:
    ///   - differences: in the order in which they are told.
    ///   - problems: what kept stacks from being compared. People see them beside the report, whose form for people only
    ///     says that it isn't everything.
    ///   - notices: what else concerns the run as a whole.
    ///   - command: what the reader runs to see all of it: `stacks diff --against out`.
    ///   - path: how a file is named to the reader.
    package init(
        _ differences: [StackDifference],
        problems: [Diagnostic] = [],
        notices: [Diagnostic] = [],
        command: String = "stacks diff",
        path: @escaping (String) -> String = { $0 }
    ) {
        self.differences = differences
        self.problems = problems
        self.notices = notices
        self.command = command
        self.path = path
    }

    /// The whole text: empty, or with a newline at its end.
    ///
    /// - Parameters:
    ///   - width: of the terminal, in columns; only people's form heeds it, as it does `isColoured`.
    package func text(as format: DifferenceFormat, width: Int, isColoured: Bool = false) -> String {
        switch format {
        case .human: HumanReport(self, width: width).text(isColoured: isColoured)
        case .json: DifferenceJSON(self).text
        case .markdown: MarkdownReport(self).text
        case .github: problemReport(of: outlines(longestValue: 1_500), room: Self.annotation).text(as: .github)
        case .sarif: problemReport(of: outlines(longestValue: 4_000), room: 30_000).text(as: .sarif)
        case .junit: JUnitReport(self).text
        }
    }

    /// How many bytes the lines of an annotation may have, so that what stands before them has room as well: GitHub cuts
    /// off what is beyond 4,096 characters.
    ///
    /// - Source: actions/runner, ExecutionContext.cs, `_maxIssueMessageLength`, read 2026-11-22.
    private static let annotation = 3_000

    /// Problems, then notices.
    var remarks: [Diagnostic] { problems + notices }

    /// What the verb exits with: 1 with an error among the problems and notices, 3 with a closed guard, 2 with changes or
    /// where a stack isn't settled, 0 where there is nothing to do.
    package var exitCode: Int32 {
        if remarks.containsError { return 1 }
        if differences.contains(where: { !$0.closedGuards.isEmpty }) { return 3 }
        return differences.allSatisfy { $0.isEmpty && $0.baseline.isSettled } ? 0 : 2
    }

    /// - Parameter longestValue: how many bytes of a value's text are shown at most.
    func outlines(longestValue: Int = 16_000) -> [Outline] {
        differences.map { Outline(of: $0, values: ValueText(longest: longestValue), path: path) }
    }
}
