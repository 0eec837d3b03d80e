import BorealisDiagnostics
import OrderedCollections
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

/// What CloudFormation adds to what the templates say.
@Suite struct ChangeSetMergeTests {
    private static let template = """
        Parameters:
          Port: {Type: Number, Default: 3306}
          Password: {Type: String, NoEcho: true}
        Resources:
          Group: {Type: "AWS::RDS::DBSubnetGroup"}
          Cluster: {Type: "AWS::RDS::DBCluster", Properties: {Tags: [{Key: ApiToken, Value: t}]}}
          Writer: {Type: "AWS::RDS::DBInstance"}
        """

    private static func comparison(_ changeSet: ChangeSet, after: String? = nil) -> StackDifference {
        StackComparison(
            stack: "blog",
            baseline: Baseline(.deployed, name: "stack blog"),
            before: ComparedTemplate(text: template, named: "before"),
            after: ComparedTemplate(text: after ?? template, named: "after"),
            changeSet: changeSet,
            schema: Schemas.schema
        )
        .difference()
    }

    // MARK: of equal templates

    struct Case: CustomTestStringConvertible, Sendable {
        let reported: ChangeSet.ResourceChange
        let change: ResourceChange
        var testDescription: String { "\(reported.action) \(reported.replacement?.rawValue ?? "")" }

        init(
            _ reported: ChangeSet.ResourceChange,
            _ action: ResourceChange.Action,
            _ edit: (inout ResourceChange) -> Void
        ) {
            self.reported = reported
            var change = ResourceChange(action, reported.logicalID, type: reported.type)
            change.evidence = .changeSet
            change.physicalID = reported.physicalID
            change.place = Place(file: "after", line: 6, column: 3)
            edit(&change)
            self.change = change
        }
    }

    static let cases = [
        Case(.init(.add, "Cluster"), .add) { _ in },
        Case(.init(.import, "Cluster"), .import) { _ in },
        Case(.init(.remove, "Cluster", policyAction: "Snapshot"), .remove) {
            $0.retention = Retention(.snapshot, by: .deletionPolicy, isWritten: false)
            $0.contents = "the rows of its tables"
            $0.place = Place(file: "before", line: 6, column: 3)
        },
        Case(.init(.remove, "Cluster"), .remove) {
            $0.retention = Retention(.snapshot, by: .deletionPolicy, isWritten: false)
            $0.contents = "the rows of its tables"
            $0.place = Place(file: "before", line: 6, column: 3)
        },
        Case(.init(.dynamic, "Cluster"), .update) {
            $0.replacement = .conditional
            $0.retention = Retention(.delete, by: .updateReplacePolicy, isWritten: false)
            $0.contents = "the rows of its tables"
        },
        Case(
            .init(
                .modify,
                "Cluster",
                replacement: .no,
                details: [.init("/Properties/Port", "3306", "3307", source: "ParameterReference", cause: "Port")]
            ),
            .update
        ) {
            $0.properties = [
                property(.indirect(.parameter("Port")), ["Properties", "Port"], "3306", "3307", .never)
            ]
        },
        Case(
            .init(
                .modify,
                "Cluster",
                replacement: .yes,
                policyAction: "ReplaceAndRetain",
                details: [.init("/Properties/KmsKeyId", "a", "b", recreation: "Always")]
            ),
            .update
        ) {
            $0.replacement = .always
            $0.retention = Retention(.retain, by: .updateReplacePolicy, isWritten: false)
            $0.contents = "the rows of its tables"
            $0.properties = [property(.changed, ["Properties", "KmsKeyId"], "a", "b", .always)]
        },
        Case(
            .init(
                .modify,
                "Cluster",
                replacement: .conditional,
                details: [
                    .init(
                        "/Properties/DBSubnetGroupName",
                        "a",
                        "{{changeSet:KNOWN_AFTER_APPLY}}",
                        recreation: "Always",
                        evaluation: "Dynamic",
                        source: "ResourceAttribute",
                        cause: "Group.DBSubnetGroupName"
                    )
                ]
            ),
            .update
        ) {
            $0.replacement = .conditional
            $0.retention = Retention(.delete, by: .updateReplacePolicy, isWritten: false)
            $0.contents = "the rows of its tables"
            var change = PropertyChange(
                .indirect(.resource("Group", attribute: "DBSubnetGroupName")),
                ["Properties", "DBSubnetGroupName"],
                before: .value(.string("a")),
                after: .unknown
            )
            change.replacement = .conditional
            change.evidence = .changeSet
            $0.properties = [change]
        },
    ]

    private static func property(
        _ kind: PropertyChange.Kind,
        _ path: [String],
        _ before: String?,
        _ after: String?,
        _ replacement: ResourceChange.Replacement
    ) -> PropertyChange {
        let values = [before, after].map { $0.map { ChangedValue.value(.string($0)) } }
        var property = PropertyChange(kind, path, before: values[0], after: values[1])
        property.replacement = replacement
        property.evidence = .changeSet
        return property
    }

    @Test(arguments: cases)
    func `what only CloudFormation says is added`(_ example: Case) {
        #expect(Self.comparison(ChangeSet([example.reported])).resources == [example.change])
    }

    @Test func `resources are in the order of the template`() {
        let changes = ChangeSet([.init(.modify, "Writer"), .init(.modify, "Other"), .init(.modify, "Group")])
        #expect(Self.comparison(changes).resources.map(\.logicalID) == ["Group", "Writer", "Other"])
    }

