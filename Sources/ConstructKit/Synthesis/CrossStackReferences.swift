internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// What stacks of one app want of each other: it becomes exports of one and imports of the other.
///
/// An export is named `<stack name>-<logical ID>-<attribute>` by the producer's own name, and the consumer is told that
/// name by a parameter, so that one app can be deployed twice in an account.
struct CrossStackReferences {
    /// An attribute that another stack wants.
    struct Export: Hashable {
        let id: String
        /// Nil for `Ref`.
        let attribute: String?
        let isList: Bool
        /// The logical ID of the condition that the resource exists under.
        let condition: String?
    }

    /// A stack needs another, and this is the first place that says so.
    struct Need {
        let consumer: Int
        let producer: Int
        let reason: Reason
    }

    /// What refers to another stack, and where.
    struct Reason {
        let text: String
        let place: Place?
    }

    private(set) var exports: [Int: OrderedSet<Export>] = [:]
    private(set) var needs: [Need] = []
    /// The producers that each consumer imports from.
    private var imports: [Int: Set<Int>] = [:]
    private let names: [String]

    init(names: [String]) {
        self.names = names
    }

    mutating func need(_ producer: Int, by consumer: Int, reason: String, at place: Place?) {
        guard !needs.contains(where: { $0.consumer == consumer && $0.producer == producer }) else { return }
        needs.append(Need(consumer: consumer, producer: producer, reason: Reason(text: reason, place: place)))
    }

    /// Registers an export and gives the expression that imports it.
    mutating func importing(_ export: Export, from producer: Int, by consumer: Int) -> TemplateNode {
        exports[producer, default: []].append(export)
        imports[consumer, default: []].insert(producer)
        let name = "${\(parameterName(for: producer))}-\(export.suffix)"
        let value = TemplateNode.call(.importValue, .call(.sub, .string(name)))
        return export.isList ? .call(.split, .list([.string(","), value])) : value
    }

    /// The parameters that tell a consumer the names of the stacks that it imports from.
    func parameters(of consumer: Int) -> Template.Section {
        let producers = (imports[consumer] ?? []).sorted()
        let parameters = producers.map { producer in
            let description = "The name of the stack that exports what this one uses of \(names[producer])"
            let node = TemplateNode.map([
                "Type": .string("String"), "Default": .string(names[producer]), "Description": .string(description),
            ])
            return (parameterName(for: producer), node)
        }
        return Template.Section(parameters) { first, _ in first }
    }

    /// The outputs that export what others want, in the order of the producer's elements.
    func outputs(of producer: Int, order: [String]) -> [(id: String, node: TemplateNode)] {
        let rank = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
        let sorted = (exports[producer] ?? []).sorted { left, right in
            (rank[left.id] ?? 0, left.attribute ?? "") < (rank[right.id] ?? 0, right.attribute ?? "")
        }
        return sorted.map { ($0.outputID, $0.output) }
    }

    private func parameterName(for producer: Int) -> String {
        names[producer].filter { $0 != "-" }.startingWithCapital + "StackName"
    }
}

extension CrossStackReferences.Export {
    /// Export names have no dots.
    private var attributeName: String {
        (attribute ?? "Ref").filter { $0 != "." }
    }

    fileprivate var suffix: String { "\(id)-\(attributeName)" }

    fileprivate var output: TemplateNode {
        var body: OrderedDictionary<String, TemplateNode> = [:]
        body["Condition"] = condition.map(TemplateNode.string)
        body["Value"] = value
        body["Export"] = .map(["Name": .call(.sub, .string("${AWS::StackName}-\(suffix)"))])
        return .map(body)
    }

    fileprivate var outputID: String { "Export\(id)\(attributeName)" }

    private var value: TemplateNode {
        let value: TemplateNode =
            if let attribute {
                .call(.getAtt, .list([.string(id), .string(attribute)]))
            } else {
                .call(.ref, .string(id))
            }
        return isList ? .call(.join, .list([.string(","), value])) : value
    }
}
