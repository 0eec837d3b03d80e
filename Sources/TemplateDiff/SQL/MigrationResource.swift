internal import OrderedCollections
internal import SQLMigrations
internal import TemplateModel

/// A custom resource that applies scripts, as a template has it.
struct MigrationResource {
    let logicalID: String
    let properties: Template.Section
    private(set) var record: ScriptRecord?

    private static let type = "Custom::SchemaMigration"

    /// All of a template, in its order.
    ///
    /// What contracts has the scripts of the resource that expands, which alone names them.
    static func all(in template: Template) -> [MigrationResource] {
        let found = template.resources.compactMap { MigrationResource($0.key, $0.value) }
        return found.map { resource in
            var resource = resource
            resource.record = resource.record ?? found.first { $0.hasScripts(of: resource) && $0.record != nil }?.record
            return resource
        }
    }

    private init?(_ logicalID: String, _ resource: TemplateNode) {
        guard case .map(let keys) = resource, keys["Type"] == .string(Self.type) else { return nil }
        self.logicalID = logicalID
        properties = if case .map(let properties)? = keys["Properties"] { properties } else { [:] }
        record = ScriptRecord(reading: keys["Metadata"])
    }

    /// The name of the set; a resource that doesn't say it has the default.
    var set: String { text("Set") ?? "main" }
    var engine: String? { text("Engine") }
    var scriptsHash: String? { text("ScriptsHash") }
    var isContraction: Bool { text("Phase") == ScriptDirectives.Phase.contract.rawValue }
    /// Whether an edited script has the database dropped and made anew.
    var rebuildsEdited: Bool { text("OnEdited") == "rebuild" }

    func text(_ property: String) -> String? { properties[property]?.literal }

    func hasScripts(of other: MigrationResource) -> Bool {
        set == other.set && scriptsHash != nil && scriptsHash == other.scriptsHash
    }

    /// Whether all scripts and options of scripts are the same; without a hash, as far as the template tells.
    func isUnchanged(since other: MigrationResource) -> Bool {
        scriptsHash == other.scriptsHash && (scriptsHash != nil || record == other.record)
    }

    /// Whether it is the same under another logical ID.
    func isSame(as other: MigrationResource) -> Bool {
        set == other.set && isContraction == other.isContraction
            && properties["ClusterArn"] == other.properties["ClusterArn"]
            && properties["DatabaseName"] == other.properties["DatabaseName"]
    }
}
