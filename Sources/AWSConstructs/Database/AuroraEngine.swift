public import SQLMigrations
package import TemplateValidation

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

    package var family: AuroraFamily {
        switch kind {
        case .mysql: .mysql
        case .postgresql: .postgresql
        }
    }

    /// Aurora's own number: major, minor, patch; nil for a version of another form.
    package var release: AuroraRelease? {
        AuroraRelease(version: version, of: family)
    }

    /// A version that can't be read is a problem of its own.
    func has(_ feature: AuroraFeature) -> Bool {
        release.map { feature.isPart(of: $0, of: family) } ?? true
    }
}
