internal import ArgumentParser
internal import BorealisDiagnostics
internal import ConstructKit
internal import SQLMigrations

/// A verb that asks the function of a deployed migration, which has the rights on the database and the scripts.
protocol RunnerVerb: AppVerb {
    associatedtype Content: RunnerReport

    var runner: RunnerOptions { get }

    /// - Throws: ``Diagnostic`` `RUN004` where it makes no sense, before AWS is called.
    func action(on target: RunnerTarget) throws(Diagnostic) -> RunnerAction
}

/// What a function has answered, for people.
protocol RunnerReport: Decodable, Hashable, Sendable {
    var text: String { get }
    var exitStatus: ExitStatus { get }
}

extension RunnerVerb {
    func run(on app: any App.Type, console: Console) -> ExitStatus {
        console.reporting { () throws(Diagnostic) in
            let target = try runner.target(in: app)
            let action = try action(on: target)
            let call = try target.runner(called: runner.set, phase: runner.phase, in: try runner.aws.session())
            if action.isResumable {
                console.progress("\(action.name): asking \(call.function), which goes on also after an interrupt")
            }
            let answer = try call.answer(to: action, as: Content.self) { reason in
                console.progress("\(action.name): \(reason); asking again")
            }
            if runner.json { try console.product(answer.versioned) }
            switch answer.outcome {
            case .refused(let refusal): throw .refusedAction(action.name, refusal)
            case .done(let content):
                if !runner.json { try console.product(content.text) }
                return content.exitStatus
            }
        }
    }
}

extension String {
    /// A version as the function has it: `1.2` for `1_2` or `01.2`.
    ///
    /// - Throws: `ValidationError` for what is none.
    func version(of option: String) throws -> String {
        guard let version = ScriptVersion(self), count <= 64 else {
            throw ValidationError("\(option) needs a version, such as 7 or 1.2")
        }
        return version.text
    }
}
