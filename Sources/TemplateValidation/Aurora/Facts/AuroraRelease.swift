/// Whose SQL an Aurora cluster speaks.
package enum AuroraFamily: Sendable {
    case mysql
    case postgresql

    /// - Parameter engine: RDS's name: `aurora-mysql`; nil for what isn't Aurora, or not yet.
    package init?(engine: String) {
        switch engine {
        case "aurora-mysql": self = .mysql
        case "aurora-postgresql": self = .postgresql
        default: return nil
        }
    }
}

/// Aurora's own number of a version: two or three components, such as 3.08.2 or 16.4.
package struct AuroraRelease: Hashable, Comparable, Sendable {
    package let major: Int
    package let minor: Int
    package let patch: Int

    init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// - Parameter version: RDS's name of it: `8.0.mysql_aurora.3.08.2`, `16.4`; nil for another form.
    package init?(version: String, of family: AuroraFamily) {
        var number = version[...]
        if family == .mysql {
            guard let range = version.firstRange(of: "mysql_aurora.") else { return nil }
            number = version[range.upperBound...]
        }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        guard (2...3).contains(parts.count), numbers.count == parts.count else { return nil }
        self.init(numbers[0], numbers[1], numbers.count > 2 ? numbers[2] : 0)
    }

    package static func < (left: AuroraRelease, right: AuroraRelease) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    /// As the engine's versions are written: `3.08`, `16.3`.
    package func text(of family: AuroraFamily) -> String {
        family == .mysql && minor < 10 ? "\(major).0\(minor)" : "\(major).\(minor)"
    }
}
