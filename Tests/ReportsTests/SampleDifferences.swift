import BorealisDiagnostics
import TemplateDiff
import TemplateModel

/// Differences to report: one with everything that there is, and small ones.
enum Sample {
    static let longText = String(repeating: "0123456789", count: 30)

    static func swift(_ line: Int) -> Place { Place(file: "/app/stacks/Blog/Blog.swift", line: line) }

    /// What AWS says in several lines.
    static var failure: Diagnostic {
        Diagnostic(
            .known(.unreadableBaseline),
            at: swift(7),
            "the stack api can't be read",
            got: "AccessDenied",
            expected: "a template",
            fix: "allow cloudformation:GetTemplate",
            trace: [Diagnostic.Trace("it is made here", at: swift(9))],
            detail: "User is not authorized\r\nRequestId 4711\nHTTP status 403"
        )
    }

    static var notice: Diagnostic {
        Diagnostic(
            .known(.idleAllowance),
            severity: .warning,
            at: nil,
            "nothing needs the allowance",
            got: "x:y.Z",
            fix: "leave it out",
            trace: [Diagnostic.Trace("the command line has it", at: nil)],
            detail: "its first line\nits second line"
        )
    }

    static func value(_ text: String) -> ChangedValue { .value(.string(text)) }

    /// Everything of the model, with texts that could break a format.
    static var everything: StackDifference {
        var difference = StackDifference(
            stack: "blog",
            baseline: Baseline(.deployed, name: "stack blog-prod in eu-west-1", changeSet: "release-42")
        )
        difference.resources = resources
        difference.elements = elements
        difference.statements = statements
        difference.networkRules = rules
        difference.migrations = [migration]
        difference.guards = guards
        difference.remarks = [
            Diagnostic(
                .known(.renamedLogicalID),
                severity: .note,
                at: swift(90),
                "Uploads moved without another name",
                fix: "keep the old one with .logicalID(\"Uploads\")",
                trace: [Diagnostic.Trace("the old one was here", at: swift(12))]
            ),
            Diagnostic(
                .known(.changedType),
                severity: .warning,
                at: swift(61),
                "CloudFormation refuses it",
                got: "Queue"
            ),
            Diagnostic(
                .known(.changedType),
                severity: .warning,
                at: swift(62),
                "CloudFormation refuses it",
                got: "Topic"
            ),
            Diagnostic(
                .known(.changedType),
                severity: .warning,
                at: swift(63),
                "CloudFormation refuses it",
                got: "Topic"
            ),
        ]
        difference.gaps = [
            Gap("the value of the SSM parameter /blog/größe is read at the deploy", logicalID: "Handler"),
            Gap("transform Acme::Macro|v2 may change anything"),
        ]
        difference.rewrites = 3
        return difference
    }

    private static var guards: [Guard] {
        var allowed = Guard(
            .weakenRetention,
            stack: "blog",
            logicalID: "Logs",
            reason: "DeletionPolicy becomes Delete: @everyone, see #12 | <b>",
            place: swift(40)
        )
        allowed.isAllowed = true
        return [
            allowed,
            Guard(
                .replace,
                stack: "blog",
                logicalID: "Cluster",
                reason: "UpdateReplacePolicy is Delete: the rows of its tables are lost",
                place: swift(14)
            ),
            Guard(
                .editSQL,
                stack: "blog",
                logicalID: "Migrations",
                reason: "V2__users.sql was edited after it was applied",
                place: Place(file: "/app/sql/blog/V2__users.sql", line: 1)
            ),
            Guard(.removeExport, stack: "blog", logicalID: "Endpoint", reason: "api imports it", place: nil),
        ]
    }

    private static var statements: [StatementChange] {
        [
            StatementChange(
                .removed,
                "Role",
                effect: "Allow",
                actions: ["s3:GetObject"],
                resources: ["!Sub ${Uploads.Arn}/*"]
            ),
            StatementChange(
                .added,
                "Role",
                effect: "Deny",
                principals: ["AWS: !Ref Admin|Role", "not Service: lambda.amazonaws.com"],
                actions: ["rds-data:BatchExecuteStatement", "rds-data:ExecuteStatement"],
                resources: ["!GetAtt Cluster.DBClusterArn"],
                conditions: ["StringEquals aws:SourceAccount !Ref AWS::AccountId"]
            ),
        ]
    }

    private static var rules: [NetworkRuleChange] {
        [
            NetworkRuleChange(.added, "Firewall", .ingress, networkProtocol: "TCP", ports: "3306", peer: "0.0.0.0/0"),
            NetworkRuleChange(.removed, "Firewall", .egress, networkProtocol: "all", ports: "all", peer: "!Ref Office"),
        ]
    }
}

