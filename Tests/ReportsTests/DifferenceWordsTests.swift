import BorealisDiagnostics
import BorealisReports
import TemplateDiff
import TemplateModel
import Testing

/// What is said of single changes.
@Suite struct DifferenceWordsTests {
    private func difference(_ resources: ResourceChange...) -> StackDifference {
        var difference = StackDifference(stack: "blog", baseline: Baseline(.file, name: "out"))
        difference.resources = resources
        return difference
    }

    private func human(_ difference: StackDifference) -> String {
        report([difference]).text(as: .human, width: 200)
    }

    private func cluster(_ action: ResourceChange.Action) -> ResourceChange {
        var cluster = ResourceChange(action, "Cluster", type: "AWS::RDS::DBCluster")
        cluster.retention = Retention(.delete, by: .deletionPolicy, isWritten: true)
        return cluster
    }

    @Test func `a guard says may where a replacement is uncertain`() {
        var changed = cluster(.update)
        changed.replacement = .conditional
        var difference = difference(changed)
        difference.guards = [Guard(.replace, stack: "blog", logicalID: "Cluster", reason: "why", place: nil)]
        #expect(human(difference).contains("✗ Cluster  may be replaced"))
        difference.resources[0].replacement = .always
        #expect(human(difference).contains("✗ Cluster  is replaced"))
    }

