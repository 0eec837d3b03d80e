import BorealisDiagnostics
import BorealisReports
import Foundation
import OrderedCollections
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

/// Differences whose texts try to leave the place that a format gives them.
@Suite struct RandomDifferenceTests {
    @Test func `no text leaves its place in any form`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        for round in 0..<60 {
            let roundSeed = seed &+ UInt64(round)
            var random = HostileTexts(generator: SeededGenerator(seed: roundSeed))
            let difference = random.difference()
            for format in DifferenceFormat.allCases {
                let text = report([difference]).text(as: format)
                #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !$0.isUnseen }, "\(format), seed \(roundSeed)")
            }
            let problem = try problem(with: difference, width: Int(40 + roundSeed % 120))
            #expect(problem == nil, "seed \(roundSeed)")
        }
    }

    private func problem(with difference: StackDifference, width: Int) throws -> String? {
        let report = report([difference])
        let human = report.text(as: .human, width: width)
        let isTooLong: (Substring) -> Bool = { $0.displayWidth > width && !$0.contains("--allow") }
        if let line = human.split(separator: "\n").first(where: isTooLong) { return "too long: \(line)" }
        let coloured = report.text(as: .human, width: width, isColoured: true)
        if coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") != human { return "colours change the text" }
        if let problem = MarkdownBalance.problem(with: report.text(as: .markdown)) { return problem }
        _ = try XMLText.read(report.text(as: .junit))
        _ = try JSONSerialization.jsonObject(with: Data(report.text(as: .json).utf8))
        _ = try JSONSerialization.jsonObject(with: Data(report.text(as: .sarif).utf8))
        let commands = report.text(as: .github).split(separator: "\n")
        let isCommand: (Substring) -> Bool = { $0.wholeMatch(of: /::(error|warning|notice) [^\n]*::[^\n]*/) != nil }
        return commands.allSatisfy(isCommand) ? nil : "not a command"
    }
}

extension Unicode.Scalar {
    fileprivate var isUnseen: Bool {
        [.control, .format, .lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
    }
}

private struct HostileTexts {
    private static let pieces = [
        "a", "Z9", "`", "```", "````", "|", "<b>", "</details>", "<!--", "@x", "#1", "\n", "\r\n", "\u{1B}[2J",
        "\u{202E}",
        "数据", "e\u{301}", "👩‍👩‍👧", " ", "   ", "\"", "'", "&", "]]>", "{", "}", "[", "]", ":", ",", "%0A", "::error::x",
        "\\", "\u{0}", "\u{FFFE}", "\u{FFFF}", "-", "+ ", "~~~", "\u{85}", "\u{2028}", "https://x.y/z", "- x", "1. ",
        "abcdefghijklmnopqrstuvwxyz0123456789", "\t", "…", "<details>\n",
    ]

    var generator: SeededGenerator

    mutating func text(_ longest: Int = 12) -> String {
        (0..<Int.random(in: 1...longest, using: &generator)).map { _ in
            Self.pieces.randomElement(using: &generator) ?? ""
        }.joined()
    }

    private mutating func node(depth: Int = 0) -> TemplateNode {
        switch Int.random(in: 0...(depth > 3 ? 2 : 6), using: &generator) {
        case 0: .integer(Int.random(in: -9...9_999, using: &generator))
        case 1: .boolean(true)
        case 2: .string(text(40))
        case 3: .list((0..<3).map { _ in node(depth: depth + 1) })
        case 4:
            .map(OrderedDictionary(uniqueKeysWithValues: (0..<3).map { ("\($0)" + text(3), node(depth: depth + 1)) }))
        case 5: .call(.sub, .string(text()))
        default: .string(#"{"a": ["\#(depth)", {"b": 1}]}"#)
        }
    }

    private mutating func property() -> PropertyChange {
        PropertyChange(
            [.changed, .reordered, .indirect(.resource(text(), attribute: text()))].randomElement(using: &generator)
                ?? .changed,
            ["Properties", text(3), text(3)],
            before: .value(node()),
            after: .value(node())
        )
    }

    mutating func difference() -> StackDifference {
        var difference = StackDifference(
            stack: text(3),
            baseline: Baseline(.file, name: text(), changeSet: text())
        )
        var resource = ResourceChange(.rename(from: text()), text(), type: text(3))
        resource.contents = text()
        resource.physicalID = text()
        resource.properties = (0..<4).map { _ in property() }
        resource.place = Place(file: "a.swift", line: 3)
        difference.resources = [resource]
        var output = ElementChange(.update, .outputs, text())
        output.properties = [property()]
        output.export = ElementChange.Export(name: text(), importers: [text()])
        difference.elements = [output]
        difference.statements = [
            StatementChange(.added, text(), effect: text(2), actions: [text(), text()], resources: [text()])
        ]
        difference.guards = [Guard(.replace, stack: text(2), logicalID: text(2), reason: text(), place: nil)]
        difference.gaps = [Gap(text(), logicalID: text())]
        difference.remarks = [
            Diagnostic(.known(.emptyScript), severity: .note, at: nil, text(), got: text(), fix: text(), detail: text())
        ]
        difference.migrations = [migration()]
        return difference
    }

    private mutating func migration() -> MigrationChange {
        var migration = MigrationChange(logicalID: text(), set: text(), engine: text(2), folder: text())
        var script = ScriptChange(.renamed(from: text()), name: text(), before: text(), after: text())
        script.statements = [
            ScriptStatement(
                index: 1,
                place: Place(file: "b.sql", line: 1),
                text: text(),
                command: text(),
                effect: text(),
                transaction: text(),
                lock: text()
            )
        ]
        script.findings = [Diagnostic(.known(.emptyScript), severity: .warning, at: nil, text(), fix: text())]
        migration.scripts = [script]
        return migration
    }
}
