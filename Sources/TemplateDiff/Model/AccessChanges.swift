/// Whether a line of a table comes or goes; one that changes goes and comes.
package enum LineChange: String, Sendable {
    case added
    case removed
}

/// A statement of an IAM policy, or of a resource's own, that comes or goes.
package struct StatementChange: Hashable, Sendable {
    package let change: LineChange
    /// The resource whose policy it is.
    package let logicalID: String
    /// `Allow` or `Deny`.
    package let effect: String
    /// Sorted; those of `NotPrincipal` begin with `not `; empty where the policy's holder is meant.
    package let principals: [String]
    /// Sorted; those of `NotAction` begin with `not `, and a managed policy is `managed policy NAME`.
    package let actions: [String]
    /// Sorted, functions as YAML writes them; those of `NotResource` begin with `not `.
    package let resources: [String]
    /// In a line: `StringEquals aws:SourceAccount !Ref AWS::AccountId`; sorted.
    package let conditions: [String]

    package init(
        _ change: LineChange,
        _ logicalID: String,
        effect: String,
        principals: [String] = [],
        actions: [String] = [],
        resources: [String] = [],
        conditions: [String] = []
    ) {
        self.change = change
        self.logicalID = logicalID
        self.effect = effect
        self.principals = principals
        self.actions = actions
        self.resources = resources
        self.conditions = conditions
    }
}

/// A rule of a security group that comes or goes.
package struct NetworkRuleChange: Hashable, Sendable {
    package enum Direction: String, Sendable {
        case ingress
        case egress
    }

    package let change: LineChange
    /// The security group, or the resource that is the rule.
    package let logicalID: String
    package let direction: Direction
    /// `TCP`, `UDP`, `ICMP`, `all`, or a number.
    package let networkProtocol: String
    /// `3306`, `1024-65535`, `all`.
    package let ports: String
    /// A CIDR block, a prefix list or a group; functions as YAML writes them.
    package let peer: String

    package init(
        _ change: LineChange,
        _ logicalID: String,
        _ direction: Direction,
        networkProtocol: String,
        ports: String,
        peer: String
    ) {
        self.change = change
        self.logicalID = logicalID
        self.direction = direction
        self.networkProtocol = networkProtocol
        self.ports = ports
        self.peer = peer
    }
}
