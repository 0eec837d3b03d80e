internal import BorealisAWSClient
internal import BorealisDiagnostics
internal import TemplateDiff

/// The stacks that are deployed.
struct DeployedStacks: OldStacks {
    private let session: AWSSession
    private let client: CloudFormationClient
    /// Nil where each is called as in the app.
    private let stackName: String?
    private let changeSet: String?

    /// - Throws: ``DiffProblems`` `DIF032` where one name is given and several stacks are compared.
    init(aws: AWSOptions, stackName: String?, changeSet: String?, of new: NewStacks) throws(DiffProblems) {
        if let stackName, new.stacks.count != 1 {
            throw DiffProblems([.severalStacks("the deployed stack \(stackName)", stacks: new.stacks.map(\.name))])
        }
        session = try DiffProblems.of { () throws(Diagnostic) in try aws.session() }
        client = CloudFormationClient(session)
        self.stackName = stackName
        self.changeSet = changeSet
    }

    func stack(for new: NewStack, schemas: TypeSchemas) throws(DiffProblems) -> OldStack {
        let name = stackName ?? new.name
        var old = OldStack(Baseline(.absent, name: "stack \(name) in \(session.region)", changeSet: changeSet))
        let deployed = try DiffProblems.of { () throws(Diagnostic) in try client.stack(named: name) }
        if let deployed { try add(deployed, to: &old) }
        if let changeSet {
            guard let deployed else { throw DiffProblems([.absentChangeSet(changeSet, stack: name)]) }
            try add(changeSet, of: deployed, to: &old, for: new, schemas: schemas)
        }
        return old
    }

    private func add(_ deployed: CloudFormationClient.Stack, to old: inout OldStack) throws(DiffProblems) {
        let state = DeployedState(of: deployed)
        old.notices = state.notices
        guard state.kind == .deployed else { return }
        old.baseline = Baseline(.deployed, name: old.baseline.name, changeSet: changeSet)
        old.baseline.isSettled = state.isSettled
        let template = try template(of: deployed)
        old.gaps = state.gaps(in: template.template)
        old.template = template
    }

    func importers(of export: String) throws(DiffProblems) -> [String]? {
        try DiffProblems.of { () throws(Diagnostic) in try client.importers(of: export) }
    }

    /// The template of a stack, with what the stack knows of it.
    ///
    /// It is asked for by the ID: meanwhile another stack may have the name.
    private func template(of stack: CloudFormationClient.Stack) throws(DiffProblems) -> ComparedTemplate {
        let text = try DiffProblems.of { () throws(Diagnostic) in try client.template(of: stack.id) }
        let resources = try DiffProblems.of { () throws(Diagnostic) in try client.resources(of: stack.id) }
        var template = try TemplateText(Array(text.utf8), name: "deployed template of \(stack.name)").compared()
        template.parameters = stack.parameters
        template.physicalIDs = Dictionary(
            resources.compactMap { resource in resource.physicalID.map { (resource.logicalID, $0) } }
        ) { first, _ in first }
        for output in stack.outputs {
            template.exports[output.key] = output.exportName.map { ElementChange.Export(name: $0, importers: nil) }
        }
        return template
    }

    /// Reads a change set as well, which has to be one of the same template.
    private func add(
        _ changeSet: String,
        of stack: CloudFormationClient.Stack,
        to old: inout OldStack,
        for new: NewStack,
        schemas: TypeSchemas
    ) throws(DiffProblems) {
        let (plain, valued) = try DiffProblems.of { () throws(Diagnostic) in
            (
                try client.changeSet(named: changeSet, of: stack.id, includingValues: false),
                try client.changeSet(named: changeSet, of: stack.id, includingValues: true)
            )
        }
        guard let plain else { throw DiffProblems([.absentChangeSet(changeSet, stack: stack.name)]) }
        if let problem = Diagnostic.failedChangeSet(plain, stack: stack.name) { throw DiffProblems([problem]) }
        let text = try DiffProblems.of { () throws(Diagnostic) in
            try client.template(of: stack.id, changeSet: changeSet)
        }
        let template = try TemplateText(Array(text.utf8), name: "template of change set \(changeSet)").compared()
        let difference = OldStack(Baseline(.deployed, name: changeSet), template).difference(
            to: new,
            allowances: [],
            schemas: schemas
        )
        guard difference.isEmpty else { throw DiffProblems([.staleChangeSet(changeSet, of: difference)]) }
        let read = try DiffProblems.of { () throws(Diagnostic) in try ReadChangeSet(plain, withValues: valued) }
        old.changeSet = read.changeSet
        old.gaps += read.gaps
    }
}

extension DiffProblems {
    /// What a call throws, as the problem that it is.
    static func of<Result>(_ call: () throws(Diagnostic) -> Result) throws(DiffProblems) -> Result {
        do throws(Diagnostic) {
            return try call()
        } catch {
            throw DiffProblems([error])
        }
    }
}
