import BorealisDiagnostics
import OrderedCollections
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

/// What a change set makes of changes that the templates say.
@Suite struct ConfirmedChangeTests {
    private static var comparison: StackComparison {
        StackComparison(
            stack: "blog",
            baseline: Baseline(.deployed, name: "stack blog"),
            before: ComparedTemplate(
                text: "Resources: {Old: {Type: \"A::B::C\"}, Cluster: {Type: \"AWS::RDS::DBCluster\"}}"
            ),
            after: ComparedTemplate(
                text: "Resources: {Cluster: {Type: \"AWS::RDS::DBCluster\"}, New: {Type: \"A::B::C\"}}"
            ),
            schema: Schemas.schema
        )
    }

    private static func merged(_ resources: [ResourceChange], _ changes: ChangeSet) -> StackDifference {
        var difference = StackDifference(stack: "blog", baseline: Baseline(.deployed, name: "stack blog"))
        difference.resources = resources
        ChangeSetMerge(changes, in: comparison).merge(into: &difference)
        return difference
    }

    private static func update(
        _ replacement: ResourceChange.Replacement = .never,
        _ properties: [PropertyChange] = []
    ) -> ResourceChange {
        var change = ResourceChange(.update, "Cluster", type: "AWS::RDS::DBCluster")
        change.replacement = replacement
        change.properties = properties
        return change
    }

    private static func property(
        _ path: [String],
        _ replacement: ResourceChange.Replacement = .never,
        evidence: Evidence = .offline
    ) -> PropertyChange {
        var property = PropertyChange(.changed, path, before: .value(.string("a")), after: .value(.string("b")))
        property.replacement = replacement
        property.evidence = evidence
        return property
    }

    typealias Verdict = (ResourceChange.Replacement, ChangeSet.ResourceChange.Replacement?, ResourceChange.Replacement)

    @Test(
        arguments: [
            (.never, .no, .never), (.never, .conditional, .conditional), (.never, .yes, .always), (.never, nil, .never),
            (.conditional, .no, .never), (.conditional, .conditional, .conditional), (.conditional, .yes, .always),
            (.conditional, nil, .conditional), (.always, .no, .always), (.always, .conditional, .always),
            (.always, .yes, .always), (.always, nil, .always),
        ] as [Verdict]
    )
    func `CloudFormation settles what is open and adds to what is certain`(_ verdict: Verdict) {
        let changes = ChangeSet([.init(.modify, "Cluster", replacement: verdict.1)])
        let difference = Self.merged([Self.update(verdict.0)], changes)
        #expect(difference.resources.map(\.replacement) == [verdict.2])
        let isDisputed = verdict.0 == .always && (verdict.1 == .no || verdict.1 == .conditional)
        #expect(difference.remarks.map(\.code) == (isDisputed ? [.known(.replacedResource)] : []))
    }

    @Test func `what both say is known from both`() {
        var removal = ResourceChange(.remove, "Old", type: "A::B::C")
        removal.retention = Retention(.retainExceptOnCreate, by: .deletionPolicy, isWritten: true)
        let ours = [
            Self.update(
                .conditional,
                [Self.property(["Properties", "KmsKeyId"], .conditional), Self.property(["Metadata", "x"])]
            ),
            ResourceChange(.add, "New", type: "A::B::C"), removal,
        ]
        let changes = ChangeSet([
            .init(.remove, "Old", policyAction: "Retain"), .init(.add, "New"),
            .init(
                .modify,
                "Cluster",
                replacement: .yes,
                policyAction: "ReplaceAndSnapshot",
                details: [
                    .init("/Properties/KmsKeyId", "k", "l", recreation: "Always"), .init("/Properties/Port", "1", "2"),
                ]
            ),
        ])
        var cluster = Self.update(
            .always,
            [
                Self.property(["Properties", "KmsKeyId"], .always, evidence: .both), Self.property(["Metadata", "x"]),
            ]
        )
        var port = PropertyChange(
            .changed,
            ["Properties", "Port"],
            before: .value(.string("1")),
            after: .value(.string("2"))
        )
        port.evidence = .changeSet
        cluster.properties.append(port)
        cluster.retention = Retention(.snapshot, by: .updateReplacePolicy, isWritten: false)
        cluster.physicalID = "blog-cluster"
        cluster.evidence = .both
        var (added, removed) = (ours[1], ours[2])
        (added.evidence, removed.evidence, removed.physicalID) = (.both, .both, "blog-old")
        let difference = Self.merged(ours, changes)
        #expect(difference.resources == [cluster, added, removed])
        #expect(difference.gaps == [] && difference.remarks == [])
    }

    @Test func `a rename is confirmed by its removal and its addition`() {
        let rename = ResourceChange(.rename(from: "Old"), "New", type: "A::B::C")
        let changes = ChangeSet([
            .init(.add, "New", "A::B::C"), .init(.remove, "Old", "A::B::C", policyAction: "Delete"),
        ])
        var expected = rename
        expected.evidence = .both
        expected.physicalID = "blog-old"
        expected.retention = Retention(.delete, by: .deletionPolicy, isWritten: false)
        #expect(Self.merged([rename], changes).resources == [expected])
    }

