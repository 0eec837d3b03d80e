/// What is wrong with a script before anything is known of its statements, or was left out of it.
package struct SplitProblem: Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        /// A quote, a comment, a parenthesis or a body: what it is, what came instead of its end, and what would have
        /// closed it.
        case unclosed(String, got: String = "end of file", expected: String)
        case zeroByte
        /// A DELIMITER command with nothing behind it, or with what can't be one.
        case delimiter(String)
        /// `COPY … FROM STDIN`: the rows are in the script.
        case copyFromScript
        /// A command of psql or mysql, not of the server.
        case clientCommand(String)
        /// `\restrict` and `\unrestrict`, which pg_dump writes for psql: left out.
        case leftOut(String)
    }

    package let cause: Cause
    /// In bytes of the text.
    package let offset: Int
    /// Counted from 1.
    package let line: Int
    /// Counted from 1, in bytes.
    package let column: Int

    /// Whether the script can be run all the same.
    package var isNote: Bool {
        if case .leftOut = cause { true } else { false }
    }
}
