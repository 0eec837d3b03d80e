import Borealis
import BorealisFileSystem
import Foundation
import OrderedCollections
import TemplateModel
import TestSupport
import Testing

@Suite struct SchemaMigrationTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("CREATE TABLE users (id INT);\n", to: "sql/V1__users.sql")
        try folder.write("SELECT 2;\n", to: "sql/2026/V2__more.sql")
        try folder.write("not a script", to: "sql/README.md")
        try folder.write("not a script", to: "sql/.V3__hidden.sql")
    }

    private var scripts: String { folder.url("sql").path }

    @Test func `a cluster that exists is migrated with its secret and key`() {
        let scripts = scripts
        let app = synthesize { ExistingStack(scripts: scripts) }
        #expect(app.problems == [])
        Golden("Tests/AWSConstructsTests/Goldens/migration.yaml").expect(app.stacks[0].template.node.text(as: .yaml))
    }

    @Test func `the migration waits for every instance, the attachment and the policy`() {
        let scripts = scripts
        let app = synthesize { MigratedClusterStack(scripts: scripts, readers: 2) }
        #expect(app.problems == [])
        #expect(
            app.property("Migration", "DependsOn")
                == .list(
                    [
                        "ClusterWriter", "ClusterReaders1", "ClusterReaders2", "ClusterAttachment", "MigrationPolicy",
                        "MigrationInvocation",
                    ].map(TemplateNode.string)
                )
        )
        #expect(app.property("Migration", "Properties", "Engine") == .string("postgresql"))
        #expect(app.property("Migration", "Properties", "DatabaseName") == .string("blog"))
        #expect(app.property("Migration", "Properties", "ServiceTimeout") == .integer(3600))
        #expect(
            app.property("MigrationFunction", "Properties", "LoggingConfig", "LogGroup")
                == .call(.ref, .string("MigrationLogGroup"))
        )
    }

    @Test(arguments: [(600, 540, 480), (959, 899, 839), (960, 900, 840), (1800, 900, 1680), (3600, 900, 3480)])
    func `a call ends, and is delivered for the last time, before CloudFormation stops to wait`(
        seconds: Int,
        function: Int,
        delivery: Int
    ) {
        let scripts = scripts
        let app = synthesize { MigratedClusterStack(scripts: scripts, timeout: .seconds(seconds)) }
        #expect(app.problems == [])
        #expect(app.property("Migration", "Properties", "ServiceTimeout") == .integer(seconds))
        #expect(app.property("MigrationFunction", "Properties", "Timeout") == .integer(function))
        #expect(
            app.property("MigrationInvocation", "Properties", "MaximumEventAgeInSeconds") == .integer(delivery)
        )
        #expect(app.property("MigrationInvocation", "Properties", "MaximumRetryAttempts") == .integer(2))
    }

    @Test func `the function knows the database also where nobody tells`() {
        let scripts = scripts
        let app = synthesize { MigratedClusterStack(scripts: scripts) }
        #expect(
            app.property("MigrationFunction", "Properties", "Environment", "Variables")
                == .map([
                    "CLUSTER_ARN": .call(.getAtt, .list([.string("Cluster"), .string("DBClusterArn")])),
                    "DATABASE_NAME": .string("blog"),
                    "ON_EDITED": .string("refuse"),
                    "SECRET_ARN": .call(.ref, .string("ClusterSecret")),
                ])
        )
    }

    @Test func `the layer has the scripts and the manifest, and the function its own code`() throws {
        let scripts = scripts
        let assets = synthesize { ExistingStack(scripts: scripts) }.stacks[0].assets
        #expect(
            try names(in: assets[0])
                == "migrations/2026/V2__more.sql migrations/V1__users.sql migrations/migrations.json"
        )
        let handler = PackageFolder.file("Sources/AWSConstructs/Migration/Handler")
        let files = try FileManager.default.contentsOfDirectory(atPath: handler.path)
        #expect(try names(in: assets[1]) == files.filter { $0.hasSuffix(".py") }.sorted().joined(separator: " "))
        #expect(assets[1].content.count < 200_000)
    }

    @Test func `the layer has what undoes scripts, whether it is a file or a part of one`() throws {
        try folder.write("DROP TABLE users;\n", to: "sql/undo/U1__users.sql")
        try folder.write("-- migrate:up\nSELECT 3;\n-- migrate:down\nSELECT -3;\n", to: "sql/V3__part.sql")
        let scripts = scripts
        let app = synthesize { ExistingStack(scripts: scripts) }
        #expect(app.problems == [])
        let layer = app.stacks[0].assets[0]
        #expect(
            try names(in: layer)
                == """
                migrations/2026/V2__more.sql migrations/V1__users.sql migrations/V3__part.sql migrations/migrations.json \
                migrations/undo/U1__users.sql
                """
        )
        let cuts = """
            import hashlib, json, sys, zipfile
            layer = zipfile.ZipFile(sys.argv[1])
            for script in json.loads(layer.read("migrations/migrations.json"))["scripts"]:
                undo = script.get("undo")
                if undo is None: continue
                content = layer.read("migrations/" + undo["script"])
                assert hashlib.sha256(content).hexdigest() == undo["content"]
                print(*(content[s["offset"]:][:s["length"]].decode() for s in undo["statements"]), sep="; ", end=" | ")
            """
        #expect(try output(of: cuts, on: layer) == "DROP TABLE users | SELECT -3 | ")
    }

    @Test func `line ends, times, rights and the place of the folder change nothing`() throws {
        let scripts = scripts
        let before = synthesize { ExistingStack(scripts: scripts) }.stacks[0]
        try folder.write("CREATE TABLE users (id INT);\r\n", to: "elsewhere/V1__users.sql")
        try folder.write("\u{FEFF}SELECT 2;\r", to: "elsewhere/2026/V2__more.sql")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700, .modificationDate: Date(timeIntervalSince1970: 0)],
            ofItemAtPath: folder.url("elsewhere/V1__users.sql").path
        )
        let elsewhere = folder.url("elsewhere").path
        let after = synthesize { ExistingStack(scripts: elsewhere) }.stacks[0]
        #expect(after.template == before.template)
        #expect(after.assets.map(\.content.bytes) == before.assets.map(\.content.bytes))
    }

    @Test(
        arguments: [
            (
                ExistingStack.Options(timeout: .seconds(60)),
                """
                line:L: error[MIG002]: the migration's time is too short to work in, or longer than CloudFormation accepts; \
                got 60 s, expected 600...3600 s
                  fix: choose 600 s
                """
            ),
            (
                ExistingStack.Options(timeout: .seconds(3601)),
                """
                line:L: error[MIG002]: the migration's time is too short to work in, or longer than CloudFormation accepts; \
                got 3601 s, expected 600...3600 s
                  fix: choose 3600 s
                """
            ),
            (
                ExistingStack.Options(set: "a b"),
                """
                line:L: error[MIG001]: the name of the set can't be kept in the history; got a b, \
                expected 1...64 letters, digits, - and _
                  fix: choose a name such as main
                """
            ),
            (
                ExistingStack.Options(secret: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:blog"),
                """
                line:L: error[MIG003]: the ARN of the secret is not one; got \
                arn:aws:secretsmanager:eu-west-1:123456789012:secret:blog, \
                expected arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 characters>
                  fix: copy the ARN from the console, or from the output of the stack that made it
                """
            ),
            (
                ExistingStack.Options(secret: "blog-secret"),
                """
                line:L: error[MIG003]: the ARN of the secret is not one; got blog-secret, \
                expected arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 characters>
                  fix: copy the ARN from the console, or from the output of the stack that made it
                """
            ),
        ] as [(ExistingStack.Options, String)]
    )
    func `what AWS doesn't accept is refused`(options: ExistingStack.Options, problem: String) {
        let scripts = scripts
        let app = synthesize { ExistingStack(scripts: scripts, options) }
        #expect(app.problems == [problem.replacing(":L:", with: ":\(ExistingStack.line):")])
    }

    @Test func `what a stack adds to the dependencies of a migration takes none away`() {
        let scripts = scripts
        let app = synthesize { WaitingStack(scripts: scripts) }
        #expect(app.problems == [])
        #expect(
            app.property("Migration", "DependsOn")
                == .list(["MigrationPolicy", "MigrationInvocation", "First"].map(TemplateNode.string))
        )
    }

    @Test func `another stack can wait for a migration, and can't import what it changes`() throws {
        let scripts = scripts
        let app = MigratedApp.$scripts.withValue(scripts) { Synthesizer.synthesize(MigratedApp.self) }
        #expect(
            app.problems == [
                """
                line:\(MigratedApp.line): error[SYN013]: Reader refers to a value of another stack that changes with \
                deploys, which an export in use can't; got Migration.Head, expected a value that stays, or one of the \
                same stack
                  fix: put what it orders into dependsOn instead
                """
            ]
        )
        #expect(app.stacks.map(\.name) == ["database", "service"])
        #expect(app.stacks.last?.dependencies == ["database"])
    }

    private func names(in asset: AssetContent) throws -> String {
        try output(of: "import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist(), end='')", on: asset)
    }

    private func output(of python: String, on asset: AssetContent) throws -> String {
        try Data(asset.content.bytes).write(to: folder.url("asset.zip"))
        return try ProcessRun(URL(filePath: "/usr/bin/env"), ["python3", "-c", python, folder.url("asset.zip").path])
            .output
    }
}

