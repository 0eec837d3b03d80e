import Borealis
import Foundation
import TemplateModel
import TestSupport
import Testing

@Suite struct MigrationReactionTests {
    private let folder: TemporaryFolder
    private var scripts: String { folder.url("sql").path }

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("CREATE TABLE users (id INT);\n", to: "sql/V1__users.sql")
        try folder.write("DROP TABLE users;\n", to: "sql/U1__users.sql")
        try folder.write("CREATE TABLE posts (id INT);\n", to: "sql/V003__posts.sql")
        try folder.write("SELECT 1;\n", to: "sql/R__names.sql")
    }

    @Test func `what nobody has chosen loses no data`() {
        let scripts = scripts
        let app = synthesize { ExistingStack(scripts: scripts) }
        #expect(app.problems == [])
        #expect(reactions(of: app) == ["refuse", "keep", "fail"])
    }

    @Test(
        arguments: [
            (.adopt, "adopt"), (.baseline(at: "1"), "baseline:1"), (.baseline(at: "3"), "baseline:3"),
            (.baseline(at: "0003.0"), "baseline:3"),
        ] as [(SchemaMigration.UnmanagedDatabase, String)]
    )
    func `a database with tables is taken over as the stack says`(
        unmanaged: SchemaMigration.UnmanagedDatabase,
        text: String
    ) {
        let scripts = scripts
        let app = synthesize { ExistingStack(scripts: scripts, .init(unmanaged: unmanaged)) }
        #expect(app.problems == [])
        #expect(reactions(of: app) == ["refuse", "keep", text])
    }

    @Test(
        arguments: [
            ("2", "2", "1"), ("4", "4", "3"), ("0", "0", "1"), ("three", "three", "3"), ("", "an empty one", "3"),
            ("3,mode:drop", "3,mode:drop", "3"),
        ]
    )
    func `a database is at no version that no script has`(version: String, got: String, nearest: String) {
        let scripts = scripts
        let app = synthesize { ExistingStack(scripts: scripts, .init(unmanaged: .baseline(at: version))) }
        #expect(
            app.problems == [
                """
                line:\(ExistingStack.line): error[MIG006]: no script has the version that the database is taken to be at; \
                got \(got), expected a version that a script has; the last is 3
                  fix: say .baseline(at: "\(nearest)")
                """
            ]
        )
    }

    @Test func `a baseline script has a version too`() throws {
        try folder.write("CREATE TABLE users (id INT);\n", to: "sql/B2__all.sql")
        let scripts = scripts
        let app = synthesize { ExistingStack(scripts: scripts, .init(unmanaged: .baseline(at: "2"))) }
        #expect(app.problems == [])
    }

    @Test func `a developer's own database is rebuilt`() {
        let scripts = scripts
        let app = synthesize { MigratedClusterStack(scripts: scripts, edited: .rebuild) }
        #expect(app.problems == [])
        #expect(reactions(of: app) == ["rebuild", "keep", "fail"])
        let setting = app.property("MigrationFunction", "Properties", "Environment", "Variables", "ON_EDITED")
        #expect(setting == .string("rebuild"))
    }

    @Test(arguments: [Durability.standard, .irreplaceable])
    func `a database that is worth something is not rebuilt`(durability: Durability) {
        let scripts = scripts
        let app = synthesize { MigratedClusterStack(scripts: scripts, durability: durability, edited: .rebuild) }
        #expect(
            app.problems == [
                """
                line:\(MigratedClusterStack.line): error[MIG005]: the database would be emptied where a script was \
                edited, and its data is not to be lost; got a cluster of durability: .\(durability), expected a cluster \
                of the app with durability: .ephemeral
                  fix: say onEdited: .refuse
                """
            ]
        )
    }

    @Test func `a database of which nobody knows what it is worth is not rebuilt`() {
        let scripts = scripts
        let app = synthesize { ExistingStack(scripts: scripts, .init(edited: .rebuild)) }
        #expect(
            app.problems == [
                """
                line:\(ExistingStack.line): error[MIG005]: the database would be emptied where a script was edited, and \
                its data is not to be lost; got a cluster that exists already, expected a cluster of the app with \
                durability: .ephemeral
                  fix: say onEdited: .refuse
                """
            ]
        )
    }

    @Test func `a newest script that nothing undoes is told where rollbacks undo`() {
        let scripts = scripts
        let app = synthesize { ExistingStack(scripts: scripts, .init(rollback: .undo)) }
        #expect(
            app.problems == [
                """
                line:\(ExistingStack.line): warning[MIG007]: a rollback of the stack can't undo the newest script, nor \
                what is below it; got V003__posts.sql, expected a script that undoes it: U7__orders.sql for V7__orders.sql
                  fix: write it, or say onRollback: .keep
                """
            ]
        )
        #expect(reactions(of: app) == ["refuse", "undo", "fail"])
    }

    @Test func `of scripts below one that can be undone nothing is said`() throws {
        try folder.write("CREATE TABLE tags (id INT);\n", to: "sql/V4__tags.sql")
        try folder.write("DROP TABLE tags;\n", to: "sql/U4__tags.sql")
        let scripts = scripts
        let app = synthesize { ExistingStack(scripts: scripts, .init(rollback: .undo)) }
        #expect(app.problems == [])
    }

    private func reactions(of app: SynthesizedApp) -> [String] {
        ["OnEdited", "OnRollback", "OnUnmanaged"].map { name in
            guard case .string(let text)? = app.property("Migration", "Properties", name) else { return "" }
            return text
        }
    }
}
