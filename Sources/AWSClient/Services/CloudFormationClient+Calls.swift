package import BorealisDiagnostics

extension CloudFormationClient {
    /// Nil where there is no such stack.
    ///
    /// - Parameter name: its name or its ID; by the ID a stack that was deleted is there for some months.
    package func stack(named name: String) throws(Diagnostic) -> Stack? {
        var stacks: [Stack] = []
        let isThere = try found(unless: \.meansNoStack) { () throws(AWSFailure) in
            try pages(.describeStacks, ["StackName": name]) { page in
                stacks += page.members(of: "Stacks").map(Stack.init)
            }
        }
        guard isThere else { return nil }
        guard let stack = stacks.first else { throw .absent("Stacks", from: .cloudFormation, "DescribeStacks") }
        for (element, text) in [("StackName", stack.name), ("StackId", stack.id), ("StackStatus", stack.status)] {
            guard !text.isEmpty else { throw .absent(element, from: .cloudFormation, "DescribeStacks") }
        }
        guard [stack.name, stack.id].contains(name) else { throw .otherStack(stack.name, asked: name) }
        return stack
    }

    /// The template as it was given (stage `Original`), of the stack or of one of its change sets.
    package func template(of stack: String, changeSet: String? = nil) throws(Diagnostic) -> String {
        let parameters = ["StackName": stack, "ChangeSetName": changeSet, "TemplateStage": "Original"]
        do throws(AWSFailure) {
            let credentials = try QueryCaller.credentials(from: session.credentials)
            let result = try caller.call(CloudFormationAction.getTemplate.rawValue, parameters, signedWith: credentials)
            guard let template = result.text(of: "TemplateBody") else {
                throw AWSFailure.failed(.absent("TemplateBody", from: .cloudFormation, "GetTemplate"))
            }
            return template
        } catch {
            throw error.diagnostic
        }
    }

    /// In the order of AWS.
    package func resources(of stack: String) throws(Diagnostic) -> [StackResource] {
        // DescribeStackResources ends at 100.
        var resources: [StackResource] = []
        do {
            try pages(.listStackResources, ["StackName": stack]) { page in
                resources += page.members(of: "StackResourceSummaries").map(StackResource.init)
            }
        } catch {
            throw error.diagnostic
        }
        return resources
    }

    /// The names of the stacks that import an export, sorted; empty where none does.
    package func importers(of export: String) throws(Diagnostic) -> [String] {
        var names: [String] = []
        _ = try found(unless: \.meansNoImport) { () throws(AWSFailure) in
            try pages(.listImports, ["ExportName": export]) { page in
                names += page.members(of: "Imports").map(\.text)
            }
        }
        return names.sorted()
    }

    /// All pages; nil where the stack has no such change set.
    package func changeSet(
        named name: String,
        of stack: String,
        includingValues: Bool
    ) throws(Diagnostic) -> ChangeSet? {
        var changeSet: ChangeSet?
        let parameters = [
            "ChangeSetName": name, "StackName": stack, "IncludePropertyValues": includingValues ? "true" : nil,
        ]
        let isThere = try found(unless: \.meansNoChangeSet) { () throws(AWSFailure) in
            try pages(.describeChangeSet, parameters) { page in
                var whole = changeSet ?? ChangeSet(page)
                whole.changes += page.members(of: "Changes").compactMap(Change.init)
                changeSet = whole
            }
        }
        return isThere ? changeSet : nil
    }

    private var caller: QueryCaller {
        QueryCaller(caller: session.caller(of: .cloudFormation), version: "2010-05-15")
    }

    private func pages(
        _ action: CloudFormationAction,
        _ parameters: [String: String?],
        _ take: (XMLElement) -> Void
    ) throws(AWSFailure) {
        try caller.pages(action.rawValue, parameters, signedWith: session.credentials, take)
    }

    /// - Returns: false where AWS says that what is asked for isn't there.
    private func found(
        unless meansAbsent: (AWSRefusal) -> Bool,
        _ ask: () throws(AWSFailure) -> Void
    ) throws(Diagnostic) -> Bool {
        do {
            try ask()
            return true
        } catch {
            if case .refused(let refusal) = error, meansAbsent(refusal) { return false }
            throw error.diagnostic
        }
    }
}

extension AWSRefusal {
    /// AWS has one code for whatever is wrong with a request, so that the words have to tell.
    fileprivate var meansNoStack: Bool {
        code == "ValidationError" && message.map { $0.hasPrefix("Stack ") && $0.hasSuffix("does not exist") } == true
    }

    fileprivate var meansNoChangeSet: Bool {
        ["ChangeSetNotFound", "ChangeSetNotFoundException"].contains(code) || meansNoStack
    }

    fileprivate var meansNoImport: Bool {
        guard code == "ValidationError", let message else { return false }
        return message.contains("is not imported by any stack") || message.hasPrefix("No export named ")
    }
}
