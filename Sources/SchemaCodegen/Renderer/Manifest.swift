internal import Foundation

/// The part of the package's manifest that is generated: the list of services.
package enum Manifest {
    package static let name = "Package.swift"

    /// The text of a manifest with these services, which are those that `Sources/AWS` has folders for.
    package static func text(_ text: String, with services: [String]) throws(ManifestProblem) -> String {
        guard let start = text.range(of: opening), let end = text[start.upperBound...].range(of: "\n]\n") else {
            throw .noServices
        }
        return text[..<start.upperBound] + "\n" + lines(of: services).joined(separator: "\n") + text[end.lowerBound...]
    }

    private static let opening = "\nlet services = ["

    /// As many as fit into 120 columns.
    private static func lines(of services: [String]) -> [String] {
        var lines: [String] = []
        for item in services.map({ "\"\($0)\"," }) {
            if let last = lines.last, last.count + item.count < 120 {
                lines[lines.count - 1] = last + " " + item
            } else {
                lines.append("    " + item)
            }
        }
        return lines
    }
}

/// Why a text isn't the manifest of this package.
package enum ManifestProblem: Error, Hashable, CustomStringConvertible {
    case noServices

    package var description: String {
        "\(Manifest.name) has no list that begins with `let services = [` and ends with a line `]`"
    }
}
