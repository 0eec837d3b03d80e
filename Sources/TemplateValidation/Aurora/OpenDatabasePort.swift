internal import BorealisDiagnostics
internal import OrderedCollections

/// A security group lets everybody reach the port of a database.
///
/// A rule for many ports, or for all protocols, is one for a database only where the template has something of RDS.
enum OpenDatabasePort {
    private static let allPorts = 0...65535

    static func findings(in facts: TemplateFacts) -> [Finding] {
        let ports = databasePorts(in: facts)
        let hasDatabase = facts.types.values.contains { $0.hasPrefix("AWS::RDS::") }
        let inline = facts.resources(of: "AWS::EC2::SecurityGroup").flatMap { group in
            group.values(of: "SecurityGroupIngress").flatMap(\.items).map { (group.id, $0) }
        }
        let alone = facts.resources(of: "AWS::EC2::SecurityGroupIngress").map { ($0.id, $0.value) }
        return (inline + alone).flatMap { id, rule in
            openSources(of: rule).compactMap { source in
                let ranges = ranges(of: rule, from: source).filter { $0.count == 1 || hasDatabase }
                let open = ports.first { port in ranges.contains { $0.contains(port) } }
                return open.map { finding(id, source, port: $0) }
            }
        }
    }

    /// MySQL's, PostgreSQL's, and those that databases of the template are given.
    private static func databasePorts(in facts: TemplateFacts) -> [Int] {
        let own = facts.resources(of: "AWS::RDS::DBCluster", "AWS::RDS::DBInstance").flatMap { database in
            database.values(of: "Port").compactMap(\.port)
        }
        return Set([3306, 5432] + own).sorted()
    }

    /// A rule has only one source; of two wrong ones the first is told.
    private static func openSources(of rule: CheckedResource.Value) -> [CheckedResource.Value] {
        let ofVersion4 = rule.values(of: "CidrIp").filter { $0.node.scalarText == "0.0.0.0/0" }
        guard ofVersion4.isEmpty else { return ofVersion4 }
        return rule.values(of: "CidrIpv6").filter { $0.node.scalarText == "::/0" }
    }

    private static func ranges(
        of rule: CheckedResource.Value,
        from source: CheckedResource.Value
    ) -> [ClosedRange<Int>] {
        rule.values(of: "IpProtocol").filter(source.isPossible).flatMap { name -> [ClosedRange<Int>] in
            switch name.node.scalarText?.lowercased() {
            case "-1": [allPorts]
            case "tcp", "6": ranges(of: rule, with: [source, name])
            default: []
            }
        }
    }

    private static func ranges(
        of rule: CheckedResource.Value,
        with others: [CheckedResource.Value]
    ) -> [ClosedRange<Int>] {
        rule.values(of: "FromPort").flatMap { from in
            rule.values(of: "ToPort").compactMap { to in
                guard (others + [from]).allSatisfy(to.isPossible), others.allSatisfy(from.isPossible),
                    let first = from.port, let last = to.port
                else { return nil }
                if first == -1 { return allPorts }
                return first <= last ? first...last : nil
            }
        }
    }

    private static func finding(_ id: String, _ source: CheckedResource.Value, port: Int) -> Finding {
        Finding(
            .openDatabasePort,
            severity: .warning,
            at: source.location,
            "\(id) lets everybody reach port \(port), which is a database's",
            got: source.node.scalarText,
            expected: "the security group, or the addresses, that need it",
            fix: "name a SourceSecurityGroupId instead"
        )
    }
}

extension CheckedResource.Value {
    fileprivate var port: Int? { node.scalarText.flatMap { Int($0) } }
}
