/// Finds resources that are the same under another logical ID.
struct Renames {
    init(in comparison: StackComparison) {}

    func merge(into difference: inout StackDifference) {}
}
