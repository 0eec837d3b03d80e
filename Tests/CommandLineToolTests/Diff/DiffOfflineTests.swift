import Foundation
import TestSupport
import Testing

/// What an offline comparison does without.
@Suite struct DiffOfflineTests {
    private let run: SampleRun

    init() throws {
        run = try SampleRun()
    }

    @Test func `nothing of AWS is looked for, nor of the user`() throws {
        try run("synth")
        let result = try ProcessRun(
            URL(filePath: "/usr/bin/env"),
            ["-i", "PATH=/nowhere", "HOME=/nowhere", executable, "diff", "--against", "out"],
            in: run.folder.url
        )
        #expect((result.status, result.errors) == (0, ""))
    }

    #if os(Linux)
    @Test func `libcurl is not loaded`() throws {
        try run("synth")
        #expect(try loaded("diff", "--against", "out") == ["libc.so"], "the loader tells what it looks for")
        #expect(try loaded("diff") == ["libc.so", "libcurl.so"])
    }

    /// Which of two libraries a run has looked for; nobody answers at its endpoint.
    private func loaded(_ arguments: String...) throws -> [String] {
        let environment = [
            "LD_DEBUG": "libs", "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_REGION": "eu-west-1",
            "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
        ]
        let result = try ProcessRun(
            SampleRun.executable("sample-app"),
            arguments,
            in: run.folder.url,
            environment: environment
        )
        return ["libc.so", "libcurl.so"].filter(result.errors.contains)
    }
    #endif

    private var executable: String { SampleRun.executable("sample-app").path }
}
