/// A piece of SQL as the server's own lexer would cut it: what it is, and which bytes it has.
package struct SQLToken: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A keyword, or a name without quotes: both look the same until they are read.
        case word
        /// `"name"` on PostgreSQL, `` `name` `` on MySQL.
        case quotedName
        /// A string of any form: `'…'`, `E'…'`, `U&'…'`, `$tag$…$tag$`; on MySQL also `"…"`, `_utf8mb4'…'` and `x'…'`.
        case string
        case number
        /// `$1`, `?`, or a variable of MySQL: `@name`, `@@name`.
        case variable
        /// An operator or a punctuation mark; one byte each.
        case symbol
        /// A comment without effect; a hint of MySQL, `/*+ … */`, is one too.
        case comment
        /// MySQL: `/*!50003` and the `*/` that ends it; what is between comes as tokens of its own.
        ///
        /// A comment that Aurora doesn't run, for its version is too high or it is MariaDB's (`/*M!100100 … */`), is one
        /// token.
        case executableComment
    }

    package let kind: Kind
    /// In bytes of the text.
    package let range: Range<Int>

    package init(kind: Kind, range: Range<Int>) {
        self.kind = kind
        self.range = range
    }
}
