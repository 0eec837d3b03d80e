/// The statements found so far, the problems, and the one that is being read.
struct StatementTable {
    private(set) var statements: [SQLStatement] = []
    private(set) var problems: [SplitProblem] = []
    private let reader: ByteReader
    private var lines = LineCounter()

    /// Of the first comment or token of the statement that is being read.
    private var start: Int?
    /// Of its first token, comments apart.
    private(set) var codeStart: Int?
    private var codePlace = (line: 1, column: 1)
    private var codeEnd = 0
    private var end = 0

    init(_ reader: ByteReader) {
        self.reader = reader
    }

    @inline(__always)
    mutating func append(_ token: Range<Int>) {
        if codeStart == nil { begin(token) }
        codeEnd = token.upperBound
        end = codeEnd
    }

    private mutating func begin(_ token: Range<Int>) {
        codeStart = token.lowerBound
        codePlace = lines.place(of: token.lowerBound, in: reader)
        start = start ?? token.lowerBound
    }

    mutating func appendComment(_ comment: Range<Int>) {
        start = start ?? comment.lowerBound
        end = comment.upperBound
    }

    /// The statement ends here: behind its last token, since its terminator isn't part of it.
    mutating func finish() {
        if let codeStart {
            statements.append(
                SQLStatement(
                    range: (start ?? codeStart)..<end,
                    code: codeStart..<codeEnd,
                    line: codePlace.line,
                    column: codePlace.column
                )
            )
        }
        drop()
    }

    /// Forgets what was read since the last statement.
    mutating func drop() {
        start = nil
        codeStart = nil
    }

    mutating func report(_ cause: SplitProblem.Cause, at offset: Int) {
        let place = lines.place(of: offset, in: reader)
        problems.append(SplitProblem(cause: cause, offset: offset, line: place.line, column: place.column))
    }

    /// No engine takes a zero byte in its SQL.
    mutating func reportZeroByte(in reader: ByteReader) {
        var reader = reader
        if reader.skip(to: 0) { report(.zeroByte, at: reader.position) }
    }

    mutating func report(_ problem: LexicalProblem) {
        report(unclosed: problem.opened.rawValue, expected: problem.closing, at: problem.offset)
    }

    /// What was read of the statement is none.
    mutating func report(unclosed: String, got: String = "end of file", expected: String, at offset: Int) {
        report(.unclosed(unclosed, got: got, expected: expected), at: offset)
        drop()
    }
}
