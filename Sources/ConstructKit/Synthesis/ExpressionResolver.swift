internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// Turns the expressions of one stack into template nodes: elements become logical IDs, or imports from their stacks.
struct ExpressionResolver {
    let stack: Int
    let directory: Directory
    var crossStack: CrossStackReferences
    var schemas: SchemaLibrary
    /// What the stack's templates refer to, by hash, in the order of the template.
    private(set) var assets: OrderedDictionary<String, AssetContent> = [:]
    private(set) var problems: [Diagnostic] = []
    /// Whether an expression refers to an element that is in none of the stacks.
    private(set) var hasUnknownElement = false

    /// Whose expressions are resolved.
    struct Owner {
        /// A logical ID, or a stack's name.
        let name: String
        let place: Place?
        /// CloudFormation evaluates conditions before there are resources, and before it imports anything.
        var isCondition = false
    }

    private var owner = Owner(name: "", place: nil)

    init(stack: Int, directory: Directory, crossStack: CrossStackReferences, schemas: SchemaLibrary) {
        self.stack = stack
        self.directory = directory
        self.crossStack = crossStack
        self.schemas = schemas
    }

    /// Resolves what an element or a stack says.
    ///
    /// - Parameter path: where it stands in the element, for problems: `Properties`.
    mutating func node(for expression: Expression, of owner: Owner, at path: String) -> TemplateNode {
        self.owner = owner
        return node(for: expression, at: path)
    }

    /// Text that is no expression, such as a description.
    mutating func text(_ text: String, of owner: Owner, at path: String) -> TemplateNode {
        node(for: .string(text), of: owner, at: path)
    }

    private mutating func node(for expression: Expression, at path: String) -> TemplateNode {
        switch expression.term {
        case .string(let text): checkedText(text, at: path)
        case .integer(let number): .integer(number)
        case .number(let number): checkedNumber(number, at: path)
        case .boolean(let boolean): .boolean(boolean)
        case .list(let items): list(items, at: path)
        case .map(let bag): map(bag, at: path)
        case .reference(let reference): node(for: reference)
        case .pseudoParameter(let name): .call(.ref, .string(name))
        case .conditionName(let condition): localName(of: condition, kind: "condition")
        case .mappingName(let mapping): localName(of: mapping, kind: "mapping")
        case .asset(let asset, let part): node(for: asset, part)
        case .substitution(let pieces): substitution(pieces, at: path)
        case .call(let function, let argument): .call(function, node(for: argument, at: path))
        }
    }

    private mutating func checkedText(_ text: String, at path: String) -> TemplateNode {
        if let kind = LostValue.description(in: text) {
            problems.append(.lostValue(kind: kind, path: "\(owner.name).\(path)", place: owner.place))
        }
        return .string(text)
    }

    private mutating func checkedNumber(_ number: Double, at path: String) -> TemplateNode {
        if !number.isFinite {
            problems.append(.invalidNumber(String(number), path: "\(owner.name).\(path)", place: owner.place))
            return .number(0)
        }
        return .number(number)
    }

    private mutating func list(_ items: [Expression], at path: String) -> TemplateNode {
        var nodes: [TemplateNode] = []
        for (index, item) in items.enumerated() {
            nodes.append(node(for: item, at: "\(path).\(index)"))
        }
        return .list(nodes)
    }

    private mutating func map(_ bag: PropertyBag, at path: String) -> TemplateNode {
        var nodes: OrderedDictionary<String, TemplateNode> = [:]
        for entry in bag.entries {
            _ = checkedText(entry.name, at: path)
            let value = node(for: entry.value, at: "\(path).\(entry.name)")
            if nodes.updateValue(value, forKey: entry.name) != nil {
                problems.append(.duplicateKey(entry.name, path: "\(owner.name).\(path)", place: owner.place))
            }
        }
        return .map(nodes)
    }

    private mutating func node(for reference: Reference) -> TemplateNode {
        guard let target = entry(of: reference.element) else { return .unresolved }
        checkAttribute(of: reference)
        guard target.stack == stack else { return imported(reference, from: target) }
        if owner.isCondition, reference.element is Resource {
            problems.append(.resourceInCondition(target.id, condition: owner.name, place: owner.place))
        }
        guard let attribute = reference.attribute else { return .call(.ref, .string(target.id)) }
        return .call(.getAtt, .list([.string(target.id), .string(attribute)]))
    }

    /// What is in no stack is reported where it was made.
    private mutating func entry(of element: Element) -> Directory.Entry? {
        let entry = directory[element]
        hasUnknownElement = hasUnknownElement || entry == nil
        return entry
    }

