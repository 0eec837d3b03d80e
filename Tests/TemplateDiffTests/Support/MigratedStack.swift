import BorealisDiagnostics
import OrderedCollections
import SQLMigrations
import TemplateDiff
import TemplateModel

/// A stack with a cluster, and scripts for it, as synthesis would make it.
struct MigratedStack {
    /// By name.
    var scripts: [String: String] = [:]
    var engine = DatabaseEngine.postgresql
    var rebases: [Rebase] = []
    /// Of the custom resource.
    var logicalID = "Migration"
    var cluster = "Cluster"
    var clusterProperties: Template.Section = [:]
    var properties: Template.Section = [:]
    /// How many of the oldest scripts the metadata doesn't name; nil for metadata of an older format.
    var omitted: Int? = 0
    var hasContraction = false

    var set: MigrationSet {
        MigrationSet(
            folder: "sql/main",
            engine: engine,
            name: "main",
            options: ScriptOptions(),
            files: scripts.sorted { $0.key < $1.key }.map { .init(name: $0.key, bytes: Array($0.value.utf8)) },
            others: [],
            place: Place(file: "Stack.swift", line: 3)
        )
    }

    var compared: ComparedScripts { ComparedScripts(set, rebases: rebases) }

    var template: ComparedTemplate {
        var template = Template()
        template.resources[cluster] = .map([
            "Type": .string("AWS::RDS::DBCluster"), "Properties": .map(clusterProperties),
        ])
        template.resources[logicalID] = migration(phase: "expand", metadata: metadata)
        if hasContraction { template.resources["Contraction"] = migration(phase: "contract", metadata: nil) }
        return ComparedTemplate(template) { Place(file: "template.yaml/" + $0.joined(separator: "/")) }
    }

    /// - Parameter hasFolder: whether the scripts of the new side are there as files.
    func difference(from before: MigratedStack?, hasFolder: Bool = true) -> StackDifference {
        StackComparison(
            stack: "blog",
            baseline: Baseline(before == nil ? .absent : .deployed, name: "before"),
            before: before?.template,
            after: template,
            sets: hasFolder ? [compared] : [],
            schema: Schemas.schema
        )
        .difference()
    }

    private func migration(phase: String, metadata: TemplateNode?) -> TemplateNode {
        var properties: Template.Section = [
            "ClusterArn": .map(["Fn::GetAtt": .list([.string(cluster), .string("DBClusterArn")])]),
            "DatabaseName": .string("blog"), "Engine": .string(engine.rawValue), "OnUnmanaged": .string("fail"),
            "Phase": .string(phase), "Set": .string("main"), "ScriptsHash": .string(hash),
        ]
        properties.merge(self.properties) { $1 }
        var resource: Template.Section = ["Type": .string("Custom::SchemaMigration")]
        resource["Metadata"] = metadata
        resource["Properties"] = .map(properties)
        return .map(resource)
    }

    private var hash: String {
        MigrationManifest(set.scripts.deployed, engine: engine, set: "main", rebases: rebases).scriptsHash
    }

    private var metadata: TemplateNode? {
        guard let omitted else { return nil }
        let scripts = set.scripts.deployed
        let entries = scripts.dropFirst(omitted).map { script in
            TemplateNode.map(["Script": .string(script.name), "Checksum": .string(script.checksum)])
        }
        let lines = scripts.prefix(omitted).map { "\($0.checksum) \($0.name)\n" }.joined()
        let first = TemplateNode.map([
            "Omitted": .string(String(omitted)), "Checksum": .string(Self.checksum(lines)),
        ])
        return .map(["Borealis::Scripts": .list((omitted > 0 ? [first] : []) + entries)])
    }

    static func checksum(_ text: String) -> String {
        (try? ScriptText(Array(text.utf8)))?.checksum ?? ""
    }
}

extension MigrationChange {
    /// What becomes of each script, without hashes and statements.
    var summary: [String] {
        let states = [isRebuild ? "rebuilt" : nil, isAhead ? "ahead" : nil].compactMap(\.self)
        return ["\(logicalID): \(unchanged) unchanged"].map { ([$0] + states).joined(separator: ", ") }
            + scripts.map { script in
                let runs = script.statements.isEmpty ? nil : "\(script.statements.count) statements"
                let facts = ["\(script.name) \(script.kind)", script.isRefused ? "refused" : nil, runs]
                return facts.compactMap(\.self).joined(separator: ", ")
            }
    }
}
