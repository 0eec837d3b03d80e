/// An element of an answer: what it is called, and what is in it.
package struct XMLElement: Hashable {
    package let name: String
    package var children: [XMLElement] = []
    /// Its own text, without that of its children.
    package var text = ""

    init(_ name: String) {
        self.name = name
    }

    /// The first child of a name.
    package subscript(_ name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    /// The text of the first child of a name; nil where there is none.
    package func text(of name: String) -> String? {
        self[name]?.text
    }

    /// The members of a list: `<Stacks><member>…</member></Stacks>`.
    func members(of name: String) -> [XMLElement] {
        self[name]?.children.filter { $0.name == "member" } ?? []
    }

    /// A map as a list of pairs.
    func pairs(of name: String, key: String, value: String) -> [String: String] {
        members(of: name).reduce(into: [:]) { pairs, member in
            guard let key = member.text(of: key) else { return }
            pairs[key] = member.text(of: value) ?? ""
        }
    }
}
