import BorealisDiagnostics
import Foundation
import SQLMigrations
import TestSupport
import Testing

@Suite struct StatementSplitterTests {
    /// A piece is a line of JSON, so that the tests against the real servers can read it as well.
    @Test(arguments: SplitterCase.all)
    func `a script falls into its statements`(script: SplitterCase) throws {
        let bytes = try script.bytes
        let found = StatementSplitter.statements(of: bytes, engine: script.engine)
        let pieces = try found.statements.map { try Piece($0, of: bytes).text }
        let problems = found.problems.map { DiagnosticText().text(of: Diagnostic($0, in: script.name)) }
        let lines = (pieces + problems).map { $0 + "\n" }
        Golden(script.path.replacing(".sql", with: ".golden")).expect(lines.joined())
    }
}

/// A script of `Goldens/<engine>`.
struct SplitterCase: CustomTestStringConvertible, Sendable {
    let engine: DatabaseEngine
    let name: String

    static let all = [DatabaseEngine.postgresql, .mysql].flatMap { engine in
        let folder = PackageFolder.file("Tests/SQLMigrationsTests/Goldens/\(engine.rawValue)").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".sql") }.sorted().map { SplitterCase(engine: engine, name: $0) }
    }

    var path: String { "Tests/SQLMigrationsTests/Goldens/\(engine.rawValue)/\(name)" }
    /// As they are split.
    var bytes: [UInt8] {
        get throws { try ScriptText(Array(try Data(contentsOf: PackageFolder.file(path)))).bytes }
    }

    var testDescription: String { "\(engine.rawValue)/\(name)" }
}

private struct Piece: Encodable {
    let line: Int
    let column: Int
    let range: [Int]
    let code: String

    init(_ statement: SQLStatement, of bytes: [UInt8]) throws {
        line = statement.line
        column = statement.column
        range = [statement.range.lowerBound, statement.range.upperBound]
        code = String(decoding: bytes[statement.code], as: UTF8.self)
    }

    private enum CodingKeys: CodingKey { case line, column, range, code }
}

extension Encodable {
    fileprivate var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