// MARK: - Resources

extension Sample {
    private static var resources: [ResourceChange] {
        let all = [cluster, instance, handler, uploads, archive, queue, subnet, note, role, imported]
        return all.map { resource in
            var resource = resource
            if resource.evidence == .offline { resource.evidence = .both }
            resource.properties = resource.properties.map(confirmed)
            return resource
        } + [logs]
    }

    private static var cluster: ResourceChange {
        var cluster = ResourceChange(.update, "Cluster", type: "AWS::RDS::DBCluster")
        cluster.physicalID = "blog-prod-cluster-1x2y3z"
        cluster.replacement = .always
        cluster.retention = Retention(.delete, by: .updateReplacePolicy, isWritten: true)
        cluster.contents = "the rows of its tables"
        cluster.place = swift(14)
        cluster.evidence = .both
        var encryption = PropertyChange(
            .changed,
            ["Properties", "StorageEncrypted"],
            before: .value(.boolean(false)),
            after: .value(.boolean(true))
        )
        encryption.replacement = .always
        encryption.evidence = .both
        var subnets = PropertyChange(
            .indirect(.resource("Subnet", attribute: nil)),
            ["Properties", "DBSubnetGroupName"],
            before: .value(.call(.ref, .string("Subnet"))),
            after: .value(.call(.ref, .string("Subnet")))
        )
        subnets.replacement = .conditional
        cluster.properties = [
            PropertyChange(.changed, ["Properties", "EngineVersion"], before: value("16.10"), after: value("16.1")),
            encryption, subnets,
            PropertyChange(.changed, ["Properties", "MasterUserPassword"], before: .hidden, after: .hidden),
            PropertyChange(.added, ["Properties", "Tags", "Team.A"], before: nil, after: value("Datenbänke 数据库")),
            PropertyChange(.removed, ["Properties", "Port"], before: .value(.integer(3306)), after: nil),
            PropertyChange(.changed, ["UpdateReplacePolicy"], before: value("Snapshot"), after: value("Delete")),
        ]
        return cluster
    }

    private static var instance: ResourceChange {
        var instance = ResourceChange(.update, "Writer", type: "AWS::RDS::DBInstance")
        instance.replacement = .conditional
        instance.retention = Retention(.snapshot, by: .updateReplacePolicy, isWritten: false)
        instance.place = swift(30)
        instance.evidence = .changeSet
        var size = PropertyChange(
            .indirect(.parameter("Size")),
            ["Properties", "DBInstanceClass"],
            before: value("db.serverless"),
            after: .unknown
        )
        size.evidence = .changeSet
        size.replacement = .conditional
        instance.properties = [
            size,
            PropertyChange(
                .indirect(.mapping("Zones")),
                ["Properties", "AvailabilityZone"],
                before: value("eu-west-1a"),
                after: value("eu-west-1b")
            ),
        ]
        return instance
    }

    private static var handler: ResourceChange {
        var handler = ResourceChange(.update, "Handler", type: "AWS::Lambda::Function")
        handler.place = swift(55)
        let document =
            #"{"a": {"one": 1, "two": [1, 2, 3], "three": "x", "four": 4, "five": 5, "six": 6}, "z": "@END@"}"#
        handler.properties = [
            PropertyChange(
                .changed,
                ["Properties", "Environment", "Variables", "SETTINGS"],
                before: value(document.replacing("@END@", with: "old")),
                after: value(document.replacing("@END@", with: "new"))
            ),
            PropertyChange(
                .changed,
                ["Properties", "Code", "ZipFile"],
                before: value((1...12).map { "line \($0)\n" }.joined()),
                after: value((1...12).map { $0 == 6 ? "line `six`\n```\n" : "line \($0)\n" }.joined())
            ),
            PropertyChange(.changed, ["Properties", "Description"], before: value(""), after: value(longText)),
            PropertyChange(
                .changed,
                ["Metadata", "note"],
                before: value("\u{1B}[2Jred\u{202E}"),
                after: value("a\u{0}b\u{85}c")
            ),
            PropertyChange(
                .changed,
                ["Properties", "FunctionName"],
                before: value("caf\u{E9}"),
                after: value("cafe\u{301}")
            ),
            PropertyChange(
                .reordered,
                ["Properties", "Layers"],
                before: .value(.list([.string("a"), .call(.ref, .string("B"))])),
                after: .value(.list([.call(.ref, .string("B")), .string("a")]))
            ),
            PropertyChange(
                .indirect(.resource("Cluster", attribute: "Endpoint.Address")),
                ["Properties", "Environment", "Variables", "HOST"],
                before: .value(.call(.getAtt, .string("Cluster.Endpoint.Address"))),
                after: .value(.call(.getAtt, .string("Cluster.Endpoint.Address")))
            ),
            PropertyChange(
                .indirect(.condition("IsLarge")),
                ["Properties", "MemorySize"],
                before: .value(.integer(128)),
                after: .value(.integer(1024))
            ),
        ]
        return handler
    }

