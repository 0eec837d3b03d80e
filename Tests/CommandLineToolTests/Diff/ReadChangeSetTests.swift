import BorealisAWSClient
import BorealisCommandLineTool
import BorealisDiagnostics
import TemplateDiff
import TemplateModel
import Testing

/// A change set, read twice.
@Suite struct ReadChangeSetTests {
    private typealias Read = CloudFormationClient.ChangeSet

    @Test func `what one reading leaves out comes from the other`() throws {
        let plain = read(
            change("Cluster", details: [detail("EngineVersion"), detail("MasterUserPassword", source: "Automatic")]),
            change("Dropped", replacement: "True")
        )
        var valued = change("Cluster", details: [detail("EngineVersion", path: "/Properties/EngineVersion")])
        valued.beforeContext = #"{"Properties": {"EngineVersion": "16.1"}}"#
        valued.afterContext = #"{"Properties": {"EngineVersion": "16.10"}}"#
        valued.physicalID = nil
        valued.replacement = nil
        let result = try ReadChangeSet(plain, withValues: read(valued, change("Late", action: "Add")))
        #expect(result.gaps == [])
        #expect(result.changeSet.resources.map(\.logicalID) == ["Cluster", "Dropped", "Late"])
        let cluster = try #require(result.changeSet.resources.first)
        #expect(cluster.physicalID == "physical-Cluster")
        #expect(cluster.replacement == .no)
        let before = TemplateDocument(Array(#"{"Properties": {"EngineVersion": "16.1"}}"#.utf8)).root
        let after = TemplateDocument(Array(#"{"Properties": {"EngineVersion": "16.10"}}"#.utf8)).root
        #expect((cluster.before, cluster.after) == (before, after))
        #expect(cluster.details.map(\.path) == ["/Properties/EngineVersion", nil])
        #expect(cluster.details.map(\.name) == ["EngineVersion", "MasterUserPassword"])
    }

    @Test func `a change set that is gone at the second reading is what the first one was`() throws {
        let result = try ReadChangeSet(read(change("A", action: "Remove")), withValues: nil)
        #expect(result.changeSet.resources.map(\.action) == [.remove])
        #expect(result.changeSet.name == "changes")
    }

    @Test func `a resource that is replaced by two changes of one name keeps both`() throws {
        let changes = read(change("A", action: "Remove"), change("A", action: "Add"))
        let result = try ReadChangeSet(changes, withValues: changes)
        #expect(result.changeSet.resources.map(\.action) == [.remove, .add])
    }

    @Test func `an action that isn't known is an error`() throws {
        let problem = #expect(throws: Diagnostic.self) {
            try ReadChangeSet(read(change("A", action: "Shrink")), withValues: nil)
        }
        #expect(problem?.code == "DIF035")
        #expect(problem?.got == "Shrink")
    }

    @Test func `what else isn't known is a gap`() throws {
        var odd = change("A", replacement: "Perhaps")
        odd.afterContext = #"{"Properties": {"#
        let result = try ReadChangeSet(read(odd), withValues: read(odd))
        #expect(result.changeSet.resources.map(\.replacement) == [nil])
        #expect(
            result.gaps == [
                Gap("the change set says of its replacement: Perhaps", logicalID: "A"),
                Gap("what the change set says of it as it would be can't be read", logicalID: "A"),
            ]
        )
    }

    @Test(arguments: [
        ("CREATE_COMPLETE", "AVAILABLE", nil, nil),
        ("FAILED", "UNAVAILABLE", "The submitted information didn't contain changes. Submit different", nil),
        ("FAILED", "UNAVAILABLE", "No updates are to be performed.", nil),
        ("FAILED", "UNAVAILABLE", "Export x is in use", "FAILED, UNAVAILABLE"),
        ("FAILED", "UNAVAILABLE", nil, "FAILED, UNAVAILABLE"),
        ("CREATE_IN_PROGRESS", "UNAVAILABLE", nil, "CREATE_IN_PROGRESS, UNAVAILABLE"),
        ("CREATE_COMPLETE", "OBSOLETE", nil, "CREATE_COMPLETE, OBSOLETE"),
        ("CREATE_COMPLETE", "EXECUTE_COMPLETE", nil, "CREATE_COMPLETE, EXECUTE_COMPLETE"),
        ("DELETE_FAILED", "", nil, "DELETE_FAILED"),
    ])
    func `only a change set that can be executed, or has nothing to do, is read`(
        status: String,
        execution: String,
        reason: String?,
        got: String?
    ) {
        var changes = read()
        (changes.status, changes.executionStatus, changes.statusReason) = (status, execution, reason)
        let problem = Diagnostic.failedChangeSet(changes, stack: "database")
        #expect(problem?.got == got)
        #expect(problem?.detail == (got == nil ? nil : reason))
    }

    private func read(_ changes: CloudFormationClient.Change...) -> Read {
        var read = Read()
        (read.name, read.status, read.executionStatus, read.changes) = ("changes", "CREATE_COMPLETE", "", changes)
        return read
    }

    private func change(
        _ logicalID: String,
        action: String = "Modify",
        replacement: String? = "False",
        details: [CloudFormationClient.Detail] = []
    ) -> CloudFormationClient.Change {
        var change = CloudFormationClient.Change()
        (change.action, change.logicalID, change.type) = (action, logicalID, "AWS::RDS::DBCluster")
        (change.physicalID, change.replacement, change.details) = ("physical-\(logicalID)", replacement, details)
        return change
    }

    private func detail(
        _ name: String,
        path: String? = nil,
        source: String = "DirectModification"
    ) -> CloudFormationClient.Detail {
        var detail = CloudFormationClient.Detail()
        (detail.attribute, detail.name, detail.path, detail.changeSource) = ("Properties", name, path, source)
        return detail
    }
}
