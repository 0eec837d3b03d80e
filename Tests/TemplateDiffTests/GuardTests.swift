import TemplateDiff
import Testing

@Suite struct GuardTests {
    @Test func `the key of a guard names kind, stack and logical ID`() {
        let barrier = Guard(.replace, stack: "database", logicalID: "Cluster", reason: "", place: nil)
        #expect(barrier.key == "replace:database.Cluster")
    }
}
