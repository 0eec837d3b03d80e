internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// A custom resource uses a cluster and doesn't wait for any of its instances: a cluster without a writer runs no SQL.
enum MissingWriter {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        let users = facts.uses.filter { use in
            use.section == .resources && use.isDependency && use.kind != .dependsOn && isCustom(facts.types[use.owner])
                && needsInstances(use.target, in: facts)
        }
        guard !users.isEmpty else { return [] }
        let arrows = Dictionary(grouping: facts.uses.filter(\.isArrow), by: \.target)
        var instances: [String: [String]] = [:]
        var waiting: [String: Set<String>] = [:]
        var seen: Set<[String]> = []
        return users.compactMap { use in
            let ids = instances[use.target] ?? self.instances(of: use.target, in: facts)
            instances[use.target] = ids
            let waits = waiting[use.target] ?? needing(ids, arrows)
            waiting[use.target] = waits
            guard !waits.contains(use.owner), seen.insert([use.owner, use.target]).inserted else { return nil }
            return finding(use, type: facts.types[use.owner] ?? "", instances: ids)
        }
    }

    private static func isCustom(_ type: String?) -> Bool {
        type.map { $0.hasPrefix("Custom::") || $0 == "AWS::CloudFormation::CustomResource" } ?? false
    }

    /// Serverless v1 and Multi-AZ clusters have no instances in a template.
    ///
    /// - Source: CloudFormation Template Reference, AWS::RDS::DBCluster, DBClusterInstanceClass, read 2026-11-21.
    private static func needsInstances(_ id: String, in facts: TemplateFacts) -> Bool {
        guard let cluster = facts.resource(id), cluster.type == "AWS::RDS::DBCluster" else { return false }
        let engines = cluster.values(of: "Engine").map(\.node.scalarText)
        return !engines.isEmpty && engines.allSatisfy { $0?.hasPrefix("aurora") ?? false }
            && !cluster.mayBeServerlessV1 && cluster.properties["DBClusterInstanceClass"]?.isNoValue ?? true
    }

    /// They refer to the cluster in whatever way, or name it as it names itself.
    private static func instances(of cluster: String, in facts: TemplateFacts) -> [String] {
        let property = "DBClusterIdentifier"
        let name = facts.resource(cluster)?.properties[property]
        let referring = facts.uses.filter { $0.target == cluster && $0.isIn(property) }.map(\.owner)
        return facts.resources(of: "AWS::RDS::DBInstance").filter { instance in
            referring.contains(instance.id) || name != nil && instance.properties[property] == name
        }.map(\.id)
    }

    /// Whatever comes after one of these, however many steps later.
    private static func needing(_ ids: [String], _ arrows: [String: [TemplateUse]]) -> Set<String> {
        var found: Set<String> = []
        var open = ids
        while let id = open.popLast() {
            for use in arrows[id] ?? [] where found.insert(use.owner).inserted {
                open.append(use.owner)
            }
        }
        return found
    }

    private static func finding(_ use: TemplateUse, type: String, instances: [String]) -> Finding {
        Finding(
            .missingWriter,
            severity: type == "Custom::SchemaMigration" ? .error : .warning,
            at: use.location,
            "\(use.owner) uses cluster \(use.target) before it has an instance that runs SQL",
            expected: instances.first.map { "DependsOn: \($0)" }
                ?? "an AWS::RDS::DBInstance of the cluster, and DependsOn",
            fix: instances.first.map { "add \($0) to DependsOn of \(use.owner)" }
                ?? "add an instance to the cluster, and to DependsOn of \(use.owner)"
        )
    }
}

extension TemplateUse {
    /// Whether a resource has to wait for another.
    fileprivate var isArrow: Bool { section == .resources && isDependency }

    fileprivate func isIn(_ property: String) -> Bool {
        isArrow && location.components.dropFirst(2).starts(with: ["Properties", property])
    }
}
