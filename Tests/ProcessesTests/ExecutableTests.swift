import BorealisProcesses
import Foundation
import TestSupport
import Testing

@Suite struct ExecutableTests {
    @Test func `a program is looked for in folders, in their order, and what can't be run is passed over`() throws {
        let folder = try TemporaryFolder()
        for path in ["a/plain", "b/tool", "b/plain", "c/tool"] { try folder.write("", to: path) }
        try folder.write("", to: "a/tool/file")
        for path in ["b/tool", "b/plain", "c/tool"] {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url(path).path)
        }
        let folders = ["none", "a", "b", "c"].map { folder.url($0).path }
        #expect(Executable("tool", in: folders)?.path == folder.url("b/tool").path)
        #expect(Executable("plain", in: folders)?.path == folder.url("b/plain").path)
        #expect(Executable("plain", in: Array(folders.prefix(2))) == nil)
        #expect(Executable(folder.url("c/tool").path, in: [])?.path == folder.url("c/tool").path)
    }

    @Test func `without folders PATH is searched`() {
        #expect(Executable("sh").map { Executable.searchPath.contains(String($0.path.dropLast(3))) } == true)
        #expect(Executable("no-such-program") == nil)
    }
}
