import Foundation
import TestSupport

/// Runs of the sample app in a folder of their own.
struct SampleRun {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The executable that was built together with the tests.
    static func executable(_ name: String) -> URL {
        let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
        let isThere = FileManager.default.isExecutableFile(atPath: beside.path)
        return isThere ? beside : PackageFolder.file(".build/debug/\(name)")
    }

    @discardableResult
    func callAsFunction(_ arguments: String..., environment: [String: String] = [:]) throws -> ProcessRun {
        try ProcessRun(
            Self.executable("sample-app"),
            arguments,
            in: folder.url,
            environment: environment
        )
    }

    /// The content of the output folder by path.
    func contents(of path: String = "out") throws -> [String: Data] {
        try TemporaryFolder.files(in: folder.url(path))
    }

    func write(_ text: String, to path: String) throws {
        try folder.write(text, to: path)
    }
}
