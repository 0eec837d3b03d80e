import BorealisDiagnostics
import OrderedCollections
import SQLMigrations
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

/// What scripts are against those that were deployed.
@Suite struct MigrationComparisonTests {
    private static let users = "CREATE TABLE users (id int);\n"
    private static let posts = "CREATE TABLE posts (id int);\n"
    private static let views = "CREATE OR REPLACE VIEW v AS SELECT 1;\n"

    private static let deployed = MigratedStack(scripts: [
        "V1__users.sql": users, "V2__posts.sql": posts, "R__views.sql": views,
    ])

    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let edit: @Sendable (inout MigratedStack) -> Void
        let summary: [String]
        var testDescription: String { name }

        init(_ name: String, _ summary: [String], edit: @escaping @Sendable (inout MigratedStack) -> Void) {
            (self.name, self.edit, self.summary) = (name, edit, summary)
        }
    }

    static let cases = [
        Case("a new version", ["Migration: 3 unchanged", "V3__x.sql new, 2 statements"]) {
            $0.scripts["V3__x.sql"] = "SELECT 1;\nSELECT 2;\n"
        },
        Case(
            "version 10 after 9",
            ["Migration: 3 unchanged", "V9__a.sql new, 1 statements", "V10__b.sql new, 1 statements"]
        ) {
            $0.scripts["V10__b.sql"] = "SELECT 10;"
            $0.scripts["V9__a.sql"] = "SELECT 9;"
        },
        Case("another view", ["Migration: 2 unchanged", "R__views.sql rerun, 1 statements"]) {
            $0.scripts["R__views.sql"] = "CREATE OR REPLACE VIEW v AS SELECT 2;"
        },
        Case("a view that is gone", ["Migration: 2 unchanged", "R__views.sql removed"]) {
            $0.scripts["R__views.sql"] = nil
        },
        Case(
            "a view with another name",
            ["Migration: 2 unchanged", "R__views.sql removed", "R__more.sql new, 1 statements"]
        ) {
            $0.scripts["R__views.sql"] = nil
            $0.scripts["R__more.sql"] = views
        },
        Case("an edited script", ["Migration: 2 unchanged", "V1__users.sql edited, refused"]) {
            $0.scripts["V1__users.sql"] = "CREATE TABLE users (id bigint);\n"
        },
        Case(
            "an edited script, and a new one",
            [
                "Migration: 2 unchanged", "V1__users.sql edited, refused", "V3__x.sql new, 1 statements",
            ]
        ) {
            $0.scripts["V1__users.sql"] = "CREATE TABLE users (id bigint);\n"
            $0.scripts["V3__x.sql"] = "SELECT 1;"
        },
        Case("a removed script below the newest", ["Migration: 2 unchanged", "V1__users.sql removed, refused"]) {
            $0.scripts["V1__users.sql"] = nil
        },
        Case("an older release", ["Migration: 2 unchanged, ahead", "V2__posts.sql removed"]) {
            $0.scripts["V2__posts.sql"] = nil
        },
        Case(
            "an older release with another view",
            [
                "Migration: 1 unchanged, ahead", "V2__posts.sql removed", "R__views.sql rerun",
            ]
        ) {
            $0.scripts["V2__posts.sql"] = nil
            $0.scripts["R__views.sql"] = "CREATE OR REPLACE VIEW v AS SELECT 0;"
        },
        Case(
            "the newest replaced by another",
            [
                "Migration: 2 unchanged", "V2__posts.sql removed, refused", "V3__other.sql new, 1 statements",
            ]
        ) {
            $0.scripts["V2__posts.sql"] = nil
            $0.scripts["V3__other.sql"] = "SELECT 3;"
        },
        Case("another description", ["Migration: 2 unchanged", "V2__articles.sql renamed(from: \"V2__posts.sql\")"]) {
            $0.scripts["V2__posts.sql"] = nil
            $0.scripts["V2__articles.sql"] = posts
        },
        Case(
            "another version",
            [
                "Migration: 2 unchanged", "V3__posts.sql renamed(from: \"V2__posts.sql\"), refused",
            ]
        ) {
            $0.scripts["V2__posts.sql"] = nil
            $0.scripts["V3__posts.sql"] = posts
        },
        Case(
            "another description and text",
            [
                "Migration: 2 unchanged", "V2__articles.sql renamed(from: \"V2__posts.sql\"), refused",
            ]
        ) {
            $0.scripts["V2__posts.sql"] = nil
            $0.scripts["V2__articles.sql"] = "CREATE TABLE articles (id int);\n"
        },
        Case("a new script between old ones", ["Migration: 3 unchanged", "V1_5__x.sql reordered, refused"]) {
            $0.scripts["V1_5__x.sql"] = "SELECT 1;"
        },
        Case("an accepted edit", ["Migration: 2 unchanged", "V1__users.sql accepted(reason: \"a comment\")"]) {
            $0.scripts["V1__users.sql"] = "-- people\n" + users
            $0.rebases = [
                .init("V1__users.sql", checksum: checksum(users), change: .edited(checksum: ""), reason: "a comment")
            ]
        },
        Case("an accepted removal", ["Migration: 2 unchanged", "V1__users.sql accepted(reason: \"never used\")"]) {
            $0.scripts["V1__users.sql"] = nil
            $0.rebases = [.init("V1__users.sql", checksum: checksum(users), change: .removed, reason: "never used")]
        },
        Case(
            "a name that was accepted, and then another",
            [
                "Migration: 2 unchanged", "V1__persons.sql accepted(reason: \"better\")",
            ]
        ) {
            $0.scripts["V1__users.sql"] = nil
            $0.scripts["V1__persons.sql"] = users
            $0.rebases = [
                .init(
                    "V1__users.sql",
                    checksum: checksum(users),
                    change: .renamed("V1__p.sql", checksum: ""),
                    reason: "better"
                ),
                .init("V1__p.sql", checksum: "", change: .renamed("V1__persons.sql", checksum: ""), reason: "best"),
            ]
        },
        Case(
            "the version of a removed script",
            ["Migration: 2 unchanged", "V2__posts.sql accepted(reason: \"unused\")", "V2__x.sql reordered, refused"]
        ) {
            $0.scripts["V2__posts.sql"] = nil
            $0.scripts["V2__x.sql"] = "SELECT 2;"
            $0.rebases = [.init("V2__posts.sql", checksum: checksum(posts), change: .removed, reason: "unused")]
        },
        Case(
            "a removed script that is back under another name",
            ["Migration: 2 unchanged", "V2__x.sql accepted(reason: \"unused\")"]
        ) {
            $0.scripts["V2__posts.sql"] = nil
            $0.scripts["V2__x.sql"] = posts
            $0.rebases = [.init("V2__posts.sql", checksum: checksum(posts), change: .removed, reason: "unused")]
        },
        Case(
            "a new script below the new version of an old one",
            [
                "Migration: 2 unchanged", "V3__x.sql reordered, refused",
                "V4__posts.sql accepted(reason: \"later\")",
            ]
        ) {
            $0.scripts["V2__posts.sql"] = nil
            $0.scripts["V4__posts.sql"] = posts
            $0.scripts["V3__x.sql"] = "SELECT 3;"
            let change = Rebase.Change.renamed("V4__posts.sql", checksum: checksum(posts))
            $0.rebases = [.init("V2__posts.sql", checksum: checksum(posts), change: change, reason: "later")]
        },
        Case(
            "a new script above what is left",
            ["Migration: 2 unchanged", "V2__posts.sql accepted(reason: \"unused\")", "V1_5__x.sql new, 1 statements"]
        ) {
            $0.scripts["V2__posts.sql"] = nil
            $0.scripts["V1_5__x.sql"] = "SELECT 1;"
            $0.rebases = [.init("V2__posts.sql", checksum: checksum(posts), change: .removed, reason: "unused")]
        },
        Case("an accepted change of another text", ["Migration: 2 unchanged", "V1__users.sql edited, refused"]) {
            $0.scripts["V1__users.sql"] = "SELECT 1;"
            $0.rebases = [.init("V1__users.sql", checksum: checksum("?"), change: .edited(checksum: ""), reason: "no")]
        },
        Case(
            "a script that is edited where that rebuilds",
            [
                "Migration: 2 unchanged, rebuilt", "V1__users.sql edited, refused",
            ]
        ) {
            $0.scripts["V1__users.sql"] = "SELECT 1;"
            $0.properties["OnEdited"] = .string("rebuild")
        },
        Case("a late script where edits rebuild", ["Migration: 3 unchanged", "V1_5__x.sql reordered, refused"]) {
            $0.scripts["V1_5__x.sql"] = "SELECT 1;"
            $0.properties["OnEdited"] = .string("rebuild")
        },
    ]

    private static func checksum(_ text: String) -> String { MigratedStack.checksum(text) }

    @Test(arguments: cases)
    func `what was deployed is told from what wasn't`(_ example: Case) {
        var stack = Self.deployed
        example.edit(&stack)
        #expect(stack.difference(from: Self.deployed).migrations.map(\.summary) == [example.summary])
    }

    @Test func `the same scripts are no change`() {
        let difference = Self.deployed.difference(from: Self.deployed)
        #expect(difference.migrations == [] && difference.gaps == [])
    }

    @Test func `a new baseline is for empty databases only`() {
        var stack = Self.deployed
        stack.scripts["B2__all.sql"] = "SELECT 1;"
        #expect(stack.difference(from: Self.deployed).migrations == [])
    }

    @Test func `on a new database the newest baseline is run in place of older versions`() {
        var stack = Self.deployed
        stack.scripts["B1__one.sql"] = "SELECT 1;"
        stack.scripts["B2__two.sql"] = "SELECT 2;"
        stack.scripts["V3__x.sql"] = "SELECT 3;"
        let difference = stack.difference(from: nil)
        #expect(
            difference.migrations.map(\.summary) == [
                [
                    "Migration: 0 unchanged", "B2__two.sql new, 1 statements", "V3__x.sql new, 1 statements",
                    "R__views.sql new, 1 statements",
                ]
            ]
        )
        #expect(difference.gaps == [])
    }

    @Test func `a script that is back may have been run before`() {
        var stack = Self.deployed
        stack.scripts["V3__x.sql"] = "SELECT 1;"
        stack.rebases = [.init("V3__x.sql", checksum: Self.checksum("SELECT 1;"), change: .removed, reason: "unused")]
        let text = "V3__x.sql was removed and is back: a database that had it doesn't run it"
        #expect(stack.difference(from: Self.deployed).gaps == [Gap(text, logicalID: "Migration")])
    }

    @Test func `whether a database began with a baseline is not known`() {
        var old = Self.deployed
        old.scripts["B2__all.sql"] = "SELECT 1;"
        var stack = old
        stack.scripts["B2__all.sql"] = "SELECT 2;"
        let difference = stack.difference(from: old)
        #expect(difference.migrations.map(\.summary) == [["Migration: 3 unchanged", "B2__all.sql edited, refused"]])
        let text = "whether the database began with B2__all.sql isn't known; only then it is refused"
        #expect(difference.gaps == [Gap(text, logicalID: "Migration")])
    }

    @Test(arguments: ["SnapshotIdentifier", "SourceDBClusterIdentifier"])
    func `a new cluster that is a copy has the tables of another`(_ source: String) {
        var stack = Self.deployed
        stack.clusterProperties = [source: .string("s")]
        let gap = Gap("which scripts of set main the database has already isn't known", logicalID: "Migration")
        #expect(stack.difference(from: nil).gaps == [gap])
    }

    @Test func `what an existing database has is not known`() {
        var stack = Self.deployed
        stack.properties = [
            "ClusterArn": .string("arn:aws:rds:eu-west-1:1:cluster:c"), "OnUnmanaged": .string("adopt"),
        ]
        let difference = stack.difference(from: nil)
        #expect(difference.migrations.first?.scripts.count == 3)
        #expect(
            difference.gaps == [
                Gap(
                    "which scripts of set main the database has already isn't known, and OnUnmanaged is adopt",
                    logicalID: "Migration"
                )
            ]
        )
    }

    @Test func `a deployed template of an older format says nothing of its scripts`() {
        var old = Self.deployed
        old.omitted = nil
        var stack = Self.deployed
        stack.scripts["V3__x.sql"] = "SELECT 1;"
        let difference = stack.difference(from: old)
        #expect(difference.migrations == [])
        #expect(
            difference.gaps == [
                Gap(
                    "which scripts of set main were run isn't known: the old template doesn't name them",
                    logicalID: "Migration"
                )
            ]
        )
    }

    @Test func `without the folder the scripts are told by name`() {
        var stack = Self.deployed
        stack.scripts["V3__x.sql"] = "SELECT 1;"
        let difference = stack.difference(from: Self.deployed, hasFolder: false)
        #expect(difference.migrations.map(\.summary) == [["Migration: 3 unchanged", "V3__x.sql new"]])
        #expect(
            difference.gaps == [
                Gap(
                    "what the scripts of set main do isn't known: no folder of the app has them",
                    logicalID: "Migration"
                )
            ]
        )
    }

    @Test func `a migration under another logical ID has the scripts that it had`() {
        var stack = Self.deployed
        stack.logicalID = "Schema"
        stack.scripts["V3__x.sql"] = "SELECT 1;"
        #expect(
            stack.difference(from: Self.deployed).migrations.map(\.summary) == [
                ["Schema: 3 unchanged", "V3__x.sql new, 1 statements"]
            ]
        )
    }

    @Test func `another cluster gets all scripts`() {
        var stack = Self.deployed
        stack.cluster = "Other"
        #expect(
            stack.difference(from: Self.deployed).migrations.map(\.summary) == [
                [
                    "Migration: 0 unchanged", "V1__users.sql new, 1 statements", "V2__posts.sql new, 1 statements",
                    "R__views.sql new, 1 statements",
                ]
            ]
        )
    }

    @Test func `each script is at the resource that runs it`() {
        var old = Self.deployed
        old.hasContraction = true
        var stack = old
        stack.scripts["V3__x.sql"] = "SELECT 1;"
        stack.scripts["V4__drop.sql"] = "-- borealis:phase contract\nDROP TABLE posts;\n"
        #expect(
            stack.difference(from: old).migrations.map(\.summary) == [
                ["Migration: 3 unchanged", "V3__x.sql new, 1 statements"],
                ["Contraction: 0 unchanged", "V4__drop.sql new, 1 statements"],
            ]
        )
    }

    @Test func `on a new database what contracts is run with the rest`() {
        var stack = Self.deployed
        stack.hasContraction = true
        stack.scripts["V4__drop.sql"] = "-- borealis:phase contract\nDROP TABLE posts;\n"
        #expect(stack.difference(from: nil).migrations.map(\.summary.count) == [5])
    }

    @Test func `a script that contracts before one that expands is refused`() throws {
        var old = Self.deployed
        old.hasContraction = true
        var stack = old
        stack.scripts["V3__drop.sql"] = "-- borealis:phase contract\nDROP TABLE posts;\n"
        stack.scripts["V4__x.sql"] = "SELECT 1;"
        let migrations = stack.difference(from: old).migrations
        #expect(
            migrations.map(\.summary) == [
                ["Migration: 3 unchanged", "V4__x.sql new, 1 statements"],
                ["Contraction: 0 unchanged", "V3__drop.sql reordered, refused"],
            ]
        )
        let problem = try #require(migrations.last?.scripts.first?.findings.first { $0.code == .known(.editedHistory) })
        #expect(problem.got == "V3__drop.sql before V4__x.sql")
    }

    @Test func `findings of a script are told with it`() throws {
        var stack = Self.deployed
        stack.scripts["V3__drop.sql"] = "DROP TABLE users;\n"
        let script = try #require(stack.difference(from: Self.deployed).migrations.first?.scripts.first)
        #expect(script.place == Place(file: "sql/main/V3__drop.sql"))
        #expect(script.findings.map(\.code.rawValue) == ["SQL201", "SQL314"])
        #expect(script.findings.first?.place == Place(file: "sql/main/V3__drop.sql", line: 1, column: 1))
    }

    @Test func `two databases with the same scripts and other values are told apart by the hash`() throws {
        var stack = Self.deployed
        stack.scripts["V3__x.sql"] = "SELECT 1;"
        var other = stack
        other.rebases = [.init("V0__x.sql", checksum: "", change: .removed, reason: "other")]
        let difference = StackComparison(
            stack: "blog",
            baseline: Baseline(.deployed, name: ""),
            before: Self.deployed.template,
            after: stack.template,
            sets: [other.compared, stack.compared],
            schema: Schemas.schema
        )
        .difference()
        #expect(difference.migrations.first?.scripts.first?.statements.count == 1)
    }

    @Test func `sets of thousands of scripts are compared`() {
        let scripts = (1...3000).map { ("V\($0)__s.sql", "SELECT \($0);") }
        let old = MigratedStack(scripts: Dictionary(uniqueKeysWithValues: scripts), omitted: 1000)
        var stack = old
        stack.omitted = 1200
        for version in 3001...5000 { stack.scripts["V\(version)__s.sql"] = "SELECT \(version);" }
        let change = stack.difference(from: old).migrations.first
        #expect(change?.unchanged == 3000)
        #expect(change?.scripts.map(\.kind) == Array(repeating: .new, count: 2000))
    }
}
