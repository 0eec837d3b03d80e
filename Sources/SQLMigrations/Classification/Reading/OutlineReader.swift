/// Reads what a statement does from its first words, and as much of the rest as that takes.
struct OutlineReader {
    var cursor: TokenCursor

    var engine: DatabaseEngine { cursor.engine }

    /// Statements whose rest is rows, of which there can be a million.
    private static let lists: Set<String> = ["INSERT", "REPLACE", "VALUES", "COPY"]
    private static let headLength = 64

    init(code: Range<Int>, in bytes: [UInt8], engine: DatabaseEngine) {
        let head = TokenCursor(code: code, in: bytes, engine: engine, limit: Self.headLength)
        let isComplete = head.tokens.count < Self.headLength || head.isNext(oneOf: Self.lists)
        cursor = isComplete ? head : TokenCursor(code: code, in: bytes, engine: engine)
    }

    mutating func outline() -> StatementOutline {
        let whole = cursor
        var outline = definition() ?? rows() ?? maintenance() ?? session() ?? remaining()
        outline.hasSecret =
            Self.canHoldSecret(outline.command) && (whole.mentions(["PASSWORD", "IDENTIFIED"]) || whole.isConnection)
        return outline
    }

    /// The statements in which a password can stand; elsewhere the word is the name of a column.
    private static func canHoldSecret(_ command: String) -> Bool {
        guard !lists.contains(command) else { return false }
        let kind = command.split(separator: " ", maxSplits: 1).last.map(String.init) ?? ""
        return kindsWithSecrets.contains(kind) || commandsWithSecrets.contains(command)
    }

    private static let kindsWithSecrets: Set<String> = [
        "USER", "ROLE", "GROUP", "USER MAPPING", "SERVER", "SUBSCRIPTION",
    ]
    private static let commandsWithSecrets: Set<String> = [
        "GRANT", "SET PASSWORD", "CHANGE MASTER", "CHANGE REPLICATION",
    ]

    private mutating func definition() -> StatementOutline? {
        if cursor.accept("CREATE") { return create() }
        if cursor.accept("ALTER") { return alter() }
        if cursor.accept("DROP") { return drop() }
        if cursor.accept("TRUNCATE") { return truncate() }
        if engine == .mysql, cursor.accept("RENAME", "TABLE") { return renameTables() }
        return nil
    }

    /// `TRUNCATE [TABLE] a, b [CASCADE]`.
    private mutating func truncate() -> StatementOutline {
        _ = cursor.accept("TABLE")
        let names = cursor.names()
        return StatementOutline(
            command: "TRUNCATE",
            action: .truncate(names, cascades: cursor.contains("CASCADE"))
        )
    }

    /// `RENAME TABLE a TO b, c TO d`.
    private mutating func renameTables() -> StatementOutline {
        let renames = cursor.parts().compactMap { part -> TableRename? in
            var part = part
            guard let old = part.name() else { return nil }
            return TableRename(old: old, new: part.accept("TO") ? part.name() : nil)
        }
        return StatementOutline(command: "RENAME TABLE", action: .renameTables(renames))
    }

    /// A statement that is known by its first words alone, or not at all.
    private mutating func remaining() -> StatementOutline {
        let first = cursor.take()
        let second = cursor.text
        let command = Self.pairs.contains(first + " " + second) ? first + " " + second : first
        return StatementOutline(command: command, action: .other)
    }

    private static let pairs: Set<String> = [
        "IMPORT FOREIGN", "SECURITY LABEL", "REASSIGN OWNED", "RENAME USER", "INSTALL PLUGIN", "INSTALL COMPONENT",
        "UNINSTALL PLUGIN", "UNINSTALL COMPONENT", "IMPORT TABLE", "CHANGE MASTER", "CHANGE REPLICATION",
    ]
}

extension TokenCursor {
    /// A subscription's `CONNECTION 'host=… password=…'`.
    fileprivate var isConnection: Bool {
        zip(tokens, tokens.dropFirst()).contains { $0.text == "CONNECTION" && $1.token.kind == .string }
    }
}
