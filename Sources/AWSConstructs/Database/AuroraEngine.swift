public import SQLMigrations

/// The engine of a cluster and its version.
public struct AuroraEngine: Hashable, Sendable {
    /// Whose SQL it speaks.
    public let kind: DatabaseEngine
    /// RDS's name of the version: `8.0.mysql_aurora.3.08.2`, `16.4`.
    public let version: String

    /// Aurora MySQL.
    ///
    /// - Parameter version: `8.0.mysql_aurora.3.08.2`.
    public static func mysql(_ version: String) -> AuroraEngine {
        AuroraEngine(kind: .mysql, version: version)
    }

    /// Aurora PostgreSQL.
    ///
    /// - Parameter version: `16.4`.
    public static func postgresql(_ version: String) -> AuroraEngine {
        AuroraEngine(kind: .postgresql, version: version)
    }

    /// RDS's name of the engine: `aurora-mysql`.
    package var name: String { "aurora-\(kind.rawValue)" }

    /// The family of parameter groups: `aurora-mysql8.0`, `aurora-postgresql16`.
    package var parameterGroupFamily: String {
        let parts = version.split(separator: ".").prefix(kind == .mysql ? 2 : 1)
        return name + parts.joined(separator: ".")
    }

    /// The user that RDS makes when none is named; `admin` is reserved on PostgreSQL.
    package var defaultUserName: String {
        kind == .mysql ? "admin" : "postgres"
    }

    /// Aurora's own number: major, minor, patch; nil for a version of another form.
    package var release: Release? {
        switch kind {
        case .mysql:
            guard let range = version.firstRange(of: "mysql_aurora.") else { return nil }
            return Release(version[range.upperBound...])
        case .postgresql: return Release(version[...])
        }
    }
}

extension AuroraEngine {
    /// A number of two or three components.
    package struct Release: Hashable, Comparable, Sendable {
        package let major: Int
        package let minor: Int
        package let patch: Int

        init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
            self.major = major
            self.minor = minor
            self.patch = patch
        }

        init?(_ text: Substring) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            let numbers = parts.compactMap { Int($0) }
            guard (2...3).contains(parts.count), numbers.count == parts.count else { return nil }
            self.init(numbers[0], numbers[1], numbers.count > 2 ? numbers[2] : 0)
        }

        package static func < (left: Release, right: Release) -> Bool {
            (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
        }
    }

    /// A feature of Aurora, and the first release of each major version that has it.
    package struct Requirement: Sendable {
        package let feature: String
        let mysql: [Release]
        let postgresql: [Release]

        /// A later major version than those known has every feature; an older one doesn't.
        func isMet(by engine: AuroraEngine) -> Bool {
            guard let release = engine.release else { return true }
            let firsts = releases(for: engine.kind)
            if let first = firsts.first(where: { $0.major == release.major }) {
                return release >= first
            }
            return firsts.last.map { release > $0 } ?? false
        }

        func releases(for kind: DatabaseEngine) -> [Release] {
            kind == .mysql ? mysql : postgresql
        }

        /// - Source: Aurora User Guide, "Supported Regions and Aurora DB engines for RDS Data API", read 2026-11-19.
        package static let dataAPI = Requirement(
            feature: "the Data API",
            mysql: [Release(3, 7)],
            postgresql: [Release(13, 11), Release(14, 8), Release(15, 3), Release(16, 1), Release(17, 4)]
        )

        /// - Source: Aurora User Guide, "Scaling to Zero ACUs with automatic pause and resume", read 2026-11-19.
        package static let pausing = Requirement(
            feature: "auto-pause",
            mysql: [Release(3, 8)],
            postgresql: [Release(13, 15), Release(14, 12), Release(15, 7), Release(16, 3)]
        )
    }
}
