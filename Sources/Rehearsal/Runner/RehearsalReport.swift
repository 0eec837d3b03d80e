package import SQLMigrations

/// What a rehearsal found.
package struct RehearsalReport: Sendable {
    /// The folder of the scripts.
    package let folder: String
    /// The name of the set.
    package let set: String
    package let engine: DatabaseEngine
    /// As the server says it: `15.20 (Debian 15.20-0+deb12u1)`.
    package let serverVersion: String
    package let runs: [RehearsalRun]
    package let schema: SchemaDescription
}

/// Scripts applied one after the other.
package struct RehearsalRun: Sendable {
    package enum Start: Hashable, Sendable {
        /// An empty database.
        case fresh
        /// A database to which all scripts were applied.
        case again
        /// One to which older scripts were applied: where they are from, how many, and those whose old text is gone.
        case upgrade(from: String, scripts: Int, omitted: [String] = [])
    }

    package let start: Start
    package let scripts: [ScriptTimes]

    package var duration: Duration { scripts.reduce(.zero) { $0 + $1.duration } }
}

package struct ScriptTimes: Hashable, Sendable {
    package let name: String
    package let statements: [StatementTime]
    /// With its transactions and its row in the history.
    package let duration: Duration
}

package struct StatementTime: Hashable, Sendable {
    /// Counted from 1.
    package let line: Int
    /// Counted from 1.
    package let column: Int
    /// The command in capitals: `CREATE INDEX`.
    package let command: String
    package let duration: Duration
}
