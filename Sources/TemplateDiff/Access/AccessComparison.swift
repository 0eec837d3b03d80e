/// Compares who may do what: statements of policies and rules of security groups.
struct AccessComparison {
    init(_ comparison: StackComparison) {}

    func add(to difference: inout StackDifference) {}
}
