internal import BorealisDiagnostics

/// Chooses services by name.
package enum ServiceSelection {
    /// The services of a text such as `EC2,RDS`; all of them for nil.
    package static func services(named text: String?, among known: [String]) throws(UnknownService) -> [String] {
        guard let text else { return known }
        let names = text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        for name in names where !known.contains(name) {
            throw UnknownService(name: name, nearest: NearestName.of(name, among: known))
        }
        return names
    }
}

/// A service that no schema belongs to.
package struct UnknownService: Error, Hashable, CustomStringConvertible {
    package let name: String
    package let nearest: String?

    package init(name: String, nearest: String?) {
        self.name = name
        self.nearest = nearest
    }

    package var description: String {
        "there is no service \(name)" + (nearest.map { "; did you mean \($0)?" } ?? "")
    }
}
