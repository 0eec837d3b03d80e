internal import ArgumentParser
public import ConstructKit

extension App {
    /// Runs the command-line tool on the stacks of this app: `synth`, `diff`, `list`, `validate`, `migrate`.
    public static func main() {
        CommandLineTool.main(app: Self.self)
    }
}

/// The tool that an app is.
enum CommandLineTool {
    static func main(app: any App.Type) -> Never {
        do {
            var command = try StacksCommand.parseAsRoot()
            guard let verb = command as? any AppVerb else {
                try command.run()
                StacksCommand.exit()
            }
            let code = verb.run(on: app, console: Console())
            StacksCommand.exit(withError: code.rawValue == 0 ? nil : ArgumentParser.ExitCode(code.rawValue))
        } catch {
            StacksCommand.exit(withError: error)
        }
    }
}

/// How a run ended, for the shell.
enum ExitStatus: Int32 {
    case success = 0
    /// There were errors, and nothing was written.
    case failure = 1
    /// There is a difference: what `--check` looks for.
    case changes = 2
    /// There is a change that nobody has allowed: what `diff` guards.
    case guarded = 3
    /// The command line says something that can't be meant.
    case usage = 64
}

/// A verb of the tool.
protocol AppVerb: ParsableCommand {
    func run(on app: any App.Type, console: Console) -> ExitStatus
}

struct StacksCommand: ParsableCommand {
    /// The name of the app's executable.
    static let name = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "stacks"

    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "CloudFormation templates from stacks written in Swift.",
        subcommands: [
            SynthVerb.self, DiffVerb.self, ListVerb.self, ValidateVerb.self, MigrateVerb.self, CIVerb.self,
        ]
    )

    func run() throws {
        throw ValidationError("name a verb: synth, diff, list, validate, migrate or ci")
    }
}