    private static var uploads: ResourceChange {
        var uploads = ResourceChange(.rename(from: "Uploads"), "MediaUploads", type: "AWS::S3::Bucket")
        uploads.retention = Retention(.retain, by: .deletionPolicy, isWritten: true)
        uploads.contents = "its objects"
        uploads.place = swift(90)
        return uploads
    }

    private static var archive: ResourceChange {
        var archive = ResourceChange(.remove, "Archive", type: "AWS::S3::Bucket")
        archive.physicalID = "blog-archive"
        archive.retention = Retention(.delete, by: .deletionPolicy, isWritten: false)
        archive.contents = "its objects"
        return archive
    }

    private static var queue: ResourceChange {
        var queue = ResourceChange(.update, "Queue", type: "AWS::SQS::Queue")
        queue.previousType = "AWS::SNS::Topic"
        queue.replacement = .always
        queue.retention = Retention(.retainExceptOnCreate, by: .updateReplacePolicy, isWritten: true)
        queue.place = swift(61)
        return queue
    }

    private static var subnet: ResourceChange {
        var subnet = ResourceChange(.update, "Subnet", type: "AWS::RDS::DBSubnetGroup")
        subnet.replacement = .always
        subnet.retention = Retention(.delete, by: .updateReplacePolicy, isWritten: false)
        subnet.place = swift(22)
        return subnet
    }

    private static var note: ResourceChange {
        var note = ResourceChange(.add, "Topic", type: "AWS::SNS::Topic")
        note.place = swift(70)
        note.contents = "messages under way"
        return note
    }

    private static var role: ResourceChange {
        var role = ResourceChange(.update, "Role", type: "AWS::IAM::Role")
        role.place = swift(75)
        return role
    }

    private static var imported: ResourceChange {
        var imported = ResourceChange(.import, "Legacy", type: "AWS::DynamoDB::Table")
        imported.evidence = .changeSet
        return imported
    }

    private static var logs: ResourceChange {
        var logs = ResourceChange(.update, "Logs", type: "AWS::Logs::LogGroup")
        logs.contents = "its log events"
        logs.place = swift(40)
        logs.properties = [
            PropertyChange(.changed, ["DeletionPolicy"], before: value("Retain"), after: value("Delete"))
        ]
        return logs
    }
}

// MARK: - The rest

extension Sample {
    private static var elements: [ElementChange] {
        var elements = ElementChange.Section.allCases.map { section in
            let isSingle = [.formatVersion, .description, .transform].contains(section)
            var element = ElementChange(.update, section, isSingle ? section.rawValue : "Some\(section.rawValue)")
            element.properties = [
                PropertyChange(
                    .changed,
                    [],
                    before: value("was \(section.rawValue)"),
                    after: value("is \(section.rawValue)")
                )
            ]
            return element
        }
        var parameter = ElementChange(.add, .parameters, "Password")
        parameter.place = swift(8)
        parameter.properties = [PropertyChange(.added, ["Default"], before: nil, after: .hidden)]
        var used = ElementChange(.remove, .outputs, "Endpoint")
        used.export = ElementChange.Export(name: "blog-Endpoint", importers: ["api", "web"])
        var unused = ElementChange(.update, .outputs, "Arn")
        unused.export = ElementChange.Export(name: "blog-Arn", importers: [])
        unused.evidence = .changeSet
        var unclear = ElementChange(.update, .outputs, "Name")
        unclear.export = ElementChange.Export(name: "blog-Name", importers: nil)
        elements += [parameter, used, unused, unclear]
        return elements.map { element in
            var element = element
            element.evidence = element.name == "Arn" ? .changeSet : .both
            element.properties = element.properties.map(confirmed)
            return element
        }
    }

    private static func confirmed(_ property: PropertyChange) -> PropertyChange {
        var property = property
        if property.evidence == .offline { property.evidence = .both }
        return property
    }

