/// A script as the rules see it.
package struct CheckedScript: Sendable {
    /// For the places of what is found.
    let file: String
    let bytes: [UInt8]
    let engine: DatabaseEngine
    let mode: TransactionMode
    let directives: ScriptDirectives
    let waivers: [Waiver]
    let all: [MigrationStatement]
    /// Those that a rule can say something of: rows that are inserted are left out.
    let statements: [CheckedStatement]
    private let creations: [CreatedObject: [Int]]

    package init(
        file: String,
        bytes: [UInt8],
        statements: [MigrationStatement],
        engine: DatabaseEngine,
        mode: TransactionMode,
        directives: ScriptDirectives = ScriptDirectives(),
        waivers: [Waiver] = []
    ) {
        self.file = file
        self.bytes = bytes
        self.engine = engine
        self.mode = mode
        self.directives = directives
        self.waivers = waivers
        all = statements
        self.statements = statements.enumerated().filter { !$0.element.kind.insertsRows }.map { index, statement in
            CheckedStatement(index: index, statement: statement, in: bytes, engine: engine)
        }
        creations = Dictionary(grouping: self.statements.flatMap(\.created), by: \.object).mapValues { created in
            created.map(\.statement)
        }
    }

    /// Whether all statements are one transaction.
    var isTransaction: Bool { mode == .transaction || mode == .block }

    /// Whether a statement before this one has created the table: nobody else uses it yet.
    func creates(_ table: QualifiedName?, before statement: CheckedStatement) -> Bool {
        guard let table else { return false }
        return creates(CreatedObject(.table, table), before: statement)
    }

    func creates(_ object: CreatedObject, before statement: CheckedStatement) -> Bool {
        creations[object]?.contains { $0 < statement.index } ?? false
    }

    /// Whether a later statement creates what this one drops.
    func creates(_ object: CreatedObject, after statement: CheckedStatement) -> Bool {
        creations[object]?.contains { $0 > statement.index } ?? false
    }
}

/// A statement with what it does.
struct CheckedStatement: Sendable {
    /// Counted from 0.
    let index: Int
    let place: SQLStatement
    let kind: StatementClass
    let outline: StatementOutline

    init(index: Int, statement: MigrationStatement, in bytes: [UInt8], engine: DatabaseEngine) {
        self.index = index
        place = statement.statement
        kind = statement.kind
        outline = StatementOutline(of: statement.statement, in: bytes, engine: engine)
    }

    /// Whether it can be a `SET`, or a query that calls PostgreSQL's `set_config`.
    var mayChangeSettings: Bool {
        switch outline.action {
        case .session, .query: true
        default: false
        }
    }

    /// Its code.
    func cursor(in script: CheckedScript) -> TokenCursor {
        TokenCursor(code: place.code, in: script.bytes, engine: script.engine)
    }

    func finding(_ problem: String, got: String? = nil, expected: String? = nil, fix: String) -> SQLFinding {
        SQLFinding(statement: index, problem: problem, got: got, expected: expected, fix: fix)
    }
}

/// A thing that a script creates: tables and views share their names, as do functions and procedures.
struct CreatedObject: Hashable {
    let kind: String
    let name: QualifiedName

    init(_ kind: SQLObjectKind, _ name: QualifiedName) {
        switch kind {
        case .table, .view, .materializedView, .foreignTable: self.kind = "relation"
        case .type, .domain: self.kind = "type"
        default: self.kind = kind.rawValue
        }
        // The schema that PostgreSQL looks in where none is said.
        self.name = name.schema == "public" ? QualifiedName(name: name.name) : name
    }
}

extension CheckedStatement {
    fileprivate var created: [(object: CreatedObject, statement: Int)] {
        let object: CreatedObject? =
            switch outline.action {
            case .createTable(let creation): creation.name.map { CreatedObject(.table, $0) }
            case .createIndex(let creation):
                creation.name.map {
                    CreatedObject(.index, QualifiedName(schema: creation.table?.schema, name: $0))
                }
            case .create(let creation): creation.name.map { CreatedObject(creation.kind, $0) }
            default: nil
            }
        return object.map { [($0, index)] } ?? []
    }
}

extension StatementClass {
    fileprivate var insertsRows: Bool {
        switch command {
        case "INSERT", "REPLACE", "VALUES": true
        default: false
        }
    }
}
