internal import BorealisDiagnostics
internal import OrderedCollections

/// What needs what: resources of a template, or stacks of an app.
struct DependencyGraph {
    struct Arrow {
        let to: String
        let reason: String
        let place: Place?
    }

    private var arrows: OrderedDictionary<String, [Arrow]> = [:]

    init(nodes: some Sequence<String>) {
        for node in nodes {
            arrows[node] = []
        }
    }

    mutating func add(_ arrow: Arrow, from node: String) {
        guard arrows[arrow.to] != nil, arrows[node]?.contains(where: { $0.to == arrow.to }) == false else { return }
        arrows[node]?.append(arrow)
    }

    /// The nodes in an order in which each comes after those that it needs, otherwise as they were given; and circles,
    /// of which no two share a node.
    func sorted() -> (order: [String], cycles: [[DependencyStep]]) {
        var walk = Walk(arrows: arrows)
        for node in arrows.keys {
            walk.visit(node)
        }
        return (walk.order, walk.cycles)
    }

    /// A depth-first walk with its own stack, as a chain of references can be as long as a template.
    private struct Walk {
        private struct Frame {
            let node: String
            var next = 0
        }

        let arrows: OrderedDictionary<String, [Arrow]>
        var order: [String] = []
        var cycles: [[DependencyStep]] = []
        private var inCircles: Set<String> = []
        private var done: Set<String> = []
        private var active: OrderedDictionary<String, Arrow?> = [:]

        init(arrows: OrderedDictionary<String, [Arrow]>) {
            self.arrows = arrows
        }

        mutating func visit(_ root: String) {
            guard !done.contains(root) else { return }
            var frames = [Frame(node: root)]
            active[root] = .some(nil)
            while let frame = frames.last {
                let outgoing = arrows[frame.node] ?? []
                guard frame.next < outgoing.count else {
                    finish(frame.node)
                    frames.removeLast()
                    continue
                }
                frames[frames.count - 1].next += 1
                follow(outgoing[frame.next], into: &frames)
            }
        }

        private mutating func follow(_ arrow: Arrow, into frames: inout [Frame]) {
            if active.keys.contains(arrow.to) {
                let circle = circle(closedBy: arrow, from: frames[frames.count - 1].node)
                if inCircles.isDisjoint(with: circle.map(\.from)) {
                    cycles.append(circle)
                    inCircles.formUnion(circle.map(\.from))
                }
            } else if !done.contains(arrow.to) {
                active[arrow.to] = .some(arrow)
                frames.append(Frame(node: arrow.to))
            }
        }

        private mutating func finish(_ node: String) {
            active.removeValue(forKey: node)
            done.insert(node)
            order.append(node)
        }

        /// The active nodes from the one that is reached again, which are the circle.
        private func circle(closedBy last: Arrow, from lastNode: String) -> [DependencyStep] {
            guard let start = active.index(forKey: last.to) else { return [] }
            let nodes = Array(active.keys[start...])
            var steps: [DependencyStep] = []
            for (from, to) in zip(nodes, nodes.dropFirst()) {
                if case .some(.some(let arrow)) = active[to] {
                    steps.append(DependencyStep(from: from, to: to, reason: arrow.reason, place: arrow.place))
                }
            }
            return steps
                + [DependencyStep(from: lastNode, to: last.to, reason: last.reason, place: last.place)]
        }
    }
}
