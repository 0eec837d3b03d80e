/// Joins what CloudFormation says with what the templates say.
struct ChangeSetMerge {
    init(_ changeSet: ChangeSet) {}

    func merge(into difference: inout StackDifference) {}
}
