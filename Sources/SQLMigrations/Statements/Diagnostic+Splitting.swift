package import BorealisDiagnostics

/// The words for what is wrong with a script before anything is known of its statements.
extension Diagnostic {
    /// - Parameter file: as it is to be printed.
    package init(_ problem: SplitProblem, in file: String) {
        let place = Place(file: file, line: problem.line, column: problem.column)
        self =
            switch problem.cause {
            case .unclosed(let opened, let got, let closing): .unclosed(opened, got: got, closing: closing, at: place)
            case .zeroByte: .zeroByte(at: place)
            case .delimiter(let line): .invalidDelimiter(line, at: place)
            case .copyFromScript: .copyFromScript(at: place)
            case .clientCommand(let command): .clientCommand(command, at: place)
            case .leftOut(let command): .leftOut(command, at: place)
            }
    }

    private static func unclosed(_ opened: String, got: String, closing: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.unclosed),
            at: place,
            "\(opened) is never closed",
            got: got,
            expected: closing,
            fix: opened == "statement" ? "add \(closing) behind it" : "add \(closing), or remove what opens it"
        )
    }

    private static func zeroByte(at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.zeroByte),
            at: place,
            "the script has a zero byte, which no engine takes",
            fix: "remove it, or save the file as UTF-8"
        )
    }

    private static func invalidDelimiter(_ line: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidDelimiter),
            at: place,
            "DELIMITER names no delimiter",
            got: line.isEmpty ? "end of line" : line,
            expected: "1 to 15 characters without blanks and backslashes, and nothing behind them",
            fix: "write DELIMITER $$"
        )
    }

    private static func copyFromScript(at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.rowsInScript),
            at: place,
            "COPY FROM STDIN takes its rows from psql, and the Data API has no such call",
            fix: "write the rows as INSERT, as pg_dump --inserts does"
        )
    }

    private static func clientCommand(_ command: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.clientCommand),
            at: place,
            "a command of the client is not SQL: the server would not understand it",
            got: command,
            expected: "statements of the server",
            fix: "remove it"
        )
    }

    private static func leftOut(_ command: String, at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.leftOutCommand),
            severity: .note,
            at: place,
            "a line that pg_dump writes for psql is left out",
            got: command
        )
    }
}
