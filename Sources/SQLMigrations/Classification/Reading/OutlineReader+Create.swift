extension OutlineReader {
    private static let modifiers: Set<String> = [
        "TEMP", "TEMPORARY", "LOCAL", "GLOBAL", "UNLOGGED", "RECURSIVE", "CONSTRAINT", "TRUSTED", "PROCEDURAL",
        "DEFAULT", "UNIQUE", "FULLTEXT", "SPATIAL", "AGGREGATE",
    ]

    /// What follows `CREATE`.
    mutating func create() -> StatementOutline {
        let replaces = cursor.accept("OR", "REPLACE")
        var modifiers: Set<String> = []
        var definer: String?
        while true {
            if cursor.isNext("AGGREGATE"), engine == .postgresql { break }
            if cursor.isNext("SPATIAL", "REFERENCE") { break }
            if let modifier = cursor.accept(oneOf: Self.modifiers) {
                modifiers.insert(modifier)
            } else if let found = viewOption() {
                definer = found.definer ?? definer
            } else {
                break
            }
        }
        guard let kind = SQLObjectKind(&cursor) else {
            return StatementOutline(command: "CREATE \(cursor.text)", action: .other)
        }
        let isTemporary = !modifiers.isDisjoint(with: ["TEMP", "TEMPORARY"])
        switch kind {
        case .table: return createTable(isTemporary: isTemporary)
        case .index: return createIndex(kind: modifiers.first { ["UNIQUE", "FULLTEXT", "SPATIAL"].contains($0) } ?? "")
        default:
            var creation = ObjectCreation(kind: kind, isTemporary: isTemporary, replaces: replaces, definer: definer)
            creation.isConditional = cursor.accept("IF", "NOT", "EXISTS")
            // A schema without a name has its owner's.
            creation.name = kind == .schema && cursor.isNext("AUTHORIZATION") ? nil : cursor.name()
            creation.table = tableOfCreated(kind)
            return StatementOutline(command: "CREATE " + kind.rawValue, action: .create(creation))
        }
    }

    /// MySQL: `ALGORITHM = MERGE`, `DEFINER = 'a'@'b'`, `SQL SECURITY INVOKER` before the kind of a thing.
    mutating func viewOption() -> (definer: String?, Void)? {
        guard engine == .mysql else { return nil }
        if cursor.accept("SQL", "SECURITY") || cursor.accept("ALGORITHM") {
            _ = cursor.accept("=")
            cursor.advance()
            return (nil, ())
        }
        guard cursor.accept("DEFINER") else { return nil }
        _ = cursor.accept("=")
        return (account(), ())
    }

    /// `root@localhost`, `CURRENT_USER()`, as it is written.
    private mutating func account() -> String {
        guard let start = cursor.tokens.first?.token.range.lowerBound else { return "" }
        var end = start
        repeat {
            end = cursor.tokens.first?.token.range.upperBound ?? end
            cursor.advance()
            // `@` and what follows it, or the parentheses of a function.
        } while cursor.tokens.first?.token.range.lowerBound == end
        return String(decoding: cursor.bytes[start..<end], as: UTF8.self)
    }

    private mutating func tableOfCreated(_ kind: SQLObjectKind) -> QualifiedName? {
        switch kind {
        case .trigger, .policy:
            _ = cursor.skip(to: ["ON"])
            return cursor.accept("ON") ? cursor.name() : nil
        case .rule:
            _ = cursor.skip(to: ["TO"])
            return cursor.accept("TO") ? cursor.name() : nil
        default: return nil
        }
    }

    private mutating func createTable(isTemporary: Bool) -> StatementOutline {
        var creation = TableCreation(isTemporary: isTemporary)
        creation.isConditional = cursor.accept("IF", "NOT", "EXISTS")
        creation.name = cursor.name()
        if cursor.accept("PARTITION", "OF") { creation.partitioned = cursor.name() }
        var rest = cursor
        while !rest.isAtEnd {
            if rest.accept("REFERENCES"), let table = rest.name() {
                if table != creation.name { creation.references.append(table) }
            } else if rest.accept("INHERITS", "("), let parent = rest.name() {
                creation.parents.append(parent)
            } else {
                rest.advance()
            }
        }
        creation.endsWithTransaction = cursor.contains("ON", "COMMIT", "DROP")
        creation.isFromQuery = cursor.contains("SELECT") || cursor.contains("AS", "(") || cursor.contains("AS", "TABLE")
        let command = isTemporary ? "CREATE TEMPORARY TABLE" : "CREATE TABLE"
        return StatementOutline(command: command, action: .createTable(creation))
    }

    /// `CREATE INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON [ONLY] a …`.
    private mutating func createIndex(kind: String) -> StatementOutline {
        var creation = IndexCreation(kind: kind)
        creation.isConcurrent = engine == .postgresql && cursor.accept("CONCURRENTLY")
        creation.isConditional = cursor.accept("IF", "NOT", "EXISTS")
        if !cursor.isNext("ON") { creation.name = cursor.identifier() }
        _ = cursor.skip(to: ["ON"])
        _ = cursor.accept("ON")
        creation.isOnly = cursor.accept("ONLY")
        creation.table = cursor.name()
        creation.options = AlterOptions(cursor)
        let words = ["CREATE", kind == "UNIQUE" ? "" : kind, "INDEX", creation.isConcurrent ? "CONCURRENTLY" : ""]
        return StatementOutline(
            command: words.filter { !$0.isEmpty }.joined(separator: " "),
            action: .createIndex(creation)
        )
    }
}

extension AlterOptions {
    /// `ALGORITHM = INPLACE`, `LOCK = NONE`, anywhere in what is left.
    init(_ cursor: TokenCursor) {
        guard cursor.engine == .mysql else { return }
        let words = cursor.outermost.map(\.text).filter { $0 != "=" }
        for (word, value) in zip(words, words.dropFirst()) where value != "DEFAULT" {
            if word == "ALGORITHM" { algorithm = value }
            if word == "LOCK" { lock = value }
        }
    }
}
