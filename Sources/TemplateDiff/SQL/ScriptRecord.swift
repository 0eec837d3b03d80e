internal import BorealisHashing
internal import OrderedCollections
internal import SQLMigrations
internal import TemplateModel

/// The scripts of a set as the metadata of a template names them, in the order in which they run, baselines last.
///
/// - Shape: `[{"Script": "V1__users.sql", "Checksum": "58e7…"}]`; where there were too many, the first item is
///   `{"Omitted": "1200", "Checksum": …}`: how many are not named, and the SHA-256 of their checksums and names, a line
///   each.
struct ScriptRecord: Hashable {
    struct Entry: Hashable {
        let name: String
        /// SHA-256, 64 digits.
        let checksum: String
    }

    /// The oldest, which are not named.
    struct Omission: Hashable {
        let count: Int
        let digest: String
    }

    var omission: Omission?
    var entries: [Entry]

    static let key = "Borealis::Scripts"

    init(_ entries: [Entry], omission: Omission? = nil) {
        self.entries = entries
        self.omission = omission
    }

    init(_ scripts: MigrationScripts) {
        self.init(scripts.deployed.map { Entry(name: $0.name, checksum: $0.checksum) })
    }

    /// - Parameter metadata: of a resource; nil for one that names no scripts, or in a form that isn't known.
    init?(reading metadata: TemplateNode?) {
        guard case .map(let keys)? = metadata, case .list(var items)? = keys[Self.key] else { return nil }
        omission = items.first.flatMap(Omission.init)
        if omission != nil { items.removeFirst() }
        entries = items.compactMap(Entry.init)
        guard entries.count == items.count else { return nil }
    }

    /// How many there are, named or not.
    var count: Int { entries.count + (omission?.count ?? 0) }

    /// What would stand for the first so many, were they not named.
    static func digest(of entries: some Sequence<Entry>) -> String {
        SHA256Digest(of: Array(entries.map { "\($0.checksum) \($0.name)\n" }.joined().utf8)).hexadecimal
    }
}

extension ScriptRecord.Entry {
    fileprivate init?(_ node: TemplateNode) {
        guard case .map(let keys) = node, let name = keys["Script"]?.literal, let checksum = keys["Checksum"]?.literal
        else { return nil }
        self.init(name: name, checksum: checksum)
    }
}

extension ScriptRecord.Omission {
    fileprivate init?(_ node: TemplateNode) {
        guard case .map(let keys) = node, let count = keys["Omitted"]?.literal.flatMap({ Int($0) }), count > 0,
            let digest = keys["Checksum"]?.literal
        else { return nil }
        self.init(count: count, digest: digest)
    }
}

extension TemplateNode {
    /// A text or a whole number that needs no deploy to be known.
    var literal: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        default: nil
        }
    }
}
