/// A line of `migrations.sum` below the first.
enum SumLine {
    case entry(MigrationSum.Entry)
    case rebase(Rebase)

    /// - Parameter line: without its end; nil where it is no such line.
    init?(_ line: Substring) {
        // By scalars: a tab and an accent that follows it would be one character.
        let parts = line.unicodeScalars.split(separator: "\t")
        let fields = parts.compactMap { String(unescaping: Substring($0)) }
        guard fields.count == parts.count, let first = fields.first else { return nil }
        switch (first, fields.count) {
        case ("edited", 5):
            let change = Rebase.Change.edited(checksum: fields[2])
            self.init(
                checksums: fields[1...2],
                .init(fields[3], checksum: fields[1], change: change, reason: fields[4])
            )
        case ("removed", 4):
            self.init(
                checksums: fields[1...1],
                .init(fields[2], checksum: fields[1], change: .removed, reason: fields[3])
            )
        case ("renamed", 6):
            let change = Rebase.Change.renamed(fields[4], checksum: fields[2])
            self.init(
                checksums: fields[1...2],
                .init(fields[3], checksum: fields[1], change: change, reason: fields[5])
            )
        case (_, 4):
            guard fields[0...1].allSatisfy({ $0.isHexadecimal(64) }), fields[2] == "-" || fields[2].isHexadecimal(16)
            else { return nil }
            let tokensHash = fields[2] == "-" ? "" : fields[2]
            self = .entry(.init(name: fields[3], hash: fields[0], checksum: fields[1], tokensHash: tokensHash))
        default: return nil
        }
    }

    private init?(checksums: ArraySlice<String>, _ rebase: Rebase) {
        guard checksums.allSatisfy({ $0.isHexadecimal(64) }) else { return nil }
        self = .rebase(rebase)
    }
}

extension String {
    /// Whether it is so many digits, in small letters.
    fileprivate func isHexadecimal(_ count: Int) -> Bool {
        utf8.count == count && utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }
}
