import Foundation
import TestSupport
import Testing

/// The handler's Python is carried in Swift, so that a binary needs no files beside it.
@Suite struct HandlerFilesTests {
    @Test func `the Swift file has what the Python files have`() throws {
        let folder = PackageFolder.file("Sources/AWSConstructs/Migration/Handler")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".py") }
        #expect(names.contains("index.py"))
        let files = try names.sorted().map { name in
            (name, String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self))
        }
        Golden("Sources/AWSConstructs/Migration/HandlerFiles.swift").expect(swift(with: files))
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
