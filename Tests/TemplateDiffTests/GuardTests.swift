import BorealisDiagnostics
import TemplateDiff
import TemplateModel
import Testing

@Suite struct GuardTests {
    @Test func `the key of a guard names kind, stack and logical ID`() {
        let barrier = Guard(.replace, stack: "database", logicalID: "Cluster", reason: "", place: nil)
        #expect(barrier.key == "replace:database.Cluster")
    }

    @Test func `each kind of guard has a code of its own`() {
        let codes = Guard.Kind.allCases.map(\.code)
        let expected: [CataloguedCode] = [
            .guardedReplacement, .guardedRemoval, .weakenedRetention, .weakenedProtection, .regeneratedSecret,
            .editedHistory, .removedExport,
        ]
        #expect(codes == expected)
    }

    @Test(arguments: [
        ("blog", "--allow replace:blog.C"), ("a b", "--allow 'replace:a b.C'"),
        (".t.yaml", "--allow replace:.t.yaml.C"),
        (
            "arn:aws:cloudformation:eu-west-1:1:stack/s/1",
            "--allow replace:arn:aws:cloudformation:eu-west-1:1:stack/s/1.C"
        ),
        ("$(id)", "--allow 'replace:$(id).C'"), ("it's", #"--allow 'replace:it'\''s.C'"#),
        ("ü", "--allow 'replace:ü.C'"),
    ])
    func `the flag is one word of a shell behind --allow`(stack: String, flag: String) {
        #expect(Guard(.replace, stack: stack, logicalID: "C", reason: "", place: nil).flag == flag)
    }

    @Test func `only the guard that a key names may pass`() {
        let pair = Self.pair(
            "{A: {Type: AWS::S3::Bucket}, B: {Type: AWS::S3::Bucket}, C: {Type: AWS::SNS::Topic}}",
            "{C: {Type: AWS::SNS::Topic}}"
        )
        let allowances: Set = ["remove:blog.A", "replace:blog.B", "remove:other.B", "remove:blog"]
        let difference = pair.difference(allowances: allowances)
        #expect(difference.guards.map(\.key) == ["remove:blog.A", "remove:blog.B"])
        #expect(difference.closedGuards.map(\.key) == ["remove:blog.B"])
        #expect([difference].idleAllowances(among: allowances) == ["remove:blog", "remove:other.B", "replace:blog.B"])
    }

    @Test func `a key that one of several stacks needs is not idle`() {
        let one = Self.pair("{A: {Type: AWS::S3::Bucket}}", "{C: {Type: AWS::SNS::Topic}}").difference()
        let other = StackDifference(stack: "other", baseline: Baseline(.absent, name: "nothing"))
        #expect([other, one].idleAllowances(among: ["remove:blog.A"]) == [])
    }

    @Test(arguments: [ScriptChange.Kind.edited, .removed, .reordered, .renamed(from: "V0__a.sql")])
    func `refused scripts of one custom resource are one guard`(_ kind: ScriptChange.Kind) throws {
        var difference = StackDifference(stack: "blog", baseline: Baseline(.absent, name: "nothing"))
        var change = MigrationChange(logicalID: "Migration", set: "main", engine: "mysql", folder: "sql/blog")
        change.scripts = [
            ScriptChange(kind, name: "V1__a.sql", before: "a", after: "b"),
            ScriptChange(.new, name: "V3__c.sql", before: nil, after: "c"),
            ScriptChange(.edited, name: "V2__b.sql", before: "a", after: "b"),
            ScriptChange(.accepted(reason: "typo"), name: "V4__d.sql", before: "a", after: "b"),
        ]
        difference.migrations = [change]
        GuardRules(comparison()).add(to: &difference)
        let barrier = try #require(difference.guards.first)
        #expect(difference.guards.count == 1)
        #expect(barrier.key == "edit-sql:blog.Migration")
        #expect(barrier.reason.contains("V1__a.sql") && barrier.reason.contains("V2__b.sql is edited"))
        #expect(!barrier.reason.contains("V3") && !barrier.reason.contains("V4"))
    }

    private func comparison() -> StackComparison {
        StackComparison(
            stack: "blog",
            baseline: Baseline(.absent, name: "nothing"),
            before: nil,
            after: ComparedTemplate(Template()),
            schema: Schemas.schema
        )
    }

    private static func pair(_ before: String, _ after: String) -> TemplatePair {
        TemplatePair(
            "test",
            before: ComparedTemplate(text: "Resources: \(before)"),
            after: ComparedTemplate(text: "Resources: \(after)")
        )
    }
}

/// Properties that protect: a value before and after, and whether less is protected.
@Suite struct WeakenedProtectionTests {
    static let cases: [(type: String, before: String, after: String, isGuarded: Bool)] = [
        ("AWS::RDS::DBCluster", "DeletionProtection: true", "DeletionProtection: false", true),
        ("AWS::RDS::DBCluster", "DeletionProtection: 'true'", "DeletionProtection: true", false),
        ("AWS::RDS::DBCluster", "DeletionProtection: true", "Port: 1", true),
        ("AWS::RDS::DBCluster", "Port: 1", "DeletionProtection: false", false),
        ("AWS::RDS::DBCluster", "DeletionProtection: false", "DeletionProtection: true", false),
        ("AWS::RDS::DBCluster", "DeletionProtection: true", "DeletionProtection: !Ref Unknown", true),
        ("AWS::RDS::DBCluster", "DeletionProtection: !Ref Unknown", "DeletionProtection: true", false),
        ("AWS::RDS::DBCluster", "DeletionProtection: !Ref Unknown", "DeletionProtection: false", true),
        ("AWS::RDS::DBCluster", "DeletionProtection: true", "DeletionProtection: !Ref Yes", false),
        ("AWS::RDS::DBCluster", "DeletionProtection: true", "DeletionProtection: !Ref No", true),
        ("AWS::RDS::DBCluster", "DeletionProtection: true", "DeletionProtection: !If [A, true, true]", false),
        ("AWS::RDS::DBCluster", "DeletionProtection: true", "DeletionProtection: !If [A, true, false]", true),
        ("AWS::RDS::DBCluster", "DeletionProtection: !If [A, true, false]", "DeletionProtection: true", false),
        ("AWS::RDS::DBCluster", "BackupRetentionPeriod: 7", "BackupRetentionPeriod: 6", true),
        ("AWS::RDS::DBCluster", "BackupRetentionPeriod: 7", "BackupRetentionPeriod: 10", false),
        ("AWS::RDS::DBCluster", "BackupRetentionPeriod: 2", "Port: 1", true),
        ("AWS::RDS::DBCluster", "BackupRetentionPeriod: 1", "Port: 1", false),
        ("AWS::Logs::LogGroup", "KmsKeyId: a", "RetentionInDays: 3653", true),
        ("AWS::Logs::LogGroup", "RetentionInDays: 7", "KmsKeyId: a", false),
        ("AWS::DSQL::Cluster", "KmsEncryptionKey: a", "DeletionProtectionEnabled: false", true),
        (
            "AWS::S3::Bucket", "AccelerateConfiguration: {AccelerationStatus: Enabled}",
            "PublicAccessBlockConfiguration: {BlockPublicAcls: false}", true
        ),
        (
            "AWS::S3::Bucket", "PublicAccessBlockConfiguration: {BlockPublicAcls: true}",
            "AccelerateConfiguration: {AccelerationStatus: Enabled}", true
        ),
        (
            "AWS::S3::Bucket", "PublicAccessBlockConfiguration: {BlockPublicAcls: false}",
            "AccelerateConfiguration: {AccelerationStatus: Enabled}", false
        ),
        ("AWS::KMS::Key", "Enabled: true", "Enabled: false", true),
        ("AWS::KMS::Key", "Description: a", "Enabled: true", false),
        (
            "AWS::DynamoDB::GlobalTable", "Replicas: [{Region: a, DeletionProtectionEnabled: true}]",
            "Replicas: [{Region: b}, {Region: a, DeletionProtectionEnabled: true}]", false
        ),
        (
            "AWS::DynamoDB::GlobalTable", "Replicas: [{Region: a, DeletionProtectionEnabled: true}, {Region: b}]",
            "Replicas: [{Region: b}, {Region: a}]", true
        ),
        ("AWS::SNS::Topic", "DisplayName: a", "DisplayName: b", false),
    ]

