package import BorealisDiagnostics

/// What is checked of scripts: one rule has one code and is in one file.
package protocol SQLRule: Sendable {
    var code: CataloguedCode { get }
    /// How much a finding matters where nothing else is said.
    var severity: Diagnostic.Severity { get }
    var engines: [DatabaseEngine] { get }
    /// What puts it right, in general.
    var remedy: String { get }
    /// Whether neither a setting nor a waiver can change it: the Data API refuses the statement in any case.
    var isFixed: Bool { get }

    func findings(in script: CheckedScript) -> [SQLFinding]
}

extension SQLRule {
    package var engines: [DatabaseEngine] { [.postgresql, .mysql] }
    package var group: SQLRuleGroup { SQLRuleGroup(code) }
    package var isFixed: Bool { group == .dataAPI && severity == .error }
}

/// What the rules are about, by the hundreds of their codes.
package enum SQLRuleGroup: String, CaseIterable, Sendable {
    case dataAPI = "Data API"
    case dataLoss = "data loss"
    case locking

    init(_ code: CataloguedCode) {
        switch code.rawValue.dropFirst(3).first {
        case "1": self = .dataAPI
        case "2": self = .dataLoss
        default: self = .locking
        }
    }
}

/// What a rule found of a statement.
package struct SQLFinding: Hashable, Sendable {
    /// Counted from 0.
    let statement: Int
    let problem: String
    let got: String?
    let expected: String?
    let fix: String
}

/// A rule that looks at one statement at a time.
protocol StatementRule: SQLRule {
    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding]
}

extension StatementRule {
    package func findings(in script: CheckedScript) -> [SQLFinding] {
        script.statements.flatMap { findings(of: $0, in: script) }
    }
}

/// A rule that looks at one action of an `ALTER TABLE` at a time; the script hasn't created the table itself.
protocol TableChangeRule: StatementRule {
    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding?
    /// What the rule says of a statement that alters no table.
    func otherFindings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding]
}

extension TableChangeRule {
    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .alterTable(let alteration) = statement.outline.action else {
            return otherFindings(of: statement, in: script)
        }
        guard !script.creates(alteration.name, before: statement) else { return [] }
        let table = AlteredTable(alteration: alteration, statement: statement, engine: script.engine)
        return alteration.changes.compactMap { finding(of: $0, in: table) }
    }

    func otherFindings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] { [] }
}

/// The table of an `ALTER TABLE`, for the rules that look at its actions.
struct AlteredTable {
    let alteration: TableAlteration
    let statement: CheckedStatement
    let engine: DatabaseEngine

    var name: String { alteration.name?.text ?? "?" }
    /// Whether MySQL was told to fail rather than to keep writers waiting.
    var forbidsBlocking: Bool { alteration.options.forbidsBlocking }
}
