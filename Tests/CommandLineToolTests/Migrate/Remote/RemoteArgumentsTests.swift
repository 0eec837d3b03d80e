import Foundation
import TestSupport
import Testing

/// What the verbs that ask a function refuse before AWS is called.
@Suite struct RemoteArgumentsTests {
    private let run: MigrateRun

    init() throws {
        run = try MigrateRun(["V1__users.sql": "SELECT 1;\n", "V1_2__more.sql": "SELECT 2;\n"])
    }

    @Test(arguments: [
        (["down"], "Missing expected argument '--to <to>'"),
        (["down", "--to", "x"], "--to needs a version, such as 7 or 1.2"),
        (["up", "--to", "-"], "--to needs a version, such as 7 or 1.2"),
        (["baseline"], "Missing expected argument '<version>'"),
        (["baseline", "V3"], "baseline needs a version, such as 7 or 1.2"),
        (["status", "--phase", "both"], "The value 'both' is invalid for '--phase <phase>'"),
        (["status", "--stack-name", ""], "--stack-name needs a name"),
        (["repair", "undo", "a.sql", "--reason", "x"], "The value 'undo' is invalid for '<what>'"),
        (["repair", "retry", "a.sql"], "Missing expected argument '--reason <reason>'"),
        (["repair", "retry", "a.sql", "--reason", " "], "--reason needs a reason, of at most 500 characters"),
        (["repair", "retry", "--reason", "x"], "retry needs a script"),
        (["repair", "release-lease", "a.sql", "--reason", "x"], "release-lease has no script"),
        (["repair", "mark-applied", "a.sql", "--reason", "x"], "mark-applied needs --statement"),
        (["repair", "retry", "a.sql", "--statement", "1", "--reason", "x"], "retry has no --statement"),
        (
            ["repair", "mark-applied", "a.sql", "--statement", "0", "--reason", "x"],
            "--statement needs a number from 1 on"
        ),
    ])
    func `an argument that makes no sense is wrong usage`(arguments: [String], words: String) throws {
        let result = try ProcessRun(
            SampleRun.executable("sample-app"),
            ["migrate"] + arguments,
            in: run.folder.url,
            environment: ["SCRIPTS": "sql"]
        )
        #expect(result.status == 64)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test(arguments: ["up --to 3", "plan --to 3", "baseline 3"])
    func `a version that no script has is refused with those that there are`(command: String) throws {
        let result = try ProcessRun(
            SampleRun.executable("sample-app"),
            ["migrate"] + command.split(separator: " ").map(String.init),
            in: run.folder.url,
            environment: ["SCRIPTS": "sql"]
        )
        #expect(result.status == 1)
        #expect(
            result.errors.hasPrefix("error[RUN004]: no script of the app has this version; got 3, expected 1, 1.2\n")
        )
    }

    @Test func `a stack without scripts is told of`() throws {
        let unknown = try run("status", "--stack", "network")
        #expect(unknown.status == 1)
        #expect(unknown.errors.hasPrefix("error[CLI007]: the app has no such stack with scripts; got network"))
        let none = try ProcessRun(SampleRun.executable("sample-app"), ["migrate", "status"], in: run.folder.url)
        #expect(none.status == 1)
        #expect(none.errors.hasPrefix("error[CLI005]: no stack of the app has scripts"))
    }
}
