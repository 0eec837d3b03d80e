import BorealisFileSystem
import Foundation
import TestSupport
import Testing

@Suite struct POSIXFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func path(_ name: String) -> String { folder.url(name).path }

    @Test func `a file is made whole, and nothing else stays`() throws {
        let bytes = Array(String(repeating: "a line\n", count: 100_000).utf8)
        try POSIXFile.create(path("new"), with: bytes)
        #expect(try Data(contentsOf: folder.url("new")) == Data(bytes))
        #expect(try folder.names() == ["new"])
    }

    @Test(arguments: ["file", "link", "folder"])
    func `what is there is never taken the place of`(kind: String) throws {
        switch kind {
        case "file": try folder.write("mine", to: "taken")
        case "link": try folder.link("taken", to: "nowhere")
        default: try folder.write("mine", to: "taken/inside")
        }
        #expect(throws: POSIXFailure(code: EEXIST)) { try POSIXFile.create(path("taken"), with: [1]) }
        #expect(try folder.names() == ["taken"])
    }

    @Test func `new content takes the place of the old at once`() throws {
        try folder.write("old", to: "file")
        try POSIXFile.replace(path("file"), with: Array("new".utf8))
        #expect(try folder.text("file") == "new")
        #expect(try folder.names() == ["file"])
    }

    @Test func `where a file can't be made, nothing is left`() throws {
        #expect(throws: POSIXFailure(code: ENOENT)) { try POSIXFile.create(path("none/new"), with: []) }
        try folder.write("x", to: "folder/inside")
        #expect(throws: POSIXFailure(code: EISDIR)) { try POSIXFile.replace(path("folder"), with: [UInt8]([1])) }
        #expect(try folder.names() == ["folder"])
    }
}