    @Test func `a guard says how to do without the change, and then how it may pass`() {
        var difference = difference(cluster(.remove))
        difference.guards = [Guard(.remove, stack: "blog", logicalID: "Cluster", reason: "why", place: nil)]
        let lines = """
                  fix: keep the resource, or set its DeletionPolicy to Retain in a deploy before
                  or let it pass: --allow remove:blog.Cluster

            """
        #expect(human(difference).contains(lines))
        #expect(human(difference).contains("Loses data or protection (1 to allow)\n"))
        #expect(
            human(difference).hasSuffix(
                "exit 3: 1 change loses data or protection: take it back, or allow it by its flag\n"
            )
        )
        difference.guards[0].isAllowed = true
        #expect(!human(difference).contains("fix:"))
    }

    @Test(arguments: [
        (ResourceChange.Action.rename(from: "OldCluster"), "Cluster is made anew, as it was OldCluster"),
        (.remove, "Cluster is removed"),
    ])
    func `who refers to what goes is told what becomes of it`(action: ResourceChange.Action, words: String) {
        var user = ResourceChange(.update, "User", type: "T")
        let call = ChangedValue.value(.call(.ref, .string("Cluster")))
        let cause = PropertyChange.Cause.resource("Cluster", attribute: nil)
        user.properties = [PropertyChange(.indirect(cause), ["Properties", "P"], before: call, after: call)]
        #expect(human(difference(cluster(action), user)).contains("(changes because \(words))"))
    }

    @Test func `a rename says how to keep the old one, and says it once`() {
        var difference = difference(cluster(.rename(from: "OldCluster")))
        difference.remarks = [
            Diagnostic(
                .known(.renamedLogicalID),
                severity: .warning,
                at: nil,
                "OldCluster has another logical ID",
                got: "Cluster",
                expected: "OldCluster",
                fix: "pin the old one"
            )
        ]
        let text = human(difference)
        #expect(text.contains("was OldCluster: CloudFormation makes a new one and removes the old one\n"))
        #expect(text.contains("      fix: pin the old one\n"))
        #expect(!text.contains("Worth knowing"))
        difference.guards = [Guard(.replace, stack: "blog", logicalID: "Cluster", reason: "why", place: nil)]
        #expect(human(difference).contains("      fix: pin the old one\n      or let it pass: --allow"))
    }

    @Test func `of a long text that changes both sides are shown`() {
        let text = { (letter: String) in (1...200).map { "\(letter) \($0)" }.joined(separator: "\n") }
        var resource = ResourceChange(.update, "R", type: "T")
        resource.properties = [
            PropertyChange(
                .changed,
                ["Properties", "P"],
                before: Sample.value(text("old")),
                after: Sample.value(text("new"))
            )
        ]
        let lines = human(difference(resource)).split(separator: "\n").map { $0.drop { $0 == " " } }
        #expect(lines.count { $0.hasPrefix("- old") } == 40)
        #expect(lines.count { $0.hasPrefix("+ new") } == 40)
        #expect(lines.count { $0 == "… 160 more lines, 1061 more bytes, in --format json" } == 2)
        resource.properties[0] = PropertyChange(
            .changed,
            ["Properties", "P"],
            before: Sample.value(String(repeating: "o", count: 20_000)),
            after: Sample.value(String(repeating: "n", count: 20_000))
        )
        let long = human(difference(resource))
        #expect(long.count { $0 == "o" } > 7_900 && long.count { $0 == "n" } > 7_900)
    }

    @Test func `what a table tells is left out of the entry, but for what it can't show`() {
        var role = ResourceChange(.update, "Role", type: "AWS::IAM::Role")
        let path = ["Properties", "Policies", "0", "PolicyDocument", "Statement", "0"]
        role.properties = [
            PropertyChange(.changed, path + ["Action"], before: Sample.value("s3:Get*"), after: Sample.value("s3:*")),
            PropertyChange(.changed, path + ["Sid"], before: Sample.value("Read"), after: Sample.value("All")),
            PropertyChange(.added, ["Properties", "Path"], before: nil, after: Sample.value("/blog/")),
        ]
        var difference = difference(role)
        #expect(human(difference).contains("Statement.0.Action"))
        difference.statements = [StatementChange(.added, "Role", effect: "Allow", actions: ["s3:*"])]
        let text = human(difference)
        #expect(!text.contains("Statement.0.Action"))
        #expect(text.contains("Statement.0.Sid: Read → All") && text.contains("+ Path: /blog/"))
        #expect(text.contains("what it may do, or lets in and out, is above"))
        #expect(report([difference]).text(as: .json).contains("\"s3:Get*\""))
    }

    private func migrated(_ kinds: [ScriptChange.Kind], unchanged: Int = 0) -> StackDifference {
        var migration = MigrationChange(logicalID: "Migrations", set: "main", engine: nil, folder: nil)
        migration.unchanged = unchanged
        migration.scripts = kinds.map { ScriptChange($0, name: "V1__a.sql", before: "a1", after: "b2") }
        var resource = ResourceChange(.update, "Migrations", type: "Custom::SchemaMigration")
        resource.properties = [
            PropertyChange(
                .changed,
                ["Properties", "ScriptsHash"],
                before: Sample.value("a1"),
                after: Sample.value("b2")
            )
        ]
        var difference = difference(resource)
        difference.migrations = [migration]
        return difference
    }

    @Test(arguments: [
        ([ScriptChange.Kind.new], 0, "set main  1 script runs\n"),
        (
            [.new, .rerun, .edited, .removed, .accepted(reason: "x")], 11,
            "set main  2 scripts run, 2 are refused, 1 is accepted as it is; 11 unchanged\n"
        ),
        ([.edited], 1, "set main  1 script is refused; 1 unchanged\n"),
    ])
    func `scripts are counted by what becomes of them`(kinds: [ScriptChange.Kind], unchanged: Int, words: String) {
        let text = human(migrated(kinds, unchanged: unchanged))
        #expect(text.contains(words), "\(text)")
        #expect(text.contains("its scripts are above") && !text.contains("ScriptsHash"))
    }

    @Test func `a rebuild is told before its scripts`() {
        var rebuilt = migrated([.edited])
        rebuilt.migrations[0].isRebuild = true
        #expect(human(rebuilt).contains("everything in the database is dropped, and all scripts run anew"))
        #expect(human(rebuilt).contains("was edited after it was applied: the database is made anew"))
        #expect(report([rebuilt]).text(as: .json).contains("\"isRebuild\": true"))
    }

    @Test func `a database that is ahead is told, and what it has more is not refused`() {
        var ahead = migrated([.removed])
        ahead.migrations[0].isAhead = true
        ahead.migrations[0].scripts[0].isRefused = false
        let text = human(ahead)
        #expect(text.contains("the database has newer scripts, and none of these runs; 1 script differs and is let be"))
        #expect(text.contains("- V1__a.sql  was applied and is gone\n"))
        #expect(report([ahead]).text(as: .json).contains("\"isAhead\": true"))
    }
}
