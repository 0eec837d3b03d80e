internal import BorealisHashing

/// `migrations.sum`: what the scripts beside it were when they were recorded.
///
/// The hash of a line covers the lines above: two branches that both add a script change the same place, and Git reports
/// a conflict. The hash of the first covers all changes that were allowed: none of them can be lost without being noticed,
/// and Git reports a conflict with them as well. Repeatable and undo scripts may change at any time and are not in it.
package struct MigrationSum: Hashable, Sendable {
    package static let fileName = "migrations.sum"

    /// A script as it was recorded.
    package struct Entry: Hashable, Sendable {
        /// The file's path below the folder of the scripts.
        package let name: String
        /// SHA-256 of the hash above, the name and the checksum.
        package let hash: String
        /// SHA-256 of the text.
        package let checksum: String
        /// The first 16 digits of the hash of the tokens; empty where it wasn't known.
        package let tokensHash: String
    }

    /// In the order of the scripts.
    package var entries: [Entry] = []
    /// What was allowed to change, in the order in which it was.
    package private(set) var rebases: [Rebase] = []

    /// A sum that lists nothing.
    package init() {}

    /// What is recorded when all scripts are taken as they are.
    ///
    /// - Parameter scripts: those that are recorded, in their order.
    package init(of scripts: [MigrationScript], rebases: [Rebase] = []) {
        self.rebases = rebases
        for script in scripts { append(script) }
    }

    /// As it was read.
    init(_ entries: [Entry], rebases: [Rebase]) {
        self.entries = entries
        self.rebases = rebases
    }

    /// The hash that the first line follows from.
    var origin: String {
        guard !rebases.isEmpty else { return String(repeating: "0", count: 64) }
        return SHA256Digest(of: Array(rebases.map { $0.line + "\n" }.joined().utf8)).hexadecimal
    }

    /// Records a script below all others.
    mutating func append(_ script: MigrationScript) {
        entries.append(Entry(of: script, after: entries.last?.hash ?? origin))
    }

    /// As it is after changes that were allowed; one that doesn't fit changes nothing.
    ///
    /// The hashes stay as they were: the result is only compared with scripts.
    func applying(_ rebases: [Rebase]) -> MigrationSum {
        var sum = self
        for rebase in rebases {
            guard let index = sum.entries.firstIndex(where: rebase.isMade) else { continue }
            switch rebase.change {
            case .removed: sum.entries.remove(at: index)
            case .edited(let checksum): sum.entries[index] = sum.entries[index].replaced(checksum: checksum)
            case .renamed(let name, let checksum):
                sum.entries[index] = sum.entries[index].replaced(name: name, checksum: checksum)
            }
        }
        return sum
    }
}

extension MigrationSum.Entry {
    fileprivate init(of script: MigrationScript, after hash: String) {
        name = script.name
        checksum = script.checksum
        tokensHash = script.shortTokensHash
        self.hash = Self.hash(name: script.name, checksum: script.checksum, after: hash)
    }

    /// Two texts of 64 digits around a name: no other parts give the same bytes.
    static func hash(name: String, checksum: String, after hash: String) -> String {
        SHA256Digest(of: Array("\(hash)\(name)\(checksum)".utf8)).hexadecimal
    }

    fileprivate func replaced(name: String? = nil, checksum: String) -> Self {
        MigrationSum.Entry(name: name ?? self.name, hash: hash, checksum: checksum, tokensHash: "")
    }
}

extension MigrationScript {
    var shortTokensHash: String { String(tokensHash.prefix(16)) }
}

extension Rebase {
    fileprivate func isMade(of entry: MigrationSum.Entry) -> Bool {
        entry.name == script && entry.checksum == checksum
    }
}
