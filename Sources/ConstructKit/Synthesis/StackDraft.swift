internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// A stack while it is synthesised: its elements with their logical IDs, and what other stacks want of it.
struct StackDraft {
    let name: String
    let stack: any Stack
    let discovery: Discovery
    private(set) var members: [Member] = []
    private(set) var problems: [Diagnostic] = []

    struct Member {
        let element: Element
        let id: String
        let place: Place

        var owner: ExpressionResolver.Owner {
            ExpressionResolver.Owner(name: id, place: place, isCondition: element is Condition)
        }
    }

    init(name: String, stack: any Stack) {
        self.name = name
        self.stack = stack
        discovery = Discovery(of: stack)
        problems = discovery.problems
        nameMembers()
    }

    /// Where the stack is written, as far as its elements tell.
    var file: Place? {
        members.first.map { Place(file: $0.place.file) }
    }

    /// The line of Swift of each logical ID.
    var places: OrderedDictionary<String, Place> {
        OrderedDictionary(members.map { ($0.id, $0.place) }) { first, _ in first }
    }

    private mutating func nameMembers() {
        var owners: [Name: Discovery.Found] = [:]
        for found in discovery.elements {
            let id = found.element.pinnedID ?? found.path.stackID
            let name = Name(space: found.element.nameSpace, id: id)
            if !LogicalID.isValid(id) {
                problems.append(.invalidLogicalID(id, property: found.path.text, place: found.place))
            } else if let owner = owners[name], owner.element !== found.element {
                problems.append(.duplicateLogicalID(id, first: owner, second: found))
            } else {
                owners[name] = found
                members.append(Member(element: found.element, id: id, place: found.place))
            }
        }
    }

    private struct Name: Hashable {
        let space: NameSpace
        let id: String
    }

    /// What the stack and its constructs say of themselves, at the places that are lent to them.
    func validate() -> [Diagnostic] {
        let ofConstructs = discovery.constructs.flatMap { found in
            found.construct.validate().map { diagnostic in
                guard diagnostic.place == nil || diagnostic.place == found.place else { return diagnostic }
                var placed = diagnostic
                placed.place = found.lentPlace
                return placed
            }
        }
        return stack.validate() + ofConstructs
    }
}

/// Where a name must be unique: CloudFormation keeps conditions, mappings and outputs apart from what `Ref` sees.
private enum NameSpace {
    case references
    case conditions
    case mappings
    case outputs
}

extension Element {
    fileprivate var nameSpace: NameSpace {
        switch self {
        case is Resource: .references
        case is Condition: .conditions
        case is any MappingElement: .mappings
        case is Output: .outputs
        default: .references
        }
    }
}

extension ElementPath {
    /// The logical ID in a stack; a path of nothing but `resource` is named after it.
    fileprivate var stackID: String {
        let id = logicalID
        return id.isEmpty && !components.isEmpty ? "Resource" : id
    }
}
