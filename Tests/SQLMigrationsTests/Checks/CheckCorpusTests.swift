import BorealisDiagnostics
import Foundation
import SQLMigrations
import TestSupport
import Testing

/// What is found in the corpus that is compared with squawk: `Tests/CheckComparison`.
@Suite struct CheckCorpusTests {
    static let folder = "Tests/CheckComparison/corpus"

    static let files =
        (try? FileManager.default.contentsOfDirectory(atPath: PackageFolder.file(folder).path))?.filter {
            $0.hasSuffix(".sql")
        }.sorted() ?? []

    @Test(arguments: files)
    func `a script of the corpus is found fault with as before`(file: String) throws {
        let stem = "\(Self.folder)/\(file.dropLast(4))"
        let text = try String(decoding: Data(contentsOf: PackageFolder.file(stem + ".sql")), as: UTF8.self)
        let script = CorpusScript(text)
        Golden(stem + ".golden").expect((["statements \(script.lines)"] + script.found).joined(separator: "\n") + "\n")
    }

    @Test func `the corpus is large enough to say something`() {
        #expect(Self.files.count >= 100)
    }
}

/// A script as the pipeline would have it: a pair of BEGIN and COMMIT is left out.
private struct CorpusScript {
    /// The lines of its statements.
    let lines: String
    /// Codes with lines.
    let found: [String]

    init(_ text: String) {
        let bytes = Array(text.utf8)
        let all = StatementSplitter.statements(of: bytes, engine: .postgresql).statements
        let pair = TransactionPair(around: all, in: bytes, engine: .postgresql)
        let statements = (pair.map { Array(all[$0.inner]) } ?? all).map { statement in
            MigrationStatement(
                statement,
                kind: StatementClass(of: statement, in: bytes, engine: .postgresql)
            )
        }
        var directives = ScriptDirectives()
        if pair != nil { directives.isTransaction = true }
        let isOutside = statements.count == 1 && statements.first?.kind.transaction == .outside
        let script = CheckedScript(
            file: "",
            bytes: bytes,
            statements: statements,
            engine: .postgresql,
            mode: isOutside && pair == nil ? .none : .transaction,
            directives: directives
        )
        let problems = [pair?.note(file: "")].compactMap(\.self) + ScriptFindings(of: script).problems
        lines = all.map { "\($0.line)" }.joined(separator: " ")
        found = problems.map { "\($0.code.rawValue) \($0.place?.line ?? 0)" }
    }
}
