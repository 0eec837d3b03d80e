/// Compares two templates: resources, properties, and all that is no resource.
struct TemplateComparison {
    init(_ comparison: StackComparison) {}

    func add(to difference: inout StackDifference) {}
}
