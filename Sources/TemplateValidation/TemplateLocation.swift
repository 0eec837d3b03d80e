internal import BorealisDiagnostics

/// A way into a template that costs nothing to extend: only findings make a list of it.
struct TemplateLocation {
    private final class Step: Sendable {
        let component: String
        let before: Step?

        init(_ component: String, after before: Step?) {
            self.component = component
            self.before = before
        }
    }

    private var last: Step?

    init(_ components: String...) {
        for component in components {
            last = Step(component, after: last)
        }
    }

    func appending(_ component: String) -> TemplateLocation {
        var longer = self
        longer.last = Step(component, after: last)
        return longer
    }

    func appending(_ index: Int) -> TemplateLocation {
        appending(String(index))
    }

    var components: [String] {
        Array(sequence(first: last) { $0?.before }.lazy.compactMap { $0?.component }).reversed()
    }

    /// As a person calls it: `Cluster.ScalingConfiguration.MinCapacity`.
    var name: String {
        components.enumerated().filter { $0.offset == 1 || $0.offset > 2 }.map(\.element).joined(separator: ".")
    }

    /// The way from a resource's properties on: `ScalingConfiguration.MinCapacity`.
    var propertyText: String {
        components.dropFirst(3).joined(separator: ".")
    }

    /// Whether the name of the property says that it is a password, a key or the like, or a list of those.
    var mayHoldSecret: Bool {
        let names = components.drop { $0 != "Properties" }.filter { Int($0) == nil && !$0.hasPrefix("Fn::") }
        return names.last.map(SecretWords.areIn) ?? false
    }
}
