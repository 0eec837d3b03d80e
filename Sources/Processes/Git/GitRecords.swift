/// A line of `git ls-tree -z`.
struct GitTreeEntry {
    let isRegular: Bool
    let blob: String
    let path: String

    /// - Source: git-ls-tree(1), "Output format", read 2026-11-21: mode, type and name, a tab, the path.
    init?(_ record: ArraySlice<UInt8>) {
        // The path of a file that we can't name is no script's.
        guard let tab = record.firstIndex(of: UInt8(ascii: "\t")),
            let path = String(validating: record[(tab + 1)...], as: UTF8.self)
        else { return nil }
        let words = String(decoding: record[..<tab], as: UTF8.self).split(separator: " ")
        guard words.count == 3 else { return nil }
        isRegular = words[0].hasPrefix("100")
        blob = String(words[2])
        self.path = path
    }
}

/// A record of `git log --raw -z`.
enum GitChange {
    /// The versions of a file, the new one first; none for the records that have its path.
    ///
    /// - Source: git-diff(1), "Raw output format", read 2026-11-21: a colon, old and new mode, old and new name, a
    ///   letter; a name of zeros is none.
    static func blobs(_ record: ArraySlice<UInt8>) -> [String] {
        let words = String(decoding: record, as: UTF8.self).split { $0.isWhitespace }
        guard words.count == 5, words[0].hasPrefix(":") else { return [] }
        return [words[3], words[2]].filter { !$0.allSatisfy { $0 == "0" } }.map(String.init)
    }
}
