internal import BorealisDiagnostics

/// What stands in scripts for `${name}`.
///
/// ```swift
/// placeholders: ["schema": "blog", "batch": 500, "owner": .identifier("we ird"), "greeting": .literal("it's")]
/// ```
///
/// Its form says what may be in it, so that no value can become SQL by mistake: a plain one is a word or a number, a
/// literal and an identifier come with the quotes of the engine. A value is one line.
public struct PlaceholderValue: Hashable, Sendable {
    enum Form: Hashable {
        case word, literal, identifier, sql
    }

    let form: Form
    let text: String

    private init(_ form: Form, _ text: String) {
        self.form = form
        self.text = text
    }

    /// A word that is put in as it is, in quotes or outside: `blog`, `eu-west-1`, `2.5`.
    ///
    /// - Parameter word: ASCII letters, digits and underscores; single dots and hyphens between them.
    public init(_ word: String) {
        self.init(.word, word)
    }

    /// A number that is put in as it is.
    public init(_ number: Int) {
        self.init(.word, String(number))
    }

    /// `true` or `false`.
    public init(_ isTrue: Bool) {
        self.init(.word, String(isTrue))
    }

    /// A string of SQL: any text, with quotes around it and those in it doubled.
    ///
    /// The script has no quotes around `${name}`.
    public static func literal(_ text: String) -> PlaceholderValue {
        PlaceholderValue(.literal, text)
    }

    /// The name of a schema, table, column or role, in quotes, so that PostgreSQL doesn't fold its capitals.
    ///
    /// The script has no quotes around `${name}`.
    public static func identifier(_ name: String) -> PlaceholderValue {
        PlaceholderValue(.identifier, name)
    }

    /// A part of a statement that is put in as it is, whatever it means there.
    public static func sql(_ text: String) -> PlaceholderValue {
        PlaceholderValue(.sql, text)
    }
}

extension PlaceholderValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    /// A word that is put in as it is: `"blog"`.
    public init(stringLiteral word: String) {
        self.init(word)
    }

    /// A number that is put in as it is: `500`.
    public init(integerLiteral number: Int) {
        self.init(number)
    }

    /// `true` or `false`.
    public init(booleanLiteral isTrue: Bool) {
        self.init(isTrue)
    }
}

extension PlaceholderValue {
    /// Whether it brings quotes, and so can't be between quotes.
    var isQuoted: Bool { form == .literal || form == .identifier }

    /// As it is in the script that is run.
    ///
    /// - Source: PostgreSQL 17 manual, 4.1.2.1, `standard_conforming_strings` on; MySQL 8.0 manual, 9.1.1,
    ///   `NO_BACKSLASH_ESCAPES` off; read 2026-11-21.
    func sql(for engine: DatabaseEngine) -> String {
        switch form {
        case .word, .sql: text
        case .literal:
            "'\((engine == .mysql ? text.replacing("\\", with: "\\\\") : text).replacing("'", with: "''"))'"
        case .identifier:
            engine == .mysql ? "`\(text.replacing("`", with: "``"))`" : "\"\(text.replacing("\"", with: "\"\""))\""
        }
    }

    /// What a value of its form may be, where it is none.
    func mismatch(for engine: DatabaseEngine) -> String? {
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            return "one line without control characters"
        }
        switch form {
        case .word: return isWord ? nil : "letters, digits and underscores, with single dots or hyphens between"
        case .identifier: return identifierMismatch(for: engine)
        case .literal, .sql: return nil
        }
    }

    /// Two hyphens would be a comment.
    private var isWord: Bool {
        let number = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let isNegative = number.count < text.count
        return number.split(omittingEmptySubsequences: false) { ".-".contains($0) }.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    byte.isASCIIDigit || !isNegative && (byte == UInt8(ascii: "_") || byte.isASCIILetter)
                }
        }
    }

    /// - Source: PostgreSQL 17 manual, 4.1.1: 63 bytes; MySQL 8.0 manual, 9.2.1: 64 characters, no space at the end;
    ///   read 2026-11-21.
    private func identifierMismatch(for engine: DatabaseEngine) -> String? {
        switch engine {
        case .postgresql: (1...63).contains(text.utf8.count) ? nil : "a name of 1 to 63 bytes"
        case .mysql:
            (1...64).contains(text.unicodeScalars.count) && !text.hasSuffix(" ")
                ? nil : "a name of 1 to 64 characters without a space at its end"
        }
    }

    /// Whether its name says that it is a secret, or the value itself does.
    ///
    /// A name of something in the database is none, and neither is a number.
    func isSecret(as name: String) -> Bool {
        form != .identifier && (SecretWords.areIn(name) && Int(text) == nil || looksLikeSecret)
    }

    /// Whether it has what only keys, tokens and passwords have.
    private var looksLikeSecret: Bool {
        ["-----BEGIN ", "{{resolve:"].contains { text.contains($0) } || hasPasswordInAddress
            || text.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.contains { Self.isAccessKey($0) }
    }

    /// `postgres://user:password@host`.
    private var hasPasswordInAddress: Bool {
        guard let scheme = text.firstRange(of: "://") else { return false }
        let authority = text[scheme.upperBound...].prefix { $0 != "/" }
        return authority.lastIndex(of: "@").map { authority[..<$0].contains(":") } ?? false
    }

    /// - Source: IAM User Guide, "IAM identifiers", unique IDs, read 2026-11-21.
    private static func isAccessKey(_ word: Substring) -> Bool {
        word.utf8.count == 20 && ["AKIA", "ASIA"].contains { word.hasPrefix($0) } && word == word.uppercased()
    }
}

extension UInt8 {
    var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