    private static var migration: MigrationChange {
        var migration = MigrationChange(logicalID: "Migrations", set: "main", engine: "postgresql", folder: "sql/blog")
        migration.unchanged = 11
        migration.place = swift(33)
        let digits = (before: String(repeating: "a1", count: 32), after: String(repeating: "b2", count: 32))
        let kinds: [(ScriptChange.Kind, String)] = [
            (.edited, "V2__users.sql"), (.removed, "V3__gone.sql"), (.reordered, "V4__late.sql"),
            (.renamed(from: "V5__old.sql"), "V5__new.sql"), (.accepted(reason: "a comment was mended"), "V6__fine.sql"),
            (.rerun, "R__views.sql"),
        ]
        migration.scripts = [newScript]
        migration.scripts += kinds.map { kind, name in
            var script = ScriptChange(kind, name: name, before: digits.before, after: digits.after)
            script.place = Place(file: "/app/sql/blog/\(name)", line: 1)
            return script
        }
        return migration
    }

    private static var newScript: ScriptChange {
        let file = "/app/sql/blog/V12__orders.sql"
        var script = ScriptChange(.new, name: "V12__orders.sql", before: nil, after: String(repeating: "c3", count: 32))
        script.place = Place(file: file, line: 1)
        script.statements = [
            ScriptStatement(
                index: 1,
                place: Place(file: file, line: 1, column: 1),
                text: "CREATE TABLE orders (id bigint PRIMARY KEY, note text DEFAULT '`|`')",
                command: "CREATE TABLE",
                effect: "ddl additive",
                transaction: "inside",
                lock: nil
            ),
            ScriptStatement(
                index: 2,
                place: Place(file: file, line: 4, column: 1),
                text: "CREATE INDEX users_mail ON users (mail)",
                command: "CREATE INDEX",
                effect: "ddl additive",
                transaction: "outside",
                lock: "blocks writes to users (SHARE)"
            ),
            ScriptStatement(
                index: 3,
                place: Place(file: file, line: 6, column: 1),
                text: nil,
                command: "CREATE ROLE",
                effect: "dcl",
                transaction: "commits",
                lock: nil
            ),
        ]
        script.findings = [
            Diagnostic(
                .known(.emptyScript),
                severity: .warning,
                at: Place(file: file, line: 4, column: 1),
                "the index is built while writes wait",
                got: "CREATE INDEX",
                expected: "CREATE INDEX CONCURRENTLY",
                fix: "say CONCURRENTLY, in a script of its own",
                trace: [Diagnostic.Trace("the table is made here", at: Place(file: file, line: 1))],
                detail: "an index is built in several minutes"
            ),
            Diagnostic(
                .known(.emptyScript),
                severity: .warning,
                at: Place(file: file, line: 6, column: 1),
                "the index is built while writes wait",
                got: "CREATE UNIQUE INDEX"
            ),
        ]
        return script
    }

    /// A cluster that is replaced, and a script.
    static var small: StackDifference {
        var difference = StackDifference(
            stack: "blog",
            baseline: Baseline(.deployed, name: "stack blog in eu-west-1")
        )
        var cluster = ResourceChange(.update, "Cluster", type: "AWS::RDS::DBCluster")
        cluster.replacement = .always
        cluster.retention = Retention(.snapshot, by: .updateReplacePolicy, isWritten: true)
        cluster.contents = "the rows of its tables"
        cluster.place = swift(14)
        var encryption = PropertyChange(
            .added,
            ["Properties", "StorageEncrypted"],
            before: nil,
            after: .value(.boolean(true))
        )
        encryption.replacement = .always
        let capacity = PropertyChange(
            .changed,
            ["Properties", "ServerlessV2ScalingConfiguration", "MinCapacity"],
            before: .value(.number(0.5)),
            after: .value(.integer(1))
        )
        cluster.properties = [capacity, encryption]
        difference.resources = [cluster]
        difference.guards = [
            Guard(
                .replace,
                stack: "blog",
                logicalID: "Cluster",
                reason: "UpdateReplacePolicy is Snapshot: only a snapshot remains",
                place: swift(14)
            )
        ]
        var migration = MigrationChange(logicalID: "Migrations", set: "main", engine: "postgresql", folder: "sql/blog")
        migration.unchanged = 11
        migration.place = swift(33)
        var script = ScriptChange(.new, name: "V12__orders.sql", before: nil, after: String(repeating: "c3", count: 32))
        script.place = Place(file: "/app/sql/blog/V12__orders.sql", line: 1)
        script.statements = [
            ScriptStatement(
                index: 1,
                place: Place(file: "/app/sql/blog/V12__orders.sql", line: 1, column: 1),
                text: "CREATE INDEX users_mail ON users (mail)",
                command: "CREATE INDEX",
                effect: "ddl additive",
                transaction: "inside",
                lock: "blocks writes to users (SHARE)"
            )
        ]
        migration.scripts = [script]
        difference.migrations = [migration]
        return difference
    }
}
