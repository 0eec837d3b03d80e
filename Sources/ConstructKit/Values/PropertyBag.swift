/// Properties and their values, in the order of the template.
package struct PropertyBag {
    package struct Entry {
        package let name: String
        package let value: Expression
    }

    package private(set) var entries: [Entry] = []

    package init() {}

    package init(_ entries: some Sequence<(String, Expression)>) {
        self.entries = entries.map { Entry(name: $0, value: $1) }
    }

    package subscript(name: String) -> Expression? {
        entries.first { $0.name == name }?.value
    }

    /// Puts a property where the alphabet has it, whatever its case, so that one set later stands where it would have
    /// stood in the initialiser; nil removes it.
    package mutating func store(_ name: String, _ value: (any PropertyValue)?) {
        if let existing = entries.firstIndex(where: { $0.name == name }) {
            entries.remove(at: existing)
        }
        guard let value else { return }
        let index = entries.lastIndex { !$0.name.isOrderedAfter(name) }.map { $0 + 1 } ?? 0
        entries.insert(Entry(name: name, value: value.expression), at: index)
    }

    /// Adds a property at the end.
    package mutating func append(_ name: String, _ value: Expression?) {
        guard let value else { return }
        entries.append(Entry(name: name, value: value))
    }
}

extension String {
    fileprivate func isOrderedAfter(_ other: String) -> Bool {
        other.utf8.lexicographicallyPrecedes(utf8) { $0.lowercasedASCII < $1.lowercasedASCII }
    }
}

extension UInt8 {
    fileprivate var lowercasedASCII: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}
