import BorealisTesting
import Testing

@Test func `the template is the one that was reviewed`() throws {
    try synthesize(DatabaseStack()).expectSnapshot()
}
