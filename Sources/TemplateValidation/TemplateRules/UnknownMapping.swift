internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// `Fn::FindInMap` looks into a mapping, or for a key, that isn't there.
enum UnknownMapping {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        guard !facts.hasMoreNames else { return [] }
        let mappings = facts.template.mappings
        var nearest = NearestNames(among: mappings.keys)
        return facts.uses.compactMap { use in
            guard case .mapping(let keys) = use.kind else { return nil }
            guard let mapping = mappings[use.target] else {
                return finding(use, "mapping", got: use.target, nearest: nearest.nearest(to: use.target))
            }
            return missingKey(keys, in: mapping, use)
        }
    }

    /// Of a row that only a deploy chooses, a column is there when any row has it.
    private static func missingKey(_ keys: [String?], in mapping: TemplateNode, _ use: TemplateUse) -> Finding? {
        guard keys.count == 2, let rows = mapping.entries, rows[Intrinsic.transform.rawValue] == nil else { return nil }
        if let row = keys[0], rows[row] == nil {
            return finding(use, "key", got: row, nearest: NearestName.of(row, among: rows.keys))
        }
        guard let column = keys[1] else { return nil }
        let candidates = keys[0].map { [rows[$0]].compactMap(\.self) } ?? Array(rows.values)
        guard !candidates.contains(where: { $0.entries?[column] != nil }) else { return nil }
        let known = candidates.flatMap { $0.entries?.keys.elements ?? [] }
        return finding(use, "key", got: column, nearest: NearestName.of(column, among: known))
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
