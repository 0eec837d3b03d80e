import Foundation
import TestSupport
import Testing

/// The handler's Python is carried in Swift, so that a binary needs no files beside it.
///
/// What is written for readers is left out: a fifth of the text, which each cold start would read.
@Suite struct HandlerFilesTests {
    @Test func `the Swift file has the code of the Python files`() throws {
        let folder = PackageFolder.file("Sources/AWSConstructs/Migration/Handler")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".py") }
        #expect(names.contains("index.py"))
        let files = try names.sorted().map { name in
            (name, code(of: String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)))
        }
        Golden("Sources/AWSConstructs/Migration/HandlerFiles.swift").expect(swift(with: files))
    }

    @Test func `docstrings and comments are left out, and every statement stays in its line`() {
        let python = """
            \"""What it is.

            More.
            \"""
            # Why.
            LIMIT = 5  # seconds
            SQL = \"""SELECT 1
            # 2
            \"""

            def one() -> str:
                \"""One.\"""
                return "# 1"
            """
        let expected = """
            ""




            LIMIT = 5  # seconds
            SQL = \"""SELECT 1
            # 2
            \"""

            def one() -> str:
                ""
                return "# 1"
            """
        #expect(code(of: python) == expected)
    }

    /// A file without docstrings and without lines that are a comment; `test_output.py` compares the syntax trees.
    private func code(of python: String) -> String {
        var isInDocstring = false
        var isInText = false
        let lines = python.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let statement = line.drop { $0 == " " }
            let quotes = line.ranges(of: "\"\"\"").count
            switch (isInDocstring, isInText) {
            case (true, _):
                isInDocstring = quotes == 0
                return ""
            case (_, true):
                isInText = quotes % 2 == 0
                return String(line)
            default:
                if statement.hasPrefix("#") { return "" }
                if statement.hasPrefix("\"\"\"") {
                    isInDocstring = quotes == 1
                    return line.prefix(line.count - statement.count) + "\"\""
                }
                isInText = quotes % 2 == 1
                return String(line)
            }
        }
        return lines.joined(separator: "\n")
    }

    private func swift(with files: [(name: String, text: String)]) -> String {
        let fence = "####"
        let quotes = "\"\"\""
        let literals = files.map {
            "        (\n\"\($0.name)\", \(fence)\(quotes)\n\($0.text)\n\(quotes)\(fence)\n        ),\n"
        }
        return """
            // swift-format-ignore-file
            // Generated from Handler/*.py: RECORD_GOLDENS=failed swift test --filter HandlerFilesTests writes it anew.

            /// The handler's Python.
            enum HandlerFiles {
                static let texts: [(name: String, text: String)] = [
            \(literals.joined())    ]
            }

            """
    }
}
