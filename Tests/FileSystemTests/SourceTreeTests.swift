import BorealisFileSystem
import Foundation
import TestSupport
import Testing

@Suite struct SourceTreeTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `files come in the order of their names' bytes, wherever they are`() throws {
        for name in ["b", "a/c", "a-b", "ä", "Z", ".hidden", "a/.git/x"] {
            try folder.write(name, to: name)
        }
        let tree = try SourceTree(folder.url.path) { !$0.name.hasPrefix(".") }
        #expect(tree.files.map(\.name) == ["Z", "a-b", "a/c", "b", "ä"])
        #expect(tree.files.map { String(decoding: $0.source.bytes, as: UTF8.self) } == tree.files.map(\.name))
        #expect(tree.others == [".hidden", "a/.git/"])
    }

    @Test func `links are followed, and one that leads back is refused`() throws {
        try folder.write("x", to: "real/file")
        try folder.link("linked", to: "real")
        #expect(try SourceTree(folder.url.path) { _ in true }.files.map(\.name) == ["linked/file", "real/file"])
        try folder.link("real/back", to: "..")
        #expect(reason { try SourceTree(folder.url.path) { _ in true } } == "too many levels of symbolic links")
    }

    @Test func `what is no file is refused and not waited for`() throws {
        let pipe = folder.url("pipe").path
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(reason { try SourceTree(folder.url.path) { _ in true } } == "not a regular file")
        #expect(throws: POSIXFailure.self) { try SourceFile.read(folder.url.path) }
    }

    @Test func `what is not there is refused by its path`() throws {
        let path = folder.url("none").path
        #expect(reason { try SourceTree(path) { _ in true } } == "no such file or directory")
        try folder.link("dangling", to: "nowhere")
        #expect(reason { try SourceTree(folder.url.path) { _ in true } } == "no such file or directory")
    }

    @Test func `what nobody wants stops nothing`() throws {
        try folder.write("x", to: "a")
        try folder.link(".#a", to: "user@host.123")
        try folder.link("b", to: "b")
        let tree = try SourceTree(folder.url.path) { $0.name == "a" }
        #expect(tree.files.map(\.name) == ["a"])
        #expect(tree.others == [".#a", "b"])
    }

    @Test(arguments: ["edit", "touch", "replace", "add", "remove", "rename", "rights"])
    func `every change after the reading shows`(change: String) throws {
        try folder.write("one", to: "a/1")
        try folder.write("two", to: "a/2")
        let tree = try SourceTree(folder.url.path) { _ in true }
        #expect(tree.stamps.filter { !$0.isCurrent }.isEmpty)
        let file = folder.url("a/1")
        switch change {
        case "edit":
            let handle = try FileHandle(forWritingTo: file)
            try handle.write(contentsOf: Data("ONE".utf8))
            try handle.close()
        case "touch":
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 0)],
                ofItemAtPath: file.path
            )
        case "replace": try Data("one".utf8).write(to: file, options: .atomic)
        case "add": try folder.write("three", to: "a/3")
        case "remove": try FileManager.default.removeItem(at: file)
        case "rename": try FileManager.default.moveItem(at: file, to: folder.url("a/4"))
        default: try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file.path)
        }
        #expect(!tree.stamps.filter { !$0.isCurrent }.isEmpty)
    }

    private func reason(_ body: () throws -> SourceTree) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? SourceTree.Failure)?.reason
        }
    }
}
