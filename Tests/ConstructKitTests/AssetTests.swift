import BorealisDiagnostics
import BorealisFileSystem
import ConstructKit
import Foundation
import TemplateModel
import TestSupport
import Testing

@Suite struct AssetTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `an asset is found through two parameters, and is written under its hash`() throws {
        struct Functions: Stack, Sample {
            let function = thing()
            let copy: Resource

            init() {
                let code = Asset.files(["index.py": Array("print()\n".utf8)])
                function.override("Properties.Bucket", with: JSONValue(code.bucket))
                copy = thing(["Key": JSONValue(code.key), "Text": "\(code.bucket)/\(code.key)"])
            }
        }
        let stack = Functions.synthesized.stacks[0]
        #expect(stack.assets.map(\.fileName) == ["\(stack.assets[0].hash).zip"])
        Golden("Tests/ConstructKitTests/Goldens/assets.yaml").expect(try Functions.yaml)
    }

    @Test func `a stack without assets has no parameters for them`() throws {
        struct Plain: Stack, Sample {
            let thing = ConstructKitTests.thing()
        }
        #expect(try !Plain.yaml.contains("Parameters"))
        #expect(Plain.synthesized.stacks[0].assets.isEmpty)
    }

    @Test func `a property whose ID is taken by the parameters is refused`() {
        struct Taken: Stack, Sample {
            let assetBucket = Parameter(default: "mine")
            let user = thing(["Key": JSONValue(Asset.files(["a": []]).key)])
        }
        #expect(
            Taken.problems == [
                """
                AssetTests.swift:42: error[SYN003]: two elements have the same logical ID; got AssetBucket for a property \
                of the stack and for where assets are, expected one element for each ID
                  fix: rename the property, or pin another ID with .logicalID("…")
                """
            ]
        )
    }

    @Test func `an archive is sorted and stored, and every reader of zip files opens it`() throws {
        try folder.write("two\n", to: "code/lib/b.py")
        try folder.write("one\n", to: "code/a.py")
        try folder.write("ü\n", to: "code/lib/ä.txt")
        try folder.write("#!/bin/sh\n", to: "code/bootstrap")
        try folder.write("x", to: "code/__pycache__/a.pyc")
        try folder.write("x", to: "code/lib/skipped")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700],
            ofItemAtPath: folder.url("code/bootstrap").path
        )
        let bytes = try content(of: .folder(folder.url("code").path, excluding: ["skipped"])).content.bytes
        try Data(bytes).write(to: folder.url("a.zip"))
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as archive:
                assert archive.testzip() is None
                for entry in archive.infolist():
                    mode = oct(entry.external_attr >> 16)
                    print(entry.filename, mode, entry.date_time, entry.compress_type, archive.read(entry).decode().strip())
            """
        let listing = try ProcessRun(
            URL(filePath: "/usr/bin/env"),
            ["python3", "-c", script, folder.url("a.zip").path],
            environment: ["PYTHONUTF8": "1"]
        )
        #expect(
            listing.output == """
                a.py 0o100644 (1980, 1, 1, 0, 0, 0) 0 one
                bootstrap 0o100755 (1980, 1, 1, 0, 0, 0) 0 #!/bin/sh
                lib/b.py 0o100644 (1980, 1, 1, 0, 0, 0) 0 two
                lib/ä.txt 0o100644 (1980, 1, 1, 0, 0, 0) 0 ü

                """
        )
    }

    @Test func `the hash follows from names and content alone`() throws {
        try folder.write("x", to: "one/a")
        try folder.write("x", to: "two/a")
        let files = FileManager.default
        try files.setAttributes(
            [.posixPermissions: 0o600, .modificationDate: Date(timeIntervalSince1970: 0)],
            ofItemAtPath: folder.url("two/a").path
        )
        let hash = try content(of: .folder(folder.url("one").path)).hash
        #expect(try content(of: .folder(folder.url("two").path)).hash == hash)
        #expect(try content(of: .file(folder.url("one/a").path)).hash == hash)
        #expect(try content(of: .files(["a": Array("x".utf8)])).hash == hash)
        #expect(try content(of: .files(["a": Array("y".utf8)])).hash != hash)
        #expect(try content(of: .files(["b": Array("x".utf8)])).hash != hash)
        #expect(try content(of: .files(["a": Array("x".utf8), "b": []])).hash != hash)
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url("two/a").path)
        #expect(try content(of: .folder(folder.url("two").path)).hash != hash)
    }

    @Test func `an archive that is ready is taken as it is`() throws {
        try folder.write("not really a zip", to: "ready.zip")
        #expect(try content(of: .file(folder.url("ready.zip").path)).content.bytes == Array("not really a zip".utf8))
    }

    @Test func `what can't be an asset is refused`() throws {
        try FileManager.default.createDirectory(at: folder.url("empty"), withIntermediateDirectories: true)
        let none = folder.url("none").path
        #expect(problem(of: .file(none)) == "\(none): no such file or directory")
        #expect(problem(of: .folder(none)) == "\(none): no such file or directory")
        #expect(problem(of: .file(folder.url.path)) == "\(folder.url.path): is a directory")
        #expect(problem(of: .folder(folder.url("empty").path)) == folder.url("empty").path)
        #expect(problem(of: .files([:])) == "the files of an asset")
        for name in ["../a", "/a", "a//b", "a/./b", ""] {
            #expect(problem(of: .files([name: []])) == name)
        }
    }

    @Test func `a source that changes while synth runs shows`() throws {
        try folder.write("x", to: "code/a")
        let content = try content(of: .folder(folder.url("code").path))
        #expect(content.changedPaths == [])
        try folder.write("y", to: "code/a")
        #expect(content.changedPaths == [folder.url("code/a").path])
    }

    private func content(of asset: Asset) throws -> AssetContent {
        try asset.content.get()
    }

    private func problem(of asset: Asset) -> String? {
        do {
            _ = try asset.content.get()
            return nil
        } catch {
            return error.got
        }
    }
}