    @Test(arguments: cases.indices)
    func `less protection is guarded, and nothing else`(_ index: Int) {
        let (type, before, after, isGuarded) = Self.cases[index]
        func template(_ properties: String) -> ComparedTemplate {
            ComparedTemplate(
                text: """
                    Parameters:
                      Yes: {Type: String, Default: "true"}
                      No: {Type: String, Default: "false"}
                      Unknown: {Type: String}
                    Resources:
                      Thing:
                        Type: \(type)
                        Properties: {\(properties)}
                    """
            )
        }
        let pair = TemplatePair("test", before: template(before), after: template(after))
        let keys = pair.difference().guards.map(\.key).filter { $0.hasPrefix("weaken") }
        #expect(keys == (isGuarded ? ["weaken-protection:blog.Thing"] : []), "\(type): \(before), then \(after)")
    }

    @Test func `the value that a deployed stack keeps is the one that counts`() {
        func template(_ value: String, default days: Int = 1) -> ComparedTemplate {
            ComparedTemplate(
                text: """
                    Parameters:
                      Days: {Type: Number, Default: \(days)}
                    Resources:
                      Thing:
                        Type: AWS::RDS::DBCluster
                        Properties: {BackupRetentionPeriod: \(value)}
                    """
            )
        }
        let weaker = TemplatePair("a", before: template("!Ref Days", default: 7), after: template("!Ref Days"))
        #expect(weaker.difference().guards.map(\.kind) == [.weakenProtection])
        var before = template("7")
        #expect(TemplatePair("a", before: before, after: template("!Ref Days")).difference().guards.count == 1)
        before.parameters = ["Days": "9"]
        #expect(TemplatePair("a", before: before, after: template("!Ref Days")).difference().guards.isEmpty)
    }
}
