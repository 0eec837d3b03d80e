internal import TemplateDiff
internal import TemplateModel

/// What a table or the part about SQL tells is left out of the entry of its resource.
extension EntryWords {
    func isToldElsewhere(_ property: PropertyChange, of resource: ResourceChange) -> Bool {
        if property.path == ["Properties", "ScriptsHash"] {
            return difference.migrations.contains { $0.logicalID == resource.logicalID }
        }
        guard property.replacement == .never, !property.isIndirect else { return false }
        let values = [property.before, property.after].compactMap(\.self)
        if difference.statements.contains(where: { $0.logicalID == resource.logicalID }) {
            return property.isOfStatements && values.allSatisfy { $0.hasOnly(Self.documentKeys) }
        }
        if difference.networkRules.contains(where: { $0.logicalID == resource.logicalID }) {
            return property.isOfRules && values.allSatisfy { $0.hasOnly(Self.ruleKeys) }
        }
        return false
    }

    /// Of a policy, all that the columns of its table show; `Sid` is in none of them.
    private static let documentKeys: Set = [
        "Version", "Statement", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal",
        "Condition",
    ]

    /// Of a rule of a security group; `Description` is in none of the columns.
    private static let ruleKeys: Set = [
        "IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6", "SourceSecurityGroupId", "SourcePrefixListId",
        "DestinationSecurityGroupId", "DestinationPrefixListId",
    ]
}

extension PropertyChange {
    fileprivate var isIndirect: Bool {
        if case .indirect = kind { true } else { false }
    }

    /// Below a policy document, where a `Sid` has a path of its own.
    fileprivate var isOfStatements: Bool {
        guard path.first == "Properties", let document = path.firstIndex(where: { $0.hasSuffix("Document") }) else {
            return path.prefix(2) == ["Properties", "ManagedPolicyArns"]
        }
        return !path[document...].contains("Sid") && !path[document...].contains("Id")
    }

    fileprivate var isOfRules: Bool {
        let isOfList = path.count > 1 && ["SecurityGroupIngress", "SecurityGroupEgress"].contains(path[1])
        return path.first == "Properties" && isOfList && !path.contains("Description")
    }
}

extension ChangedValue {
    /// Whether all keys of it are among these, but for what is in functions, principals and conditions.
    fileprivate func hasOnly(_ keys: Set<String>) -> Bool {
        guard case .value(let node) = self else { return false }
        return node.hasOnly(keys)
    }
}

extension TemplateNode {
    fileprivate func hasOnly(_ keys: Set<String>) -> Bool {
        switch self {
        case .string, .integer, .number, .boolean: return true
        case .list(let items): return items.allSatisfy { $0.hasOnly(keys) }
        case .map(let entries):
            return call != nil
                || entries.allSatisfy { key, value in
                    keys.contains(key)
                        && (["Principal", "NotPrincipal", "Condition"].contains(key) || value.hasOnly(keys))
                }
        }
    }
}
