/// Compares the scripts that were deployed with those that would be.
struct MigrationComparison {
    init(_ comparison: StackComparison) {}

    func add(to difference: inout StackDifference) {}
}
