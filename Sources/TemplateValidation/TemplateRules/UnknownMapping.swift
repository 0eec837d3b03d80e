internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// `Fn::FindInMap` looks into a mapping, or for a key, that isn't there.
enum UnknownMapping {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        guard !facts.hasMoreNames else { return [] }
        let mappings = facts.template.mappings
        var nearest = NearestNames(among: mappings.keys)
        var keys = MappingKeys(of: mappings)
        return facts.uses.compactMap { use in
            guard case .mapping(let names) = use.kind, !facts.mayBeMade(use.target) else { return nil }
            guard let mapping = mappings[use.target] else {
                return finding(use, "mapping", got: use.target, nearest: nearest.nearest(to: use.target))
            }
            return missingKey(names, in: mapping, use, among: &keys)
        }
    }

    private static func missingKey(
        _ names: [String?],
        in mapping: TemplateNode,
        _ use: TemplateUse,
        among keys: inout MappingKeys
    ) -> Finding? {
        guard names.count == 2, let rows = mapping.entries, rows[Intrinsic.transform.rawValue] == nil else {
            return nil
        }
        if let row = names[0], rows[row] == nil {
            return finding(use, "key", got: row, nearest: keys.nearestRow(to: row, of: use.target))
        }
        guard let column = names[1], !keys.hasColumn(column, inRow: names[0], of: use.target) else { return nil }
        return finding(
            use,
            "key",
            got: column,
            nearest: keys.nearestColumn(to: column, inRow: names[0], of: use.target)
        )
    }

    private static func finding(_ use: TemplateUse, _ kind: String, got: String, nearest: String?) -> Finding {
        let place = kind == "mapping" ? "the template" : "mapping \(use.target)"
        return Finding(
            .unknownMapping,
            at: use.location,
            "\(use.location.name) looks up a \(kind) that \(place) doesn't have",
            got: got,
            expected: nearest,
            fix: nearest.map { "write \($0)" } ?? "add the \(kind)"
        )
    }
}

/// The keys of mappings, each collected once.
private struct MappingKeys {
    private struct Row: Hashable {
        let mapping: String
        /// Nil for one that only a deploy chooses.
        let row: String?
    }

    private let mappings: Template.Section
    private var rows: [String: NearestNames] = [:]
    private var columns: [Row: NearestNames] = [:]
    private var allColumns: [String: OrderedSet<String>] = [:]

    init(of mappings: Template.Section) {
        self.mappings = mappings
    }

    /// Of a row that only a deploy chooses, a column is there when any row has it.
    mutating func hasColumn(_ column: String, inRow row: String?, of mapping: String) -> Bool {
        guard let row else { return columns(of: mapping).contains(column) }
        return mappings[mapping]?.entries?[row]?.entries?[column] != nil
    }

    mutating func nearestRow(to name: String, of mapping: String) -> String? {
        rows[mapping, default: NearestNames(among: mappings[mapping]?.entries?.keys ?? [])].nearest(to: name)
    }

    mutating func nearestColumn(to name: String, inRow row: String?, of mapping: String) -> String? {
        let key = Row(mapping: mapping, row: row)
        if columns[key] == nil {
            let known = row.map { mappings[mapping]?.entries?[$0]?.entries?.keys ?? [] } ?? columns(of: mapping)
            columns[key] = NearestNames(among: known)
        }
        return columns[key]?.nearest(to: name)
    }

    private mutating func columns(of mapping: String) -> OrderedSet<String> {
        if let known = allColumns[mapping] { return known }
        let rows = mappings[mapping]?.entries?.values.elements ?? []
        let columns = OrderedSet(rows.lazy.flatMap { $0.entries?.keys ?? [] })
        allColumns[mapping] = columns
        return columns
    }
}
