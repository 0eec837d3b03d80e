public import ConstructKit
internal import SQLMigrations

/// The second half of a migration: scripts that take away what the old version of an application needs.
///
/// Scripts with `-- borealis:phase contract` are not run by ``SchemaMigration`` itself, but here: after all that is made
/// or changed in between, so that no running code meets a schema without what it reads.
///
/// ```swift
/// migration = SchemaMigration(of: cluster, scripts: "sql/blog")
/// service = Service(schema: migration.head)
/// contraction = ContractPhase(of: migration, after: [service])
/// ```
/// It adds one custom resource, which is served by the migration's function, and which may be in another stack.
public struct ContractPhase: Construct {
    /// The custom resource.
    public let resource: Resource

    /// - Parameter dependencies: the application: resources, or constructs with all their resources. What it has to wait
    ///   for is made or changed before any script of this phase is run.
    public init(
        of migration: SchemaMigration,
        after dependencies: [any Dependable],
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        migration.phases.hasContract = true
        let maker = MigrationResources(options: migration.options, file: file, line: line)
        resource = maker.migration(through: migration.function, layer: migration.layer, phase: .contract)
        resource.requirements = [migration.resource] + dependencies
    }

    /// What the last deploy did, in words: `applied 1 script; the database is at 4`.
    public var response: Value<String> { resource.attribute("Response") }
    /// The version that the database is at: `4`.
    public var head: Value<String> { resource.attribute("Head") }
    /// How many scripts the last deploy applied.
    public var applied: Value<String> { resource.attribute("Applied") }
    /// How the database stands to the scripts: `APPLIED`, `AHEAD` or `NEEDS_ATTENTION`.
    public var state: Value<String> { resource.attribute("State") }
}
