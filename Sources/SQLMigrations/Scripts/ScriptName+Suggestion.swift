extension ScriptName {
    /// The nearest name that is one: `V7__add_orders.sql` for `7 add-orders.sql`, `0007_x.down.sql` for
    /// `0007_x.rollback.sql`.
    package static func suggestion(for name: String) -> String {
        let stem = isMeant(by: name) ? name.dropLast(ending.count) : name[...]
        guard let word = PairedStem.word(of: stem) else { return nearestStem(to: stem) + ending }
        let inner = stem[..<(stem.lastIndex(of: ".") ?? stem.endIndex)]
        let isGood = ScriptName(inner + ending)?.kind == .script(.versioned)
        let nearest = isGood ? String(inner) : nearestStem(to: inner)
        // What is no script of a version is undone by none.
        return isGood || nearest.hasPrefix("V") ? "\(nearest).\(word)\(ending)" : nearest + ending
    }

    private static func nearestStem(to stem: Substring) -> String {
        var words = stem.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init)
        let letter = takeLetter(from: &words, of: stem)
        var version = ""
        if letter != "R" {
            let hasVersion = words.first?.utf8.allSatisfy(\.isASCIIDigit) == true
            version = hasVersion ? words.removeFirst() : "<version>"
        }
        return "\(letter)\(version)__\(words.isEmpty ? "<name>" : words.joined(separator: "_"))"
    }

    /// The letter of the kind that is meant: one alone, or one before digits, in either case; a V where there is none.
    private static func takeLetter(from words: inout [String], of stem: Substring) -> String {
        guard let first = words.first, let letter = first.first?.uppercased(), "VURB".contains(letter) else {
            return "V"
        }
        let rest = first.dropFirst()
        // `R7__x`: a repeatable script has no version, and nobody calls a script of a version so.
        guard rest.utf8.allSatisfy(\.isASCIIDigit), rest.isEmpty || letter != "R" else { return "V" }
        if rest.isEmpty {
            words.removeFirst()
        } else {
            words[0] = String(rest)
        }
        return letter
    }

    /// Whether it is what Flyway runs around migrations: `afterMigrate.sql`, `beforeEachMigrate__audit.sql`.
    ///
    /// - Source: Flyway documentation, "Callback events", read 2026-11-21.
    static func isCallback(_ name: String) -> Bool {
        let event = name.prefix { $0 != "." && $0 != "_" }
        let hasCallbackEnding = name.dropFirst(event.count).hasPrefix("__") || name.dropFirst(event.count) == ending
        guard hasCallbackEnding else { return false }
        if event == "createSchema" { return true }
        return ["before", "after"].contains { word in
            event.hasPrefix(word) && event.dropFirst(word.count).first?.isUppercase == true
        }
    }

    /// Whether it is where tools write down what the schema is after all migrations.
    static func isSchemaDump(_ name: String) -> Bool {
        ["schema.sql", "structure.sql"].contains(name)
    }

    /// Whether it is a migration of goose that is written in Go: `00002_fill.go`.
    static func isGoMigration(_ name: String) -> Bool {
        guard name.hasSuffix(".go"), !name.hasSuffix("_test.go") else { return false }
        let digits = name.prefix { $0.isASCII && $0.isNumber }
        return !digits.isEmpty && name.dropFirst(digits.count).hasPrefix("_")
    }
}
