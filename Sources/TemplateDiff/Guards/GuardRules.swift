/// Finds what loses data or weakens what protects it.
struct GuardRules {
    init(_ comparison: StackComparison) {}

    func add(to difference: inout StackDifference) {}
}
