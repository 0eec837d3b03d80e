/// A name with what it is in.
struct QualifiedName: Hashable, Sendable {
    /// The schema or, on MySQL, the database; nil where the name has none.
    var schema: String?
    /// As the catalogue has it: without quotes, folded where it had none.
    var name: String

    /// As it is shown.
    var text: String { schema.map { $0 + "." + name } ?? name }
}

extension TokenCursor {
    /// A name without what it is in: `users`, `"users"`.
    mutating func identifier() -> String? {
        guard let token = tokens.first?.token else { return nil }
        let text = String(decoding: bytes[token.range], as: UTF8.self)
        switch token.kind {
        case .word:
            advance()
            // PostgreSQL folds what has no quotes; a table of MySQL is named as it is written.
            return engine == .postgresql ? text.lowercased() : text
        case .quotedName:
            advance()
            return unquoted(text)
        case .string where engine == .mysql && !text.hasPrefix("'"):
            // `"name"` with ANSI_QUOTES.
            advance()
            return unquoted(text)
        case .string, .number, .variable, .symbol, .comment, .executableComment: return nil
        }
    }

    /// `users`, `app.users`; of a longer name the last two parts count.
    mutating func name() -> QualifiedName? {
        guard var name = identifier().map({ QualifiedName(name: $0) }) else { return nil }
        while accept("."), let part = identifier() {
            name = QualifiedName(schema: name.name, name: part)
        }
        return name
    }

    /// What follows `TO`.
    mutating func newName() -> String? {
        accept("TO") ? identifier() : nil
    }

    /// `users, app.orders`, with the words that PostgreSQL lets stand around each.
    mutating func names() -> [QualifiedName] {
        var names: [QualifiedName] = []
        repeat {
            _ = accept("ONLY")
            guard let name = name() else { break }
            _ = accept("*")
            names.append(name)
        } while accept(",")
        return names
    }

    /// What a string says, where one comes next; without what its escapes stand for.
    func string() -> String? {
        guard let token = tokens.first?.token, token.kind == .string else { return nil }
        return unquoted(String(decoding: bytes[token.range], as: UTF8.self))
    }

    /// Without what stands before the first quote, and with each doubled quote once.
    private func unquoted(_ text: String) -> String {
        // Bytes, for characters take a look at tables of Unicode each.
        let bytes = text.utf8
        let quotes: (UInt8) -> Bool = { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "`") }
        guard let start = bytes.firstIndex(where: quotes) else { return text }
        let quote = bytes[start]
        let inner = bytes[bytes.index(after: start)...].dropLast()
        guard inner.contains(quote) else { return String(Substring(inner)) }
        var isSecond = false
        let once = inner.filter { byte in
            isSecond = byte == quote && !isSecond
            return byte != quote || !isSecond
        }
        return String(decoding: once, as: UTF8.self)
    }
}
