internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// Elements that need each other in a circle, so that none can be the first.
///
/// A circle of security groups has a code of its own, as it has a way out of its own.
enum Circles {
    typealias Circle = [DependencyStep<TemplateLocation>]

    static func findings(in facts: TemplateFacts) -> [Finding] {
        resourceCircles(in: facts).map { circle in
            CircularSecurityGroups.isOne(circle, in: facts)
                ? CircularSecurityGroups.finding(of: circle) : CircularDependency.finding(of: circle, "resources")
        } + conditionCircles(in: facts).map { CircularDependency.finding(of: $0, "conditions") }
    }

    private static func resourceCircles(in facts: TemplateFacts) -> [Circle] {
        var graph = DependencyGraph<TemplateLocation>(nodes: facts.template.resources.keys)
        for use in facts.uses where use.section == .resources && use.isDependency {
            graph.add(from: use.owner, to: use.target, because: use.location)
        }
        return graph.sorted().cycles
    }

    private static func conditionCircles(in facts: TemplateFacts) -> [Circle] {
        var graph = DependencyGraph<TemplateLocation>(nodes: facts.template.conditions.keys)
        for use in facts.uses where use.section == .conditions && use.kind == .condition {
            graph.add(from: use.owner, to: use.target, because: use.location)
        }
        return graph.sorted().cycles
    }
}

extension Circles.Circle {
    /// `First → Second → First`.
    var text: String {
        (prefix(1).map(\.from) + map(\.to)).joined(separator: " → ")
    }

    var trace: [Finding.Trace] {
        map { Finding.Trace("\($0.from) needs \($0.to): \($0.reason.elementPath)", at: $0.reason) }
    }

    var location: TemplateLocation {
        first?.reason ?? TemplateLocation()
    }
}

extension TemplateLocation {
    /// The way from an element on, without the functions on it: `Properties.Names.0`, or `DependsOn`.
    fileprivate var elementPath: String {
        let path = components.dropFirst(2).filter { !$0.hasPrefix("Fn::") }
        return path.first == "DependsOn" ? "DependsOn" : path.joined(separator: ".")
    }
}
