extension CloudFormationClient.Stack {
    init(_ element: XMLElement) {
        name = element.text(of: "StackName") ?? ""
        id = element.text(of: "StackId") ?? ""
        status = element.text(of: "StackStatus") ?? ""
        parameters = element.pairs(of: "Parameters", key: "ParameterKey", value: "ParameterValue")
        outputs = element.members(of: "Outputs").map(CloudFormationClient.Output.init)
        tags = element.pairs(of: "Tags", key: "Key", value: "Value")
    }
}

extension CloudFormationClient.Output {
    init(_ element: XMLElement) {
        key = element.text(of: "OutputKey") ?? ""
        value = element.text(of: "OutputValue") ?? ""
        exportName = element.text(of: "ExportName")
    }
}

extension CloudFormationClient.StackResource {
    init(_ element: XMLElement) {
        logicalID = element.text(of: "LogicalResourceId") ?? ""
        physicalID = element.text(of: "PhysicalResourceId").flatMap { $0.isEmpty ? nil : $0 }
        type = element.text(of: "ResourceType") ?? ""
        status = element.text(of: "ResourceStatus") ?? ""
    }
}

extension CloudFormationClient.ChangeSet {
    /// Without its changes.
    init(_ element: XMLElement) {
        name = element.text(of: "ChangeSetName") ?? ""
        status = element.text(of: "Status") ?? ""
        statusReason = element.text(of: "StatusReason")
        executionStatus = element.text(of: "ExecutionStatus") ?? ""
    }
}

extension CloudFormationClient.Change {
    /// Nil for what isn't a change of a resource.
    init?(_ element: XMLElement) {
        guard let change = element["ResourceChange"] else { return nil }
        action = change.text(of: "Action") ?? ""
        logicalID = change.text(of: "LogicalResourceId") ?? ""
        physicalID = change.text(of: "PhysicalResourceId").flatMap { $0.isEmpty ? nil : $0 }
        type = change.text(of: "ResourceType") ?? ""
        replacement = change.text(of: "Replacement")
        policyAction = change.text(of: "PolicyAction")
        details = change.members(of: "Details").map(CloudFormationClient.Detail.init)
        beforeContext = change.text(of: "BeforeContext")
        afterContext = change.text(of: "AfterContext")
    }
}

extension CloudFormationClient.Detail {
    init(_ element: XMLElement) {
        let target = element["Target"]
        attribute = target?.text(of: "Attribute") ?? ""
        name = target?.text(of: "Name")
        path = target?.text(of: "Path")
        requiresRecreation = target?.text(of: "RequiresRecreation")
        beforeValue = target?.text(of: "BeforeValue")
        afterValue = target?.text(of: "AfterValue")
        evaluation = element.text(of: "Evaluation")
        changeSource = element.text(of: "ChangeSource")
        causingEntity = element.text(of: "CausingEntity")
    }
}
