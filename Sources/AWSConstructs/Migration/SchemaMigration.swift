internal import BorealisDiagnostics
public import BorealisIAM
public import BorealisLambda
public import BorealisLogs
public import ConstructKit
public import SQLMigrations

/// SQL scripts that every deploy applies to a database, each once and in the order of their versions.
///
/// A custom resource carries the hash of the scripts, so that any change to any of them makes CloudFormation call the
/// function that applies what is pending. It is called after all instances of the cluster are there. What depends on
/// ``response``, ``head``, ``applied`` or ``state`` is made or changed only when the schema is migrated.
///
/// Deleting the migration or its stack leaves the database as it is. The function is in no VPC: it reaches the
/// database through the Data API.
public struct SchemaMigration: Construct {
    /// The scripts.
    public let layer: MigrationLayer
    /// Where the function tells what it did; kept for 90 days.
    public let logGroup: Logs.LogGroup
    /// The function's role.
    public let role: IAM.Role
    /// What the role may do: run statements on this cluster with this secret, call its own function, see how its own
    /// stack is, and write to this log.
    public let policy: IAM.Policy
    /// Applies the scripts.
    public let function: Lambda.Function
    /// How often and how long Lambda delivers a call that the function didn't end.
    public let invocation: Lambda.EventInvokeConfig
    /// The custom resource.
    public let resource: Resource

    let options: Options
    let phases = Phases()
    let place: Place

    /// Which phases the app runs, found out when all of it is made.
    final class Phases: PlainData {
        var hasContract = false
    }

    /// What a migration was made with, for its resources and its checks.
    struct Options: PlainData {
        let cluster: ExistingCluster
        let engine: DatabaseEngine
        let database: Value<String>
        let set: String
        let timeout: Duration
        let scripts: ScriptOptions
        let reactions: Reactions
        /// Nil for a cluster that exists already.
        let durability: Durability?
    }

    /// Scripts for a cluster of the same app.
    ///
    /// - Parameters:
    ///   - scripts: a folder, relative to the working directory: `sql/blog`.
    ///   - set: a name for these scripts; each set of a database has a history of its own.
    ///   - timeout: 600...3,600 seconds; when it is over, CloudFormation takes the migration for failed. The function
    ///     is called anew before the 900 that it can run for are over, and goes on where it stopped.
    ///   - placeholders: what stands in scripts for `${name}`, by name; a secret is refused.
    ///   - environment: the one that is deployed to: scripts with `-- borealis:environments` are left out of others.
    ///   - checks: how much it matters what is found in scripts that lose data or keep others waiting.
    ///   - onEdited: what is done where a script was changed or removed that this database has; `.rebuild` needs a
    ///     cluster of `durability: .ephemeral`.
    ///   - onRollback: what is done with the scripts of a deploy that CloudFormation takes back.
    ///   - onUnmanaged: what is done with a database that has tables and no history of this set.
    ///   - secretKeyARN: the customer's key that the cluster's secret was told to be encrypted with, where it was.
    public init(
        of cluster: AuroraCluster,
        scripts: String,
        set: String = "main",
        timeout: Duration = .seconds(1800),
        placeholders: [String: PlaceholderValue] = [:],
        environment: String? = nil,
        checks: SQLChecks = .standard,
        onEdited: EditedScripts = .refuse,
        onRollback: StackRollback = .keep,
        onUnmanaged: UnmanagedDatabase = .fail,
        secretKeyARN: Value<String>? = nil,
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        let options = Options(
            cluster: .existing(
                clusterARN: cluster.arn,
                secretARN: cluster.secret.ref,
                secretKeyARN: secretKeyARN
            ),
            engine: cluster.options.engine.kind,
            database: .init(cluster.database),
            set: set,
            timeout: timeout,
            scripts: ScriptOptions(placeholders: placeholders, environment: environment, checks: checks),
            reactions: Reactions(onEdited: onEdited, onRollback: onRollback, onUnmanaged: onUnmanaged),
            durability: cluster.options.durability
        )
        let instances = [cluster.writer].compactMap(\.self) + cluster.readers
        self.init(options, scripts: scripts, after: instances + [cluster.attachment], file: file, line: line)
    }