    @Test func `a resource that is only noted anew is no change`() {
        let difference = Self.comparison(ChangeSet([.init(.syncWithActual, "Cluster")]))
        #expect(difference.isEmpty)
        #expect(difference.remarks.map(\.problem) == ["Cluster is already what the template says"])
    }

    @Test func `what is so already is no property that changes`() {
        let detail = ChangeSet.Detail("/Properties/Port", "1", "1", source: "NoModification")
        #expect(
            Self.comparison(ChangeSet([.init(.modify, "Cluster", details: [detail])])).resources.first?.properties == []
        )
    }

    @Test func `of a nested stack it isn't known what changes`() {
        var detail = ChangeSet.Detail(attribute: "Properties")
        detail.changeSource = "Automatic"
        let nested = ChangeSet.ResourceChange(.modify, "Nested", "AWS::CloudFormation::Stack", details: [detail])
        let difference = Self.comparison(ChangeSet([nested]))
        #expect(difference.resources.map(\.properties) == [[]])
        #expect(difference.gaps == [Gap("what changes inside the nested stack isn't known", logicalID: "Nested")])
    }

    @Test func `metadata and policies are no properties`() {
        var detail = ChangeSet.Detail(attribute: "DeletionPolicy")
        (detail.before, detail.after) = ("Delete", "Retain")
        let changes = ChangeSet([.init(.modify, "Cluster", details: [detail])])
        #expect(
            Self.comparison(changes).resources.first?.properties
                == [Self.property(.changed, ["DeletionPolicy"], "Delete", "Retain", .never)]
        )
    }

    // MARK: values

    @Test func `values are taken from the resource as a whole where it is told`() throws {
        var resource = ChangeSet.ResourceChange(
            .modify,
            "Cluster",
            details: [.init("/Properties/Scaling/Max", nil, nil), .init("/Properties/New"), .init("/Properties/Old")]
        )
        resource.before = .map(["Properties": .map(["Scaling": .map(["Max": .integer(1)]), "Old": .string("o")])])
        resource.after = .map(["Properties": .map(["Scaling": .map(["Max": .integer(2)]), "New": .list([])])])
        let properties = Self.comparison(ChangeSet([resource])).resources.first?.properties ?? []
        #expect(properties.map(\.kind) == [.changed, .added, .removed])
        #expect(properties.map(\.before) == [.value(.integer(1)), nil, .value(.string("o"))])
        #expect(properties.map(\.after) == [.value(.integer(2)), .value(.list([])), nil])
    }

    @Test func `values that were not read are not known`() {
        let changes = ChangeSet([.init(.modify, "Cluster", details: [.init("Port")])])
        let properties = Self.comparison(changes).resources.first?.properties ?? []
        #expect(properties.map(\.kind) == [.changed])
        #expect(properties.map { [$0.before, $0.after] } == [[.unknown, .unknown]])
    }

    @Test(arguments: [
        ChangeSet.Detail("/Properties/MasterUserPassword", "hunter2", "hunter3"),
        ChangeSet.Detail("/Properties/Port", "hunter2", "hunter3", source: "ParameterReference", cause: "Password"),
        ChangeSet.Detail("/Properties/Port", "****", "****"),
        ChangeSet.Detail("/Properties/Url", "https://me:hunter2@a", "https://me:hunter3@a"),
        ChangeSet.Detail("/Properties/Tags/0/Value", "hunter2", "hunter3"),
    ])
    func `secrets are not shown`(_ detail: ChangeSet.Detail) {
        let difference = Self.comparison(ChangeSet([.init(.modify, "Cluster", details: [detail])]))
        #expect(difference.resources.first?.properties.map { [$0.before, $0.after] } == [[.hidden, .hidden]])
        #expect(!"\(difference)".contains("hunter"))
    }

    // MARK: change sets that say nothing

    @Test(arguments: [
        "The submitted information didn't contain changes. Submit different information to create a change set.",
        "No updates are to be performed.",
    ])
    func `a change set without changes proves that there are none`(_ reason: String) {
        let changes = ChangeSet(name: "review", status: "FAILED", statusReason: reason)
        var expected = StackDifference(stack: "blog", baseline: Baseline(.deployed, name: "stack blog"))
        expected.baseline.changeSet = "review"
        #expect(Self.comparison(changes) == expected)
    }

    @Test(arguments: [
        ("FAILED", "make the change set anew"), ("CREATE_PENDING", "wait until it is made"),
        ("CREATE_IN_PROGRESS", "wait until it is made"), ("DELETE_COMPLETE", "make the change set anew"),
    ])
    func `a change set that can't be executed says nothing`(_ status: String, _ fix: String) throws {
        var changes = ChangeSet([.init(.remove, "Cluster")])
        (changes.status, changes.statusReason) = (status, "Template error")
        let difference = Self.comparison(changes)
        #expect(difference.isEmpty && difference.baseline.changeSet == nil)
        let remark = try #require(difference.remarks.first)
        #expect(remark.code == .known(.failedChangeSet) && remark.severity == .error && difference.remarks.count == 1)
        #expect(remark.got == status && remark.fix == fix && remark.detail == "Template error")
    }

    @Test func `the empty change set of an unchanged stack changes nothing`() {
        var expected = Self.comparison(
            ChangeSet(name: "", status: "FAILED", statusReason: "No updates are to be performed")
        )
        expected.baseline.changeSet = "review"
        #expect(Self.comparison(ChangeSet([])) == expected)
    }
}
