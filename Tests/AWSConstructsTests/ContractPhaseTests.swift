import Borealis
import Foundation
import TemplateModel
import TestSupport
import Testing

@Suite struct ContractPhaseTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("CREATE TABLE users (id INT, name TEXT);\n", to: "sql/V1__users.sql")
        try folder.write(
            "-- borealis:phase contract\n-- borealis:allow SQL201 \"unused\"\nDROP TABLE names;\n",
            to: "sql/V2__drop.sql"
        )
    }

    @Test func `scripts of the second phase are run after the application`() {
        let scripts = folder.url("sql").path
        let app = synthesize { PhasedStack(scripts: scripts, hasContract: true) }
        #expect(app.problems == [])
        #expect(app.property("Migration", "Properties", "Phase") == .string("expand"))
        #expect(app.property("Contraction", "Properties", "Phase") == .string("contract"))
        #expect(
            app.property("Contraction", "DependsOn") == .list(["Migration", "Application"].map(TemplateNode.string))
        )
        for name in [
            "ServiceToken", "ScriptsHash", "ClusterArn", "SecretArn", "Set", "ServiceTimeout", "OnEdited", "OnRollback",
            "OnUnmanaged",
        ] {
            #expect(app.property("Contraction", "Properties", name) != nil, "\(name)")
            #expect(
                app.property("Contraction", "Properties", name) == app.property("Migration", "Properties", name),
                "\(name)"
            )
        }
        #expect(app.property("Contraction", "Metadata") == nil, "the list of scripts is there once")
    }

    @Test func `a script of the second phase without one is refused`() {
        let scripts = folder.url("sql").path
        let app = synthesize { PhasedStack(scripts: scripts, hasContract: false) }
        #expect(
            app.problems == [
                """
                line:\(PhasedStack.line): error[MIG004]: a script waits for a phase that the app doesn't have; got \
                V2__drop.sql with borealis:phase contract, expected a ContractPhase of the migration, which runs such \
                scripts
                  fix: add ContractPhase(of: migration, after: [application])
                """
            ]
        )
    }
}

private struct PhasedStack: Stack {
    static let line = #line + 6
    let migration: SchemaMigration
    let application = Resource(type: "Custom::Application")
    let contraction: ContractPhase?

    init(scripts: String, hasContract: Bool) {
        migration = SchemaMigration(
            of: .existing(
                clusterARN: "arn:aws:rds:eu-west-1:123456789012:cluster:blog",
                secretARN: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:blog-AbCdEf"
            ),
            engine: .mysql,
            database: "blog",
            scripts: scripts
        )
        contraction = hasContract ? ContractPhase(of: migration, after: [application]) : nil
    }
}
