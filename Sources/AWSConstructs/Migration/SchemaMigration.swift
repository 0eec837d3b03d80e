public import BorealisDiagnostics
public import BorealisIAM
public import BorealisLambda
public import BorealisLogs
public import ConstructKit
public import SQLMigrations

/// SQL scripts that every deploy applies to a database, each once and in the order of their versions.
///
/// A custom resource carries the hash of the scripts, so that any change to any of them makes CloudFormation call the
/// function that applies what is pending. It is called after all instances of the cluster are there. What depends on
/// ``response``, ``head`` or ``applied`` is made or changed only when the schema is migrated.
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
    /// What the role may do: run statements on this cluster with this secret, and write to this log.
    public let policy: IAM.Policy
    /// Applies the scripts.
    public let function: Lambda.Function
    /// How often and how long Lambda delivers a call that the function didn't end.
    public let invocation: Lambda.EventInvokeConfig
    /// The custom resource.
    public let resource: Resource

    let options: Options
    let phases = Phases()
    private let place: Place

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
    }

    /// Scripts for a cluster of the same app.
    ///
    /// - Parameters:
    ///   - scripts: a folder, relative to the working directory: `sql/blog`.
    ///   - set: a name for these scripts; each set of a database has a history of its own.
    ///   - timeout: 600...3,600 seconds; when it is over, CloudFormation takes the migration for failed. The function
    ///     itself works for at most 900.
    ///   - placeholders: what stands in scripts for `${name}`, by name; a secret is refused.
    ///   - environment: the one that is deployed to: scripts with `-- borealis:environments` are left out of others.
    ///   - checks: how much it matters what is found in scripts that lose data or keep others waiting.
    ///   - secretKeyARN: the customer's key that the cluster's secret was told to be encrypted with, where it was.
    public init(
        of cluster: AuroraCluster,
        scripts: String,
        set: String = "main",
        timeout: Duration = .seconds(1800),
        placeholders: [String: PlaceholderValue] = [:],
        environment: String? = nil,
        checks: SQLChecks = .standard,
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
            scripts: ScriptOptions(placeholders: placeholders, environment: environment, checks: checks)
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
    ///     itself works for at most 900.
    ///   - placeholders: what stands in scripts for `${name}`, by name; a secret is refused.
    ///   - environment: the one that is deployed to: scripts with `-- borealis:environments` are left out of others.
    ///   - checks: how much it matters what is found in scripts that lose data or keep others waiting.
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
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        let options = Options(
            cluster: cluster,
            engine: engine,
            database: database,
            set: set,
            timeout: timeout,
            scripts: ScriptOptions(placeholders: placeholders, environment: environment, checks: checks)
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
        let policy = maker.policy(of: role, logGroup: logGroup)
        let function = maker.function(of: role, layer: layer, logGroup: logGroup)
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
}

extension SchemaMigration {
    /// Checks the options.
    public func validate() -> [Diagnostic] {
        [timeoutProblem, setProblem, phaseProblem].compactMap(\.self) + options.cluster.problems(at: place)
    }

    private var timeoutProblem: Diagnostic? {
        let seconds = options.timeout.wholeSeconds
        return Self.timeoutLimits.contains(seconds)
            ? nil : .invalidServiceTimeout(seconds, limits: Self.timeoutLimits, place: place)
    }

    private var phaseProblem: Diagnostic? {
        let contracting = layer.set.scripts.scripts.first { $0.directives.phase == .contract }
        return phases.hasContract ? nil : contracting.map { .noContractPhase($0.name, place: place) }
    }

    private var setProblem: Diagnostic? {
        let isValid =
            !options.set.isEmpty && options.set.utf8.count <= Self.setLength
            && options.set.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
        return isValid ? nil : .invalidSetName(options.set, limit: Self.setLength, place: place)
    }

    /// In less than ten minutes the function couldn't wait for a paused database, run a statement and answer.
    ///
    /// - Source: CloudFormation Template Reference, AWS::CloudFormation::CustomResource, ServiceTimeout, read
    ///   2026-11-21: at most 3,600.
    private static let timeoutLimits = 600...3600
    /// What the history's column takes.
    private static let setLength = 64
}