    @Test func `a value that the template writes the same is told as CloudFormation has it`() {
        let call = ChangedValue.value(.call(.ref, .string("Port")))
        let property = PropertyChange(.indirect(.parameter("Port")), ["Properties", "Port"], before: call, after: call)
        let detail = ChangeSet.Detail("/Properties/Port", "1", "2", source: "ParameterReference", cause: "Port")
        let changes = ChangeSet([.init(.modify, "Cluster", details: [detail])])
        let properties = Self.merged([Self.update(.never, [property])], changes).resources.first?.properties
        #expect(properties?.map { [$0.before, $0.after] } == [[.value(.string("1")), .value(.string("2"))]])
        #expect(properties?.map(\.kind) == [.indirect(.parameter("Port"))])
    }

    @Test func `what CloudFormation knows to be new has no properties that change`() {
        let changes = ChangeSet([.init(.add, "Cluster")])
        let difference = Self.merged([Self.update(.always, [Self.property(["Properties", "Port"])])], changes)
        #expect(difference.resources.map(\.action) == [.add])
        #expect(difference.resources.map(\.properties) == [[]] && difference.resources.map(\.replacement) == [.never])
    }

    @Test(arguments: [
        ([["Properties", "Port"]], true), ([["Metadata", "x"]], true), ([["DependsOn"]], false),
        ([["DependsOn"], ["UpdatePolicy"]], true), ([], true),
    ])
    func `what CloudFormation doesn't name is told, unless it never names it`(_ paths: [[String]], _ isTold: Bool) {
        let difference = Self.merged([Self.update(.never, paths.map { Self.property($0) })], ChangeSet([]))
        #expect(difference.resources.map(\.evidence) == [.offline])
        let gap = Gap("the change set doesn't say that it changes", logicalID: "Cluster")
        #expect(difference.gaps == (isTold ? [gap] : []))
    }

    @Test func `a proof that nothing changes answers what the templates leave open`() {
        var difference = StackDifference(stack: "blog", baseline: Baseline(.deployed, name: "stack blog"))
        difference.gaps = [Gap("the value of the SSM parameter /blog/size is read at the deploy")]
        let changes = ChangeSet(name: "review", status: "FAILED", statusReason: "No updates are to be performed")
        ChangeSetMerge(changes, in: Self.comparison).merge(into: &difference)
        #expect(difference.gaps == [])
    }

    @Test func `a change set that was merged adds nothing when it is merged again`() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let changes = ChangeSet(
                ["Old", "Cluster", "New", "Other"].filter { _ in Bool.random(using: &random) }.map {
                    .random($0, using: &random)
                }
            )
            let replacement = ResourceChange.Replacement.random(using: &random)
            let cause = Self.property(["Properties", "Port"], min(replacement, .random(using: &random)))
            var ours = [Self.update(replacement, [cause])]
            if Bool.random(using: &random) { ours.append(ResourceChange(.rename(from: "Old"), "New", type: "A::B::C")) }
            let once = Self.merged(ours, changes)
            var twice = once
            ChangeSetMerge(changes, in: Self.comparison).merge(into: &twice)
            #expect(twice == once, "seed \(seed)")
        }
    }
}

extension ResourceChange.Replacement {
    fileprivate static func random(using random: inout SeededGenerator) -> Self {
        [.never, .conditional, .always].randomElement(using: &random) ?? .never
    }
}

extension ChangeSet.ResourceChange {
    fileprivate static func random(_ logicalID: String, using random: inout SeededGenerator) -> Self {
        let actions: [Action] = [.add, .modify, .modify, .modify, .remove, .import, .dynamic, .syncWithActual]
        let policies = [nil, "Delete", "Retain", "ReplaceAndSnapshot"]
        let details = ["/Properties/Port", "/Properties/Tags/0/Value", "Port", "/Properties/KmsKeyId"].filter { _ in
            Bool.random(using: &random)
        }
        return Self(
            actions.randomElement(using: &random) ?? .modify,
            logicalID,
            replacement: [nil, .yes, .no, .conditional].randomElement(using: &random) ?? nil,
            policyAction: policies.randomElement(using: &random) ?? nil,
            details: details.map { path in
                ChangeSet.Detail(
                    path,
                    [nil, "a", "****"].randomElement(using: &random) ?? nil,
                    [nil, "b"].randomElement(using: &random) ?? nil,
                    recreation: ["Never", "Conditionally", "Always"].randomElement(using: &random),
                    evaluation: ["Static", "Dynamic"].randomElement(using: &random),
                    source: ["DirectModification", "ParameterReference", "NoModification", "Automatic"]
                        .randomElement(using: &random),
                    cause: Bool.random(using: &random) ? "Port" : nil
                )
            }
        )
    }
}
