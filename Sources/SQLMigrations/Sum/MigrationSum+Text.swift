/// What the file has.
extension MigrationSum {
    static let header = """
        # migrations.sum, format 1: what the scripts were when they were recorded; written by synth, `migrate sum` and \
        `migrate rebase`
        """
    static let headerStart = "# migrations.sum, format 1:"

    /// The whole file.
    ///
    /// - Shape: a comment; a line for each script: its hash, checksum, hash of the tokens or `-`, and name; a line for
    ///   each change that was allowed: `edited`, old and new checksum, name, reason; `removed`, old checksum, name,
    ///   reason; `renamed`, old and new checksum, old and new name, reason. Fields are separated by tabs; a backslash,
    ///   tab, line feed or return in a field is `\\`, `\t`, `\n` or `\r`.
    package var text: String {
        let lines = [Self.header] + entries.map(\.line) + rebases.map(\.line)
        return lines.map { $0 + "\n" }.joined()
    }
}

extension MigrationSum.Entry {
    fileprivate var line: String {
        [hash, checksum, tokensHash.isEmpty ? "-" : tokensHash, name].tabbed
    }
}

extension Rebase {
    /// In the file, without its end.
    var line: String {
        switch change {
        case .edited(let new): ["edited", checksum, new, script, reason].tabbed
        case .removed: ["removed", checksum, script, reason].tabbed
        case .renamed(let name, let new): ["renamed", checksum, new, script, name, reason].tabbed
        }
    }
}

extension [String] {
    fileprivate var tabbed: String { map(\.escapingSeparators).joined(separator: "\t") }
}

extension String {
    private static let escapes: [(character: Unicode.Scalar, letter: Unicode.Scalar)] = [
        ("\\", "\\"), ("\t", "t"), ("\n", "n"), ("\r", "r"),
    ]

    fileprivate var escapingSeparators: String {
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if let escape = Self.escapes.first(where: { $0.character == scalar }) {
                text.append(contentsOf: ["\\", escape.letter])
            } else {
                text.append(scalar)
            }
        }
        return String(text)
    }

    /// The field that was escaped; nil for one that wasn't.
    init?(unescaping field: Substring) {
        var text = String.UnicodeScalarView()
        var scalars = field.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "\\" else {
                text.append(scalar)
                continue
            }
            let letter = scalars.next()
            guard let escape = Self.escapes.first(where: { $0.letter == letter }) else { return nil }
            text.append(escape.character)
        }
        self = String(text)
    }
}
