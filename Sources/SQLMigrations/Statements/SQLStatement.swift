/// A statement of a script, by where it is.
package struct SQLStatement: Hashable, Sendable {
    /// Its bytes with the comments before it, without its terminator.
    package let range: Range<Int>
    /// Its bytes from the first token to the last: what is sent to the server.
    package let code: Range<Int>
    /// The line of its first token, counted from 1.
    package let line: Int
    /// The column of its first token, counted from 1, in bytes.
    package let column: Int

    package init(range: Range<Int>, code: Range<Int>, line: Int, column: Int) {
        self.range = range
        self.code = code
        self.line = line
        self.column = column
    }
}
