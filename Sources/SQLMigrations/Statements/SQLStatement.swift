/// A statement of a script, by where it is.
///
/// A dump has millions of them, so each takes 24 bytes: a script is shorter than 4 GB.
package struct SQLStatement: Hashable, Sendable {
    private let rangeStart: UInt32
    private let rangeEnd: UInt32
    private let codeStart: UInt32
    private let codeEnd: UInt32
    private let codeLine: UInt32
    private let codeColumn: UInt32

    package init(range: Range<Int>, code: Range<Int>, line: Int, column: Int) {
        rangeStart = UInt32(range.lowerBound)
        rangeEnd = UInt32(range.upperBound)
        codeStart = UInt32(code.lowerBound)
        codeEnd = UInt32(code.upperBound)
        codeLine = UInt32(line)
        codeColumn = UInt32(column)
    }

    /// Its bytes with the comments before it, without its terminator; a DELIMITER command may be between the two.
    package var range: Range<Int> { Int(rangeStart)..<Int(rangeEnd) }
    /// Its bytes from the first token to the last: what is sent to the server.
    package var code: Range<Int> { Int(codeStart)..<Int(codeEnd) }
    /// The line of its first token, counted from 1.
    package var line: Int { Int(codeLine) }
    /// The column of its first token, counted from 1, in bytes.
    package var column: Int { Int(codeColumn) }
}
