import BorealisDiagnostics
import SQLMigrations
import Testing

/// What is looked for in a script is looked for once, however often it is there.
@Suite(.serialized) struct LinearTimeTests {
    @Test(arguments: [
        "SELECT '$${schema}';\n", "SELECT ${schema};\n", "SELECT '${schema}', ", "SELECT ${missing};\n",
        "-- borealis:allow SQL201 \"empty\"\nDROP TABLE a;\n", "-- borealis:timeout 9s\n", "-- borealis:foo\n",
        "borealis:x +goose ", "/* borealis:x */ ", "-- +goose StatementBegin\n", "-- +goose Upp\n",
        "-- borealis:x +goose Up ", "/* -- +goose Up */", "'\n-- borealis:timeout 9s\n';",
    ])
    func `twice the script takes no more than three times as long`(text: String) {
        let short = shortest { read(String(repeating: text, count: 400)) }
        let long = shortest { read(String(repeating: text, count: 1600)) }
        // Twice twice as much; in linear time it takes four times as long, in quadratic time sixteen times.
        #expect(long < short * 9, "\(short), then \(long)")
    }

    private func read(_ text: String) {
        let options = ScriptOptions(placeholders: ["schema": "app"])
        _ = MigrationScripts(["V1__a.sql": "SELECT 0;\n" + text], options: options)
    }

    /// Of three runs, since others use the processor too.
    private func shortest(_ work: () -> Void) -> Duration {
        (0..<3).map { _ in ContinuousClock().measure(work) }.min() ?? .zero
    }
}
