import OrderedCollections
import TemplateDiff
import TemplateModel
import Testing

/// The two answers of one change set.
@Suite struct ChangeSetJoiningTests {
    @Test func `values and reasons come together`() {
        let reasons = ChangeSet([
            .init(
                .modify,
                "Cluster",
                replacement: .no,
                details: [.init("Port", source: "ParameterReference", cause: "Port")]
            ),
            .init(.remove, "Group", policyAction: "Delete"),
        ])
        var values = ChangeSet([
            .init(
                .modify,
                "Cluster",
                details: [
                    .init("/Properties/Port", "1", "2", recreation: nil, evaluation: nil, source: nil)
                ]
            )
        ])
        values.resources[0].before = .map([:])
        var expected = reasons
        expected.resources[0].before = .map([:])
        expected.resources[0].details = [
            .init("/Properties/Port", "1", "2", source: "ParameterReference", cause: "Port")
        ]
        #expect(reasons.joined(with: values) == expected)
        #expect(values.joined(with: reasons) == expected)
    }

    @Test func `the reason of a property is that of each of its parts`() {
        let reasons = ChangeSet([.init(.modify, "Cluster", details: [.init("Tags", source: "DirectModification")])])
        let values = ChangeSet([
            .init(
                .modify,
                "Cluster",
                details: [
                    .init("/Properties/Tags/0/Value", "a", "b", source: nil),
                    .init("/Properties/Tags/1", nil, "c", source: nil),
                ]
            )
        ])
        let expected = ChangeSet([
            .init(
                .modify,
                "Cluster",
                details: [
                    .init("/Properties/Tags/0/Value", "a", "b"), .init("/Properties/Tags/1", nil, "c"),
                ]
            )
        ])
        #expect(reasons.joined(with: values) == expected)
        #expect(values.joined(with: reasons) == expected)
    }

    @Test func `two reasons of one property stay two`() {
        let changes = ChangeSet([
            .init(
                .modify,
                "Cluster",
                details: [
                    .init("Port"), .init("Port", evaluation: "Dynamic", source: "ParameterReference", cause: "Port"),
                ]
            )
        ])
        #expect(changes.joined(with: changes) == changes)
    }

    @Test func `resources that one answer lacks are there`() {
        let (one, other) = (ChangeSet([.init(.add, "A")]), ChangeSet([.init(.add, "B")]))
        #expect(one.joined(with: other).resources.map(\.logicalID) == ["A", "B"])
    }

    @Test func `a change set joined with itself is itself`() {
        let changes = ChangeSet([
            .init(.modify, "Cluster", replacement: .yes, details: [.init("/Properties/KmsKeyId", "a", "b")]),
            .init(.add, "Writer"),
        ])
        #expect(changes.joined(with: changes) == changes)
    }
}
