import Foundation
import TemplateModel
import TestSupport
import Testing

struct TextDifferenceTests {
    @Test func `equal texts have no difference`() {
        #expect(difference("a\nb\n", "a\nb\n") == "")
    }

    @Test func `a change stands between three lines of context`() {
        let old = (1...9).map { "\($0)\n" }.joined()
        let expected = "--- old\n+++ new\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n"
        #expect(difference(old, old.replacing("5", with: "x")) == expected)
    }

    @Test func `changes with few lines between them are one hunk`() {
        let old = (1...20).map { "\($0)\n" }.joined()
        let near = difference(old, old.replacing("5\n", with: "x\n", maxReplacements: 1).replacing("12\n", with: "y\n"))
        let far = difference(old, old.replacing("5\n", with: "x\n", maxReplacements: 1).replacing("13\n", with: "y\n"))
        #expect([near, far].map { $0.components(separatedBy: "@@ -").count - 1 } == [1, 2])
    }

    @Test(arguments: [
        ("", "a\n", "@@ -0,0 +1 @@\n+a\n"), ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
        ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
        ("a\n", "a", "@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n"),
        ("a\nb", "c\nb", "@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n"),
        ("a\r\n", "a\n", "@@ -1 +1 @@\n-a\r\n+a\n"), ("\u{E9}\n", "e\u{301}\n", "@@ -1 +1 @@\n-\u{E9}\n+e\u{301}\n"),
    ])
    func `ends of the text and of its lines count`(_ old: String, _ new: String, _ hunk: String) {
        #expect(Array(difference(old, new).utf8) == Array("--- old\n+++ new\n\(hunk)".utf8))
    }

    /// `diff --minimal` and ours may choose other lines, but never fewer or more.
    @Test(arguments: Array(1...150) + [UInt64.random(in: 1_000...UInt64.max)])
    func `patch makes the new text, and no smaller difference exists`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let old = text(&random)
        let new = Bool.random(using: &random) ? text(&random) : edited(old, &random)
        let context = random.number(below: 4)
        let ours = TextDifference.unifiedDifference(
            from: old,
            to: new,
            oldName: "old",
            newName: "new",
            context: context
        )
        let folder = try TemporaryFolder()
        try Data(old.utf8).write(to: folder.url("old"))
        try Data(new.utf8).write(to: folder.url("new"))
        let theirs = try ProcessRun(
            URL(filePath: "/usr/bin/diff"),
            ["--minimal", "-U\(context)", "old", "new"],
            in: folder.url
        )
        #expect(changedLines(ours) == changedLines(theirs.output), "seed \(seed)")
        try #expect(patched(old, with: ours, in: folder.url) == Data(new.utf8), "seed \(seed)")
    }

    @Test func `thousands of lines in reverse order take no more memory or time than a test has`() {
        let lines = (1...5_000).map { "\($0)\n" }
        let text = difference(lines.joined(), lines.reversed().joined())
        #expect(changedLines(text) == 2 * 4_999)
    }

    private func difference(_ old: String, _ new: String) -> String {
        TextDifference.unifiedDifference(from: old, to: new, oldName: "old", newName: "new")
    }

    private func changedLines(_ difference: String) -> Int {
        difference.split(separator: "\n").dropFirst(2).count { $0.hasPrefix("+") || $0.hasPrefix("-") }
    }

    /// Applies a difference with the program `patch`; it is not asked where there is none, since it wants a hunk.
    private func patched(_ old: String, with difference: String, in folder: URL) throws -> Data {
        guard !difference.isEmpty else { return Data(old.utf8) }
        let names = ["target", "patch"].map { folder.appending(path: $0) }
        for (name, text) in zip(names, [old, difference]) { try Data(text.utf8).write(to: name) }
        let run = try ProcessRun(
            URL(filePath: "/usr/bin/patch"),
            ["--binary", "--fuzz=0", "-s", names[0].path(), names[1].path()]
        )
        #expect(run.status == 0 && run.output.isEmpty, "\(run.output)")
        // `patch` removes a file that becomes empty.
        return (try? Data(contentsOf: names[0])) ?? Data()
    }

    /// Few different lines, so that many are equal; the last one often without its newline.
    private func text(_ random: inout SeededGenerator) -> String {
        let alphabet = ["a", "b", "c", "{", "}", ""].prefix(1 + random.number(below: 6))
        let lines = (0..<random.number(below: 60)).map { _ in random.pick(Array(alphabet), or: "a") }
        return lines.joined(separator: "\n") + (Bool.random(using: &random) ? "\n" : "")
    }

    private func edited(_ text: String, _ random: inout SeededGenerator) -> String {
        var lines = text.components(separatedBy: "\n")
        for _ in 0..<(1 + random.number(below: 5)) {
            let index = random.number(below: lines.count)
            lines.replaceSubrange(index...index, with: random.pick([[], ["x"], [lines[index], "y"]], or: []))
            if lines.isEmpty { lines = [""] }
        }
        return lines.joined(separator: "\n")
    }
}
