internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// A security group lets everybody reach the port of a database.
enum OpenDatabasePort {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        let ports = databasePorts(in: facts)
        let inline = facts.resources(of: "AWS::EC2::SecurityGroup").flatMap { group in
            (group.properties["SecurityGroupIngress"]?.items ?? []).enumerated().compactMap { index, rule in
                rule.entries.flatMap {
                    finding($0, group.id, ports, at: group.location(of: "SecurityGroupIngress").appending(index))
                }
            }
        }
        let alone = facts.resources(of: "AWS::EC2::SecurityGroupIngress").compactMap { rule in
            finding(rule.properties, rule.id, ports, at: rule.location)
        }
        return inline + alone
    }

    /// MySQL's, PostgreSQL's, and those that databases of the template are given.
    private static func databasePorts(in facts: TemplateFacts) -> [Int] {
        let own = facts.resources(of: "AWS::RDS::DBCluster", "AWS::RDS::DBInstance").compactMap { database in
            database.text("Port").flatMap { Int($0) }
        }
        return Set([3306, 5432] + own).sorted()
    }

    private static func finding(
        _ rule: OrderedDictionary<String, TemplateNode>,
        _ id: String,
        _ ports: [Int],
        at location: TemplateLocation
    ) -> Finding? {
        let sources = [("CidrIp", "0.0.0.0/0"), ("CidrIpv6", "::/0")]
        guard let open = sources.first(where: { rule[$0.0]?.scalarText == $0.1 }),
            let port = ports.first(where: { includes($0, rule) })
        else { return nil }
        return Finding(
            .openDatabasePort,
            severity: .warning,
            at: location.appending(open.0),
            "\(id) lets everybody reach port \(port), which is a database's",
            got: open.1,
            expected: "the security group, or the addresses, that need it",
            fix: "name a SourceSecurityGroupId instead"
        )
    }

    private static func includes(_ port: Int, _ rule: OrderedDictionary<String, TemplateNode>) -> Bool {
        switch rule["IpProtocol"]?.scalarText?.lowercased() {
        case "-1": return true
        case "tcp", "6":
            guard let from = rule["FromPort"]?.scalarText.flatMap({ Int($0) }),
                let to = rule["ToPort"]?.scalarText.flatMap({ Int($0) })
            else { return false }
            return from == -1 || (from <= port && port <= to)
        default: return false
        }
    }
}
