internal import OrderedCollections
internal import TemplateModel

/// Finds the statements that a resource grants or refuses access with.
struct PolicyReader {
    private(set) var statements: [PolicyStatement] = []
    private let holders: [String]

    /// - Parameter resource: in its canonical form.
    init(_ resource: TemplateNode) {
        let type = resource.child("Type")?.passedText ?? ""
        let properties = resource.child("Properties") ?? .map([:])
        holders = Self.holderKeys[type, default: []].flatMap { key, kind in
            (properties.child(key)?.members ?? []).map { "\(kind) \($0.shortText)" }
        }
        if type == "AWS::Lambda::Permission" {
            statements = [Self.permission(properties)]
        } else if type == "AWS::Lambda::Url" {
            statements = Self.functionURL(properties)
        } else {
            visit(properties, when: [])
            addManagedPolicies(of: properties)
        }
    }

    /// Whether a resource, as it is written, may have a statement, so that its canonical form is worth the time.
    ///
    /// Most have none. The text of a policy has quotes, in whichever pieces it is written.
    static func mayRead(_ resource: TemplateNode) -> Bool {
        let type = resource.resourceType
        return type.isEmpty || typesThatAreStatements.contains(type) || mayHaveStatements(resource)
    }

    private static let typesThatAreStatements = ["AWS::Lambda::Permission", "AWS::Lambda::Url"]

    private static func mayHaveStatements(_ node: TemplateNode) -> Bool {
        switch node {
        case .string(let text): text.utf8.contains(UInt8(ascii: "\""))
        case .list(let items): items.contains(where: mayHaveStatements)
        case .map(let entries):
            entries.keys.contains { grantKeys.contains($0) } || entries.values.contains(where: mayHaveStatements)
        case .integer, .number, .boolean: false
        }
    }

    private static let grantKeys = ["Statement", "ManagedPolicyArns", "PermissionsBoundary"]

    /// The properties that say who has a policy of its own.
    private static let holderKeys: [String: [(key: String, kind: String)]] = [
        "AWS::IAM::Policy": [("Roles", "role"), ("Users", "user"), ("Groups", "group")],
        "AWS::IAM::ManagedPolicy": [("Roles", "role"), ("Users", "user"), ("Groups", "group")],
        "AWS::IAM::RolePolicy": [("RoleName", "role")],
        "AWS::IAM::UserPolicy": [("UserName", "user")],
        "AWS::IAM::GroupPolicy": [("GroupName", "group")],
    ]

    /// Policies are found by their form: a property may hold one, a list of them, or the JSON of one.
    ///
    /// The canonical form of a text that is JSON has the object inside.
    private mutating func visit(_ node: TemplateNode, when conditions: [String]) {
        if let branches = node.branches {
            for (condition, branch) in branches { visit(branch, when: conditions + [condition]) }
        } else if let statement = node.child("Statement"), statement.holdsStatements {
            addStatements(statement, when: conditions)
        } else {
            for child in node.children { visit(child, when: conditions) }
        }
    }

    private mutating func addStatements(_ node: TemplateNode, when conditions: [String]) {
        if let branches = node.branches {
            for (condition, branch) in branches { addStatements(branch, when: conditions + [condition]) }
        } else if case .list(let items) = node {
            for item in items { addStatements(item, when: conditions) }
        } else if node.child("Effect") != nil {
            statements.append(PolicyStatement(node, holders: holders, when: conditions))
        }
    }

    private mutating func addManagedPolicies(of properties: TemplateNode) {
        addManagedPolicies(properties.child("ManagedPolicyArns"), effect: "Allow", when: [])
        addManagedPolicies(properties.child("PermissionsBoundary"), effect: "Boundary", when: [])
    }

    private mutating func addManagedPolicies(_ node: TemplateNode?, effect: String, when conditions: [String]) {
        guard let node, !node.isAbsence else { return }
        if let branches = node.branches {
            for (condition, branch) in branches {
                addManagedPolicies(branch, effect: effect, when: conditions + [condition])
            }
        } else if case .list(let items) = node {
            for item in items { addManagedPolicies(item, effect: effect, when: conditions) }
        } else {
            var statement = PolicyStatement(effect)
            statement.actions = ["managed policy \(Self.policyName(node))"]
            statement.conditions = conditions.sorted()
            statements.append(statement)
        }
    }

    /// A policy of AWS has the same name in every partition.
    private static func policyName(_ node: TemplateNode) -> String {
        guard case .string(let text) = node, let start = text.firstRange(of: ":iam::aws:policy/") else {
            return node.shortText
        }
        return String(text[start.upperBound...])
    }

    /// A URL that asks nobody who calls: what lets in everybody besides is a permission with FunctionUrlAuthType NONE.
    ///
    /// - Source: Lambda Developer Guide, "Control access to Lambda function URLs", read 2026-11-22.
    private static func functionURL(_ properties: TemplateNode) -> [PolicyStatement] {
        guard properties.child("AuthType")?.passedText == "NONE" else { return [] }
        var statement = PolicyStatement("Allow")
        statement.principals = ["*"]
        statement.actions = ["lambda:InvokeFunctionUrl"]
        statement.resources = properties.child("TargetFunctionArn").map { [$0.shortText] } ?? []
        return [statement]
    }

    /// - Source: Lambda API Reference, AddPermission, and the statements that it makes, read 2026-11-22.
    private static func permission(_ properties: TemplateNode) -> PolicyStatement {
        func texts(_ key: String, _ prefix: String = "") -> [String] {
            properties.child(key).map { [prefix + $0.shortText] } ?? []
        }
        var statement = PolicyStatement("Allow")
        statement.principals = texts("Principal")
        statement.actions = texts("Action")
        statement.resources = texts("FunctionName")
        statement.conditions =
            texts("SourceArn", "ArnLike aws:SourceArn ") + texts("SourceAccount", "StringEquals aws:SourceAccount ")
            + texts("PrincipalOrgID", "StringEquals aws:PrincipalOrgID ")
            + texts("FunctionUrlAuthType", "StringEquals lambda:FunctionUrlAuthType ")
            + texts("InvokedViaFunctionUrl", "Bool lambda:InvokedViaFunctionUrl ")
            // The token itself is kept from others.
            + (properties.child("EventSourceToken") == nil ? [] : ["StringEquals lambda:EventSourceToken"])
        statement.conditions.sort()
        return statement
    }
}

extension TemplateNode {
    /// The branches of `Fn::If` that are there, and when.
    var branches: [(condition: String, node: TemplateNode)]? {
        guard case (.if, .list(let parts))? = call, parts.count == 3 else { return nil }
        let name = parts[0].shortText
        return [("if \(name)", parts[1]), ("unless \(name)", parts[2])].filter { !$0.1.isAbsence }
    }

    /// Whether it is a statement or a list of them; rules of web ACLs have a key of the same name.
    fileprivate var holdsStatements: Bool {
        if let branches { return branches.contains { $0.node.holdsStatements } }
        return switch self {
        case .list(let items): items.contains(where: \.holdsStatements)
        default: child("Effect") != nil
        }
    }

    fileprivate var children: [TemplateNode] {
        switch self {
        case .list(let items): items
        case .map(let entries) where call == nil: Array(entries.values)
        default: []
        }
    }
}
