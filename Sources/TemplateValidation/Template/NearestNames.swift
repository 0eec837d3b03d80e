internal import BorealisDiagnostics

/// The known names that misspelt ones were probably meant to be, each looked for once.
struct NearestNames {
    private let known: [String]
    private var found: [String: String?] = [:]

    init(among known: some Sequence<String>) {
        self.known = Array(known)
    }

    mutating func nearest(to name: String) -> String? {
        if let known = found[name] { return known }
        let nearest = NearestName.of(name, among: known)
        found[name] = .some(nearest)
        return nearest
    }
}