    /// Scripts for a cluster that exists already: `.existing(clusterARN: …, secretARN: …)`.
    ///
    /// - Parameters:
    ///   - database: the database in the cluster, which must be there.
    ///   - scripts: a folder, relative to the working directory: `sql/blog`.
    ///   - set: a name for these scripts; each set of a database has a history of its own.
    ///   - timeout: 600...3,600 seconds; when it is over, CloudFormation takes the migration for failed. The function
    ///     is called anew before the 900 that it can run for are over, and goes on where it stopped.
    ///   - placeholders: what stands in scripts for `${name}`, by name; a secret is refused.
    ///   - environment: the one that is deployed to: scripts with `-- borealis:environments` are left out of others.
    ///   - checks: how much it matters what is found in scripts that lose data or keep others waiting.
    ///   - onEdited: what is done where a script was changed or removed that this database has. `.rebuild` is refused:
    ///     the app doesn't know what the database of another stack is worth.
    ///   - onRollback: what is done with the scripts of a deploy that CloudFormation takes back.
    ///   - onUnmanaged: what is done with a database that has tables and no history of this set.
    public init(
        of cluster: ExistingCluster,
        engine: DatabaseEngine,
        database: Value<String>,
        scripts: String,
        set: String = "main",
        timeout: Duration = .seconds(1800),
        placeholders: [String: PlaceholderValue] = [:],
        environment: String? = nil,
        checks: SQLChecks = .standard,
        onEdited: EditedScripts = .refuse,
        onRollback: StackRollback = .keep,
        onUnmanaged: UnmanagedDatabase = .fail,
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        let options = Options(
            cluster: cluster,
            engine: engine,
            database: database,
            set: set,
            timeout: timeout,
            scripts: ScriptOptions(placeholders: placeholders, environment: environment, checks: checks),
            reactions: Reactions(onEdited: onEdited, onRollback: onRollback, onUnmanaged: onUnmanaged),
            durability: nil
        )
        self.init(options, scripts: scripts, after: [], file: file, line: line)
    }

    private init(
        _ options: Options,
        scripts: String,
        after dependencies: [any Dependable],
        file: StaticString,
        line: UInt
    ) {
        let maker = MigrationResources(options: options, file: file, line: line)
        let layer = MigrationLayer(
            scripts: scripts,
            engine: options.engine,
            set: options.set,
            options: options.scripts,
            file: file,
            line: line
        )
        let logGroup = maker.logGroup()
        let role = maker.role()
        let function = maker.function(of: role, layer: layer, logGroup: logGroup)
        let policy = maker.policy(of: role, function: function, logGroup: logGroup)
        let invocation = maker.invocation(of: function)
        resource = maker.migration(through: function, layer: layer, phase: .expand)
        resource.metadata = ["Borealis::Scripts": ScriptSummary(of: layer.set.scripts.deployed).value]
        resource.requirements = dependencies + [policy, invocation]
        self.layer = layer
        self.logGroup = logGroup
        self.role = role
        self.policy = policy
        self.function = function
        self.invocation = invocation
        self.options = options
        place = Place(file, line)
    }

    /// What the last deploy did, in words: `applied 2 scripts; the database is at 3`.
    public var response: Value<String> { resource.attribute("Response") }
    /// The version that the database is at: `3`.
    public var head: Value<String> { resource.attribute("Head") }
    /// How many scripts the last deploy applied.
    public var applied: Value<String> { resource.attribute("Applied") }
    /// How the database stands to the scripts: `APPLIED`, `AHEAD` or `NEEDS_ATTENTION`.
    public var state: Value<String> { resource.attribute("State") }
}
