internal import BorealisDiagnostics
internal import TemplateDiff

/// What every report for people says of a stack, in the order of its importance; how that looks is the report's.
///
/// All texts can be shown as they are: what could colour a terminal or hide is written as an escape.
struct Outline {
    let stack: String
    /// `compared with stack database in eu-west-1`.
    let comparison: String
    /// `2 added, 1 replaced`, each with its number; `No differences` where that is proved.
    let verdict: String
    let isEmpty: Bool
    let parts: [OutlinePart]
}

/// The entries of one kind.
struct OutlinePart {
    enum Kind: Int, CaseIterable {
        case guards, losses, scripts, access, resources, elements, remarks, gaps
    }

    let kind: Kind
    let entries: [OutlineEntry]
}

extension OutlinePart {
    var isClosed: Bool { closed > 0 }

    /// Whether it has what a reader should see without looking for it.
    var isWeighty: Bool {
        entries.contains { $0.severity != .note || $0.findings.contains { $0.severity != .note } }
    }

    private var closed: Int { entries.count { $0.mark == .closed } }

    var title: String {
        switch kind {
        case .guards: isClosed ? "Loses data or protection (\(closed) to allow)" : "Allowed by name"
        case .losses: "Replaced, removed or renamed"
        case .scripts: "SQL"
        case .access: "Permissions and network access"
        case .resources: "Added or changed"
        case .elements: "Parameters, outputs and other parts"
        case .remarks: "Worth knowing"
        case .gaps: "Not known before the deploy"
        }
    }
}

/// A thing that comes, goes, changes or should be known.
struct OutlineEntry {
    let mark: Mark
    /// The logical ID, the name of the script; empty where the headline says all.
    let name: String
    /// What it is: the type of a resource.
    var type: String?
    /// What happens to it, in a few words.
    let headline: String
    var place: Place?
    var details: [OutlineDetail] = []
    /// How to do without the change, or to make it safe.
    var remedy: String?
    /// What lets it pass: `--allow replace:database.Cluster`.
    var flag: String?
    /// What others found, each with a place of its own.
    var findings: [Diagnostic] = []
    let code: DiagnosticCode
    let severity: Diagnostic.Severity
    /// The same from run to run, whatever line it is on: `database.Cluster`.
    let key: String
}

extension OutlineEntry {
    /// What stands before the flag.
    var flagWords: String {
        mark == .allowed ? "allowed by" : remedy == nil ? "to let it pass:" : "or let it pass:"
    }

    /// `take the change back`, `or let it pass: --allow replace:database.Cluster`.
    var ways: [String] { [remedy, flag.map { "\(flagWords) \($0)" }].compactMap(\.self) }
}

/// What stands before an entry or a change.
enum Mark: String {
    case added = "+"
    case removed = "-"
    case changed = "~"
    case replaced = "±"
    case renamed = "→"
    case closed = "✗"
    case allowed = "✓"
    case note = "•"
    case unknown = "?"
}

enum OutlineDetail {
    /// A sentence.
    case note(String, isWeighty: Bool)
    case change(ShownChange)
    case table(ShownTable)
    /// A statement of SQL, with what is known of it.
    case statement(index: Int, text: String, facts: [String])
}

/// A property, as it was and as it would be.
struct ShownChange {
    enum Values {
        /// What is written as before and changes nevertheless.
        case same([ShownLine])
        /// Each in a line; nil where there was or is none.
        case short(before: String?, after: String?)
        case long([ShownLine])
    }

    let mark: Mark
    /// Empty for an element that is a single value.
    let path: String
    let values: Values
    /// `causes the replacement`, `because Subnet is replaced`.
    let facts: [String]
}

/// A line of a difference of texts.
enum ShownLine {
    case kept(String)
    case removed(String)
    case added(String)
    /// So many lines that both have.
    case folded(Int)
    /// What is too long to be shown.
    case cut(String)
}

struct ShownTable {
    /// A line of it; what is in a cell stands in lines.
    struct Row {
        let mark: Mark
        let cells: [[String]]
    }

    let headers: [String]
    let rows: [Row]

    /// Without the columns that no row has anything in.
    init(_ headers: [String], _ rows: [Row]) {
        let used = headers.indices.filter { column in rows.contains { !$0.cells[column].isEmpty } }
        self.headers = used.map { headers[$0] }
        self.rows = rows.map { row in Row(mark: row.mark, cells: used.map { row.cells[$0] }) }
    }
}