    private mutating func node(for asset: Asset, _ part: Asset.Part) -> TemplateNode {
        switch asset.content {
        case .success(let content):
            assets[content.hash] = content
            return part == .bucket ? AssetParameters.bucketReference : AssetParameters.key(of: content)
        case .failure(let problem):
            problems.append(problem)
            return .unresolved
        }
    }

    private mutating func imported(_ reference: Reference, from target: Directory.Entry) -> TemplateNode {
        let parameter = reference.element as? any ParameterElement
        if owner.isCondition || parameter?.declaration.noEcho ?? false {
            let kind = parameter == nil ? "resource" : "parameter"
            problems.append(
                .unreachableReference(kind: kind, target: target.id, from: owner.name, place: owner.place)
            )
            return .unresolved
        }
        if let attribute = reference.attribute, let resource = reference.element as? Resource,
            resource.changingAttributes.contains(attribute)
        {
            problems.append(.changingExport("\(target.id).\(attribute)", from: owner.name, place: owner.place))
        }
        let reason = [target.id, reference.attribute].compactMap(\.self).joined(separator: ".")
        crossStack.need(target.stack, by: stack, reason: "\(owner.name) uses \(reason)", at: owner.place)
        let export = CrossStackReferences.Export(
            id: target.id,
            attribute: reference.attribute,
            isList: reference.isList,
            condition: (reference.element as? Resource)?.condition.flatMap { directory[$0]?.id }
        )
        return crossStack.importing(export, from: target.stack, by: stack)
    }

    /// A type that is only named has whatever attribute it is asked for.
    private mutating func checkAttribute(of reference: Reference) {
        guard let attribute = reference.attribute, let resource = reference.element as? Resource,
            let schema = schemas.schema(of: resource), !schema.hasAttribute(attribute)
        else { return }
        let known = schema.attributes.keys.sorted()
        problems.append(
            .unknownAttribute(attribute, type: resource.cloudFormationType, known: known, place: owner.place)
        )
    }

    /// Conditions and mappings have no exports: they work in their own stack only.
    private mutating func localName(of element: Element, kind: String) -> TemplateNode {
        guard let target = entry(of: element) else { return .string("") }
        if target.stack != stack {
            problems.append(.unreachableReference(kind: kind, target: target.id, from: owner.name, place: owner.place))
        }
        return .string(target.id)
    }
}

extension ExpressionResolver {
    private mutating func substitution(_ pieces: [Expression], at path: String) -> TemplateNode {
        var text = ""
        var variables: OrderedDictionary<String, TemplateNode> = [:]
        for piece in pieces {
            if case .string(let literal) = piece.term {
                _ = checkedText(literal, at: path)
                text += literal.escapingPlaceholders
            } else {
                text += placeholder(for: node(for: piece, at: path), variables: &variables)
            }
        }
        guard !variables.isEmpty else { return .call(.sub, .string(text)) }
        return .call(.sub, .list([.string(text), .map(variables)]))
    }

    /// A variable hides the element of its name.
    private func freeVariableName(after count: Int) -> String {
        let names = ((count + 1)...).lazy.map { "Value\($0)" }
        return names.first { !directory.contains($0, in: stack) } ?? "Value"
    }

    /// `${Cluster}` and `${Cluster.Arn}` for what `Fn::Sub` looks up by itself; a variable for everything else.
    private func placeholder(
        for node: TemplateNode,
        variables: inout OrderedDictionary<String, TemplateNode>
    ) -> String {
        switch node.call {
        case (.ref, .string(let target))?: return "${\(target)}"
        case (.sub, .string(let text))?: return text
        case (.getAtt, .list(let parts))?:
            let names = parts.compactMap { part in if case .string(let name) = part { name } else { nil } }
            return "${\(names.joined(separator: "."))}"
        default:
            if let known = variables.elements.first(where: { $0.value == node }) {
                return "${\(known.key)}"
            }
            let name = freeVariableName(after: variables.count)
            variables[name] = node
            return "${\(name)}"
        }
    }
}

extension String {
    /// `${` as text: `${!`.
    fileprivate var escapingPlaceholders: String {
        var escaped = ""
        for character in self {
            let opens = character == "{" && escaped.last == "$"
            escaped.append(character)
            if opens { escaped.append("!") }
        }
        return escaped
    }
}

extension TemplateNode {
    /// What stands where a reference that is reported would be: of its value nothing is known, and nothing more said.
    fileprivate static var unresolved: TemplateNode { .call(.ref, .string("")) }
}
