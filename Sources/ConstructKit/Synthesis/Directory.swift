/// Which stack holds an element, and under which logical ID.
struct Directory {
    struct Entry {
        /// The index of the stack in the app.
        let stack: Int
        let id: String
    }

    private struct Name: Hashable {
        let stack: Int
        let id: String
    }

    private var entries: [ObjectIdentifier: Entry] = [:]
    private var names: Set<Name> = []

    init(of drafts: [StackDraft]) {
        for (index, draft) in drafts.enumerated() {
            for member in draft.members where entries[ObjectIdentifier(member.element)] == nil {
                entries[ObjectIdentifier(member.element)] = Entry(stack: index, id: member.id)
                names.insert(Name(stack: index, id: member.id))
            }
        }
    }

    /// Whether a stack has an element of that logical ID.
    func contains(_ id: String, in stack: Int) -> Bool {
        names.contains(Name(stack: stack, id: id))
    }

    subscript(element: Element) -> Entry? {
        entries[ObjectIdentifier(element)]
    }
}
