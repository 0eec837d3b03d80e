/// MySQL: what a statement reads that another one has set in its session, with a change of the schema between the two.
///
/// Each change of the schema is a call of its own, and each run of other statements between them a transaction in a
/// session of its own.
struct SegmentReads {
    private let script: CheckedScript
    /// The variables that the segment has set so far, in small letters.
    private var ownVariables: Set<String> = []
    private var allVariables: Set<String> = []
    /// Those that a procedure was given, and may have set.
    private var answers: Set<String> = []
    private var hasRows = false
    /// What the segment begins after.
    private var boundary: Int?
    private(set) var findings: [SQLFinding] = []

    init(_ script: CheckedScript) {
        self.script = script
        guard script.mode == .segments, script.engine == .mysql else { return }
        for index in script.all.indices { read(index) }
    }

    private mutating func read(_ index: Int) {
        let kind = script.all[index].kind
        let isInside = kind.transaction == .inside
        if !isInside { begin(after: index) }
        let code = script.all[index].statement.code
        if script.bytes.mayReadSession(in: code), !kind.definesRoutine {
            find(in: SessionUse(TokenCursor(code: code, in: script.bytes, engine: .mysql), of: kind), of: index)
        }
        if !isInside {
            begin(after: index)
        } else if kind.language == .dml {
            hasRows = true
        }
    }

    private mutating func begin(after index: Int) {
        ownVariables = []
        hasRows = false
        boundary = index
    }

    private mutating func find(in use: SessionUse, of index: Int) {
        // What CALL is given and nobody has set is where its answer goes.
        let isCall = script.all[index].kind.command == "CALL"
        let variable = use.reads.first {
            let name = $0.lowercased()
            return !ownVariables.contains(name) && (!isCall || allVariables.contains(name))
        }
        if let variable {
            findings.append(finding("the variable \(variable)", of: index, fix: fix(variable, at: index)))
        } else if let function = use.function, !hasRows {
            let fix = "read \(function) right after the statement that it is about, before the schema is changed"
            findings.append(finding("what \(function) tells of", of: index, fix: fix))
        }
        ownVariables.formUnion(use.sets)
        allVariables.formUnion(use.sets)
        if isCall { answers.formUnion(use.reads.map { $0.lowercased() }) }
    }

    private func finding(_ what: String, of index: Int, fix: String) -> SQLFinding {
        SQLFinding(
            statement: index,
            problem: "the next call of the Data API may have another session, without \(what)",
            got: script.all[index].kind.command,
            expected: nil,
            fix: fix
        )
    }

    private func fix(_ variable: String, at index: Int) -> String {
        guard script.all[index].kind.transaction == .inside else { return "write the value or a query in its place" }
        if answers.contains(variable.lowercased()) {
            return "write the CALL and it as the body of a procedure, and create it, CALL it and drop it"
        }
        guard let boundary else { return "set \(variable) before it" }
        let last = script.all[boundary]
        return "set \(variable) after the \(last.kind.command) of line \(last.statement.line)"
    }
}

/// What a statement reads of its session, and sets in it.
private struct SessionUse {
    /// As they are written: `@total`.
    var reads: [String] = []
    /// In small letters.
    var sets: Set<String> = []
    /// `LAST_INSERT_ID()`, where it is read.
    var function: String?

    private static let functions: Set<String> = ["LAST_INSERT_ID", "ROW_COUNT", "FOUND_ROWS"]

    init(_ cursor: TokenCursor, of kind: StatementClass) {
        function = zip(cursor.tokens, zip(cursor.tokens.dropFirst(), cursor.tokens.dropFirst(2))).first { token, next in
            Self.functions.contains(token.text) && next.0.text == "(" && next.1.text == ")"
        }.map { $0.0.text + "()" }
        let assignments = cursor.assignments
        guard assignments.isEmpty else {
            for assignment in assignments {
                collect(assignment.value)
                if assignment.isVariable { sets.insert(assignment.name.lowercased()) }
            }
            return
        }
        collect(cursor)
        // The rows of a file go into the variables among its columns.
        if kind.command == "LOAD DATA" {
            sets.formUnion(reads.map { $0.lowercased() })
            reads = []
        }
    }

    private mutating func collect(_ cursor: TokenCursor) {
        var read: [String] = []
        var isTarget = false
        for (token, index) in zip(cursor.tokens, cursor.tokens.indices) {
            if token.token.kind != .variable {
                isTarget = token.text == "INTO" || (isTarget && token.text == ",")
                continue
            }
            let name = String(decoding: cursor.bytes[token.token.range], as: UTF8.self)
            guard name.hasPrefix("@"), !name.hasPrefix("@@"), !cursor.isHost(index) else { continue }
            if isTarget || cursor.tokens[(index + 1)...].prefix(2).map(\.text) == [":", "="] {
                sets.insert(name.lowercased())
            } else {
                read.append(name)
            }
        }
        reads += read.filter { !sets.contains($0.lowercased()) }
    }
}

extension TokenCursor {
    /// Whether it is the part of an account after its name: `'app'@'%'`.
    fileprivate func isHost(_ index: Int) -> Bool {
        guard index > tokens.startIndex else { return false }
        let (previous, token) = (tokens[index - 1].token, tokens[index].token)
        return [.word, .quotedName, .string].contains(previous.kind)
            && previous.range.upperBound == token.range.lowerBound
    }
}

extension StatementClass {
    /// Whether its variables are those of whoever calls it.
    fileprivate var definesRoutine: Bool {
        switch command {
        case "CREATE PROCEDURE", "CREATE FUNCTION", "CREATE TRIGGER", "CREATE EVENT", "ALTER EVENT": true
        default: false
        }
    }
}

extension [UInt8] {
    /// Whether an `@` stands anywhere, or what can be the name of a function that reads the session.
    fileprivate func mayReadSession(in range: Range<Int>) -> Bool {
        withUnsafeBufferPointer { buffer in
            let bytes = UnsafeBufferPointer(rebasing: buffer[range])
            return bytes.indices.contains { index in
                switch bytes[index] {
                case UInt8(ascii: "@"): true
                // T_I, W_C and D_R of LAST_INSERT_ID, ROW_COUNT and FOUND_ROWS.
                case UInt8(ascii: "_") where index > 0 && index + 1 < bytes.count:
                    switch (bytes[index - 1] | 0x20, bytes[index + 1] | 0x20) {
                    case (UInt8(ascii: "t"), UInt8(ascii: "i")), (UInt8(ascii: "w"), UInt8(ascii: "c")),
                        (UInt8(ascii: "d"), UInt8(ascii: "r")):
                        true
                    default: false
                    }
                default: false
                }
            }
        }
    }
}
