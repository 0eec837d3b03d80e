package import BorealisDiagnostics

/// What a stack is made of: a resource, parameter, mapping, condition or output.
///
/// An element is an object because its identity is the point: whoever refers to it holds the element itself, and its
/// logical ID follows from the stored property that owns it.
open class Element {
    /// The line that made it.
    package let place: Place
    /// Its number among the elements that the running app made; nil outside an app.
    package let serial: Int?
    /// The logical ID that it keeps, whatever its property is called.
    package final var pinnedID: String? { ownPinnedID ?? pinnedPrefixID }
    private var ownPinnedID: String?
    /// What a pinned construct around it makes of its path.
    final var pinnedPrefixID: String?

    package init(file: StaticString, line: UInt) {
        place = Place(file, line)
        serial = Tally.current?.count(Self.self, at: place)
    }

    /// Pins the logical ID, so that a renamed property doesn't replace what is deployed.
    ///
    /// - Parameter id: 1...255 letters and digits, used as it is.
    @discardableResult
    public final func logicalID(_ id: String) -> Self {
        ownPinnedID = id
        return self
    }

    /// What its reader knows it by: `RDS.DBCluster`.
    package static var displayName: String {
        let name = String(reflecting: self).replacing("Swift.", with: "")
        return name.firstIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
    }
}
