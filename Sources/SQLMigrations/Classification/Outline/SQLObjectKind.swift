/// A kind of thing that a statement creates, alters or drops, as both engines spell it.
enum SQLObjectKind: String, CaseIterable, Sendable {
    case accessMethod = "ACCESS METHOD"
    case aggregate = "AGGREGATE"
    case cast = "CAST"
    case collation = "COLLATION"
    case conversion = "CONVERSION"
    case database = "DATABASE"
    case defaultPrivileges = "DEFAULT PRIVILEGES"
    case domain = "DOMAIN"
    case event = "EVENT"
    case eventTrigger = "EVENT TRIGGER"
    case `extension` = "EXTENSION"
    case foreignDataWrapper = "FOREIGN DATA WRAPPER"
    case foreignTable = "FOREIGN TABLE"
    case function = "FUNCTION"
    case group = "GROUP"
    case index = "INDEX"
    case instance = "INSTANCE"
    case language = "LANGUAGE"
    case largeObject = "LARGE OBJECT"
    case logfileGroup = "LOGFILE GROUP"
    case materializedView = "MATERIALIZED VIEW"
    case `operator` = "OPERATOR"
    case operatorClass = "OPERATOR CLASS"
    case operatorFamily = "OPERATOR FAMILY"
    case owned = "OWNED"
    case policy = "POLICY"
    case procedure = "PROCEDURE"
    case publication = "PUBLICATION"
    case resourceGroup = "RESOURCE GROUP"
    case role = "ROLE"
    case routine = "ROUTINE"
    case rule = "RULE"
    case schema = "SCHEMA"
    case sequence = "SEQUENCE"
    case server = "SERVER"
    case spatialReferenceSystem = "SPATIAL REFERENCE SYSTEM"
    case statistics = "STATISTICS"
    case subscription = "SUBSCRIPTION"
    case system = "SYSTEM"
    case table = "TABLE"
    case tablespace = "TABLESPACE"
    case textSearch = "TEXT SEARCH"
    case transform = "TRANSFORM"
    case trigger = "TRIGGER"
    case type = "TYPE"
    case undoTablespace = "UNDO TABLESPACE"
    case user = "USER"
    case userMapping = "USER MAPPING"
    case view = "VIEW"

    /// Longest first: `OPERATOR CLASS` before `OPERATOR`.
    private static let byFirstWord: [String: [(words: [String], kind: SQLObjectKind)]] = {
        let all = allCases.map { (words: $0.rawValue.split(separator: " ").map(String.init), kind: $0) }
        return Dictionary(grouping: all.sorted { $0.words.count > $1.words.count }) { $0.words[0] }
    }()

    /// The kind that comes next, which is gone past.
    init?(_ cursor: inout TokenCursor) {
        let found = Self.byFirstWord[cursor.text]?.first { candidate in
            cursor.tokens.prefix(candidate.words.count).elementsEqual(candidate.words) { $0.text == $1 }
        }
        guard let found else { return nil }
        for _ in found.words { cursor.advance() }
        self = found.kind
    }

    /// What the catalogue is asked for; nil for what it isn't asked for.
    func probe(_ engine: DatabaseEngine) -> StatementProbe.Kind? {
        switch self {
        case .schema: .schema
        // MySQL has one word for both.
        case .database: engine == .mysql ? .schema : nil
        case .table, .foreignTable: .table
        case .view, .materializedView: .view
        case .index: .index
        // On PostgreSQL others can have the same name and other parameters.
        case .function: engine == .mysql ? .function : nil
        case .procedure: engine == .mysql ? .procedure : nil
        case .trigger: .trigger
        case .event: .event
        case .sequence: .sequence
        case .type, .domain: .type
        default: nil
        }
    }
}