struct MigratedClusterStack: Stack {
    static let line = #line + 20
    let vpc = VPC()
    let cluster: AuroraCluster
    let migration: SchemaMigration

    init(
        scripts: String,
        readers: Int = 0,
        durability: Durability = .ephemeral,
        edited: SchemaMigration.EditedScripts = .refuse,
        timeout: Duration = .seconds(3600)
    ) {
        cluster = AuroraCluster(
            engine: .postgresql("16.4"),
            database: "blog",
            capacity: .serverless(0.5...1),
            subnets: vpc.isolatedSubnets,
            durability: durability,
            readers: readers
        )
        migration = SchemaMigration(of: cluster, scripts: scripts, timeout: timeout, onEdited: edited)
    }
}

struct ExistingStack: Stack {
    struct Options: Sendable {
        var timeout = Duration.seconds(600)
        var set = "main"
        var secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:blog-AbCdEf"
        var key: String? = "arn:aws:kms:eu-west-1:123456789012:key/0123"
        var edited = SchemaMigration.EditedScripts.refuse
        var rollback = SchemaMigration.StackRollback.keep
        var unmanaged = SchemaMigration.UnmanagedDatabase.fail
    }

    static let line = #line + 4
    let migration: SchemaMigration

    init(scripts: String, _ options: Options = Options()) {
        migration = SchemaMigration(
            of: .existing(
                clusterARN: "arn:aws:rds:eu-west-1:123456789012:cluster:blog",
                secretARN: .init(options.secret),
                secretKeyARN: options.key.map { .init($0) }
            ),
            engine: .mysql,
            database: "blog",
            scripts: scripts,
            set: options.set,
            timeout: options.timeout,
            onEdited: options.edited,
            onRollback: options.rollback,
            onUnmanaged: options.unmanaged
        )
    }
}

/// A stack that waits for the migration of another, and one property that wants too much of it.
private struct MigratedApp: App {
    @TaskLocal static var scripts = ""
    static let line = #line + 10
    let service: Service
    let database: ExistingStack

    struct Service: Stack {
        let waiting = Resource(type: "Custom::Waiting")
        let reader: Resource

        init(_ database: ExistingStack) {
            waiting.dependsOn = [database.migration]
            reader = Resource(type: "Custom::Reader", properties: ["Head": JSONValue(database.migration.head)])
        }
    }

    init() {
        database = ExistingStack(scripts: Self.scripts)
        service = Service(database)
    }
}

private struct WaitingStack: Stack {
    let first = Resource(type: "Custom::First")
    let migration: SchemaMigration

    init(scripts: String) {
        migration = ExistingStack(scripts: scripts).migration
        migration.resource.dependsOn = [first]
    }
}
