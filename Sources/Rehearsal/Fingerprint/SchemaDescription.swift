internal import BorealisHashing
internal import SQLMigrations

/// What a database has besides its rows, as text that depends on nothing else: not on when, where or in which order it
/// came about, as far as that makes no difference.
///
/// - Shape: one entry for each object, sorted by its bytes: `column public.users.id: 1, bigint, not null`. Lines of an
///   entry after its first are indented. The tables in which applied scripts are remembered are left out.
package struct SchemaDescription: Hashable, Sendable {
    /// Sorted; each without a newline at its end.
    package let entries: [String]

    init(entries: [String]) {
        self.entries = entries.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Reads the catalogue of a server.
    package init(of server: DatabaseServer) throws(DatabaseFailure) {
        let connection = try server.administration()
        try connection.run(server.engine.catalogueSetting)
        var entries: [String] = []
        for query in server.engine.catalogueQueries {
            entries += try connection.rows(query.sql).map { Self.entry(kind: query.kind, row: $0) }
        }
        self.init(entries: entries)
    }

    package var text: String { entries.map { $0 + "\n" }.joined() }

    /// SHA-256 of the text: 64 digits.
    package var fingerprint: String { SHA256Digest(of: Array(text.utf8)).hexadecimal }

    /// How another description differs: `- ` before what only this one has, `+ ` before what only the other has.
    package func differences(from other: SchemaDescription) -> [String] {
        let (own, others) = (Set(entries), Set(other.entries))
        let removed = entries.filter { !others.contains($0) }.map { (entry: $0, mark: "- ") }
        let added = other.entries.filter { !own.contains($0) }.map { (entry: $0, mark: "+ ") }
        // What was changed is one below the other: both begin with the same name.
        return (removed + added).sorted { ($0.entry.name, $1.mark) < ($1.entry.name, $0.mark) }.map {
            $0.mark + $0.entry
        }
    }

    /// The first column is the name; of the others, those that are NULL say nothing.
    private static func entry(kind: String, row: [String?]) -> String {
        let parts = row.dropFirst().compactMap { $0?.trimmed }.joined(separator: ", ")
        let text = "\(kind) \((row.first ?? nil) ?? "")" + (parts.isEmpty ? "" : ": " + parts)
        return text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n    ")
    }
}

extension String {
    /// The server lays some definitions out with blanks around them.
    fileprivate var trimmed: String {
        let isBlank: (UInt8) -> Bool = { " \n\t".utf8.contains($0) }
        return String(decoding: utf8.drop(while: isBlank).reversed().drop(while: isBlank).reversed(), as: UTF8.self)
    }

    fileprivate var name: Substring { prefix { $0 != ":" } }
}

/// Objects of one kind: a name, then texts that describe it.
struct CatalogueQuery {
    let kind: String
    let sql: String

    init(_ kind: String, _ sql: String) {
        self.kind = kind
        self.sql = sql
    }
}

extension DatabaseEngine {
    fileprivate var catalogueSetting: String {
        switch self {
        case .mysql: "SET NAMES utf8mb4"
        // So that all names come with their schemas.
        case .postgresql: "SELECT set_config('search_path', '', false)"
        }
    }

    fileprivate var catalogueQueries: [CatalogueQuery] {
        switch self {
        case .mysql: MariaDBCatalogue.queries
        case .postgresql: PostgreSQLCatalogue.queries
        }
    }
}
