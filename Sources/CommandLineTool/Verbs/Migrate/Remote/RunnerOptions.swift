internal import ArgumentParser
internal import BorealisAWSClient
internal import BorealisDiagnostics
internal import ConstructKit
internal import SQLMigrations
internal import TemplateModel

/// Which function a verb asks, and how it tells what that says.
struct RunnerOptions: ParsableArguments {
    @Option(help: "The stack of the app; needed where several have scripts.")
    var stack: String?

    @Option(help: "The name that the stack is deployed under; that of the app where it is left out.")
    var stackName: String?

    @Option(help: "The set of scripts, or the logical ID of its migration; needed where the stack has several.")
    var set: String?

    @Option(help: "Which scripts: those that expand, the default, or those that contract.")
    var phase: MigrationPhase?

    @Flag(help: "Print what the function answers, as JSON, with the version of this form.")
    var json = false

    @OptionGroup
    var aws: AWSOptions

    func validate() throws {
        for (name, value) in [("--stack", stack), ("--stack-name", stackName), ("--set", self.set)] where value == "" {
            throw ValidationError("\(name) needs a name")
        }
    }

    /// The deployed stack that is meant, and the scripts that the app has for it.
    ///
    /// - Throws: ``Diagnostic`` `CLI005` where no stack of the app has scripts, `CLI006` where several do, `CLI007`
    ///   where the one that is named doesn't; none of them where it is said under which name the stack is deployed.
    func target(in app: any App.Type) throws(Diagnostic) -> RunnerTarget {
        let known = FoundScripts.all(in: app)
        if let stackName {
            return RunnerTarget(
                stackName: stackName,
                scripts: known.filter { $0.stack == stack ?? stackName },
                set: set
            )
        }
        let found = known.filter { scripts in stack.map { scripts.stack == $0 } ?? true }
        guard !known.isEmpty else { throw .noMigrations }
        guard let name = found.first?.stack else { throw .unknownScripts(nil, stack: stack, known: known) }
        guard found.allSatisfy({ $0.stack == name }) else { throw .ambiguousStack(found) }
        return RunnerTarget(stackName: name, scripts: found, set: set)
    }
}

/// How far to go.
struct VersionLimit: ParsableArguments {
    @Option(help: "The version to stop behind; all where it is left out.")
    var to: String?

    func validate() throws {
        _ = try to?.version(of: "--to")
    }

    /// The version as the function has it; nil for all.
    ///
    /// - Throws: ``Diagnostic`` `RUN004` where no script has it.
    func version(of target: RunnerTarget) throws(Diagnostic) -> String? {
        try target.wanted(to)
    }
}

/// A deployed stack, and the scripts that the app has for it: none where the app doesn't know the stack.
struct RunnerTarget {
    let stackName: String
    /// Those of the set that is meant.
    let scripts: [FoundScripts]

    fileprivate init(stackName: String, scripts: [FoundScripts], set: String?) {
        self.stackName = stackName
        let named = scripts.filter { $0.set.name == set }
        self.scripts = named.isEmpty ? scripts : named
    }

    /// - Throws: ``Diagnostic`` `RUN004` for a version that none of the scripts has; where the app has none for the
    ///   stack, only the function can tell.
    func check(_ version: String) throws(Diagnostic) {
        let known = scripts.flatMap { found in
            (found.set.scripts.baselines + found.set.scripts.scripts).compactMap(\.version)
        }
        guard !known.isEmpty, !known.contains(where: { $0.text == version }) else { return }
        throw .unknownVersion(version, known: Set(known).sorted().map(\.text))
    }

    /// A script's name in its folder, where a path was given.
    func scriptName(of path: String) -> String {
        let plain = path.plainPath
        let folder = scripts.map { $0.set.folder.plainPath + "/" }.first { plain.hasPrefix($0) }
        return folder.map { String(plain.dropFirst($0.count)) } ?? path
    }

    /// The function, found without changing anything.
    ///
    /// - Throws: ``Diagnostic`` `RUN001` where there is no such stack, or it has no function; `RUN002` where it has
    ///   several; and what AWS refuses.
    func runner(called set: String?, phase: MigrationPhase?, in session: AWSSession) throws(Diagnostic) -> RunnerCall {
        let cloudFormation = CloudFormationClient(session)
        guard let stack = try cloudFormation.stack(named: stackName), stack.status != "DELETE_COMPLETE" else {
            throw .missingStack(stackName, region: session.region)
        }
        // By the ID: meanwhile another stack may have the name.
        let document = TemplateDocument(Array(try cloudFormation.template(of: stack.id).utf8))
        let runner = try DeployedRunner.all(in: Template(document.root)).one(called: set, of: stackName)
        let function = try runner.physicalName(
            among: try cloudFormation.resources(of: stack.id),
            of: stackName
        )
        let lambda = LambdaClient(session)
        return RunnerCall(function, phase: phase) { payload throws(Diagnostic) in
            try lambda.invoke(function, payload: payload)
        }
    }
}

extension MigrationPhase: ExpressibleByArgument {}
