internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// A custom resource uses a cluster and doesn't wait for any of its instances: a cluster without a writer runs no SQL.
enum MissingWriter {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        let users = facts.uses.filter { use in
            use.section == .resources && use.isDependency && use.kind != .dependsOn && isCustom(facts.types[use.owner])
                && isCluster(use.target, in: facts)
        }
        guard !users.isEmpty else { return [] }
        let arrows = Dictionary(grouping: facts.uses.filter(\.isArrow), by: \.target)
        let instances = Dictionary(grouping: facts.resources(of: "AWS::RDS::DBInstance")) { instance in
            instance.reference("DBClusterIdentifier") ?? ""
        }
        var waiting: [String: Set<String>] = [:]
        var seen: Set<[String]> = []
        return users.compactMap { use in
            let ids = instances[use.target, default: []].map(\.id)
            let waits = waiting[use.target] ?? needing(ids, arrows)
            waiting[use.target] = waits
            guard !waits.contains(use.owner), seen.insert([use.owner, use.target]).inserted else { return nil }
            return finding(use, type: facts.types[use.owner] ?? "", instances: ids)
        }
    }

    private static func isCustom(_ type: String?) -> Bool {
        type.map { $0.hasPrefix("Custom::") || $0 == "AWS::CloudFormation::CustomResource" } ?? false
    }

    /// Serverless v1 has no instances.
    private static func isCluster(_ id: String, in facts: TemplateFacts) -> Bool {
        guard let cluster = facts.resource(id), cluster.type == "AWS::RDS::DBCluster" else { return false }
        return !cluster.isServerlessV1
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
}
