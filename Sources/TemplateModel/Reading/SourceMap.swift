/// Where each part of a node stands in the text that it was read from.
///
/// It has the shape of the node in its long form; what a tag stands for (`!Ref Cluster`) is where the tag is.
package struct SourceMap: Sendable {
    package indirect enum Children: Sendable {
        case none
        case list([SourceMap])
        case map([String: Entry])
    }

    /// A key of a map, and its value.
    package struct Entry: Sendable {
        let key: TextPosition
        let value: SourceMap
    }

    let position: TextPosition
    var children = Children.none

    /// Where a path leads to, or as far as it leads.
    ///
    /// - Parameter path: keys, and indices counted from 0.
    /// - Returns: the place of the value; of its key where `isKey` says so.
    package func position(of path: some Collection<String>, isKey: Bool = false) -> TextPosition {
        guard let component = path.first else { return position }
        let rest = path.dropFirst()
        switch children {
        case .none: return position
        case .list(let items):
            guard let index = Int(component), items.indices.contains(index) else { return position }
            return items[index].position(of: rest, isKey: isKey)
        case .map(let entries):
            guard let entry = entries[component] else { return position }
            return rest.isEmpty && isKey ? entry.key : entry.value.position(of: rest, isKey: isKey)
        }
    }
}
