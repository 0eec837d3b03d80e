internal import OrderedCollections

/// What needs what: resources or conditions of a template, or stacks of an app.
package struct DependencyGraph<Reason> {
    /// What each node needs, and the first reason for it.
    private var arrows: OrderedDictionary<String, OrderedDictionary<String, Reason>> = [:]

    package init(nodes: some Sequence<String>) {
        for node in nodes {
            arrows[node] = [:]
        }
    }

    /// Names that are no nodes are passed over.
    package mutating func add(from node: String, to other: String, because reason: Reason) {
        guard arrows[other] != nil, arrows[node]?[other] == nil else { return }
        arrows[node]?[other] = reason
    }

    /// The nodes in an order in which each comes after those that it needs, otherwise as they were given; and circles,
    /// of which no two share a node.
    package func sorted() -> (order: [String], cycles: [[DependencyStep<Reason>]]) {
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
            /// How deep the last node of a circle is, up to this one; -1 for none.
            var lastInCircle: Int
            var next = 0
        }

        let arrows: OrderedDictionary<String, OrderedDictionary<String, Reason>>
        var order: [String] = []
        var cycles: [[DependencyStep<Reason>]] = []
        private var frames: [Frame] = []
        private var done: Set<String> = []
        /// The nodes of the frames, and how deep each is.
        private var active: [String: Int] = [:]

        init(arrows: OrderedDictionary<String, OrderedDictionary<String, Reason>>) {
            self.arrows = arrows
        }

        mutating func visit(_ root: String) {
            guard !done.contains(root) else { return }
            enter(root)
            while let frame = frames.last {
                guard let outgoing = arrows[frame.node]?.elements, frame.next < outgoing.count else {
                    finish(frame.node)
                    continue
                }
                frames[frames.count - 1].next += 1
                follow(to: outgoing[frame.next].key)
            }
        }

        private mutating func enter(_ node: String) {
            active[node] = frames.count
            frames.append(Frame(node: node, lastInCircle: frames.last?.lastInCircle ?? -1))
        }

        private mutating func follow(to node: String) {
            if let depth = active[node] {
                guard let last = frames.last, last.lastInCircle < depth else { return }
                for index in frames.indices[depth...] {
                    frames[index].lastInCircle = index
                }
                cycles.append(circle(through: frames[depth...].map(\.node)))
            } else if !done.contains(node) {
                enter(node)
            }
        }

        private mutating func finish(_ node: String) {
            frames.removeLast()
            active[node] = nil
            done.insert(node)
            order.append(node)
        }

        private func circle(through nodes: [String]) -> [DependencyStep<Reason>] {
            zip(nodes, nodes.dropFirst() + nodes.prefix(1)).compactMap { from, to in
                arrows[from]?[to].map { DependencyStep(from: from, to: to, reason: $0) }
            }
        }
    }
}
