internal import BorealisDiagnostics
internal import TemplateModel

/// What CloudFormation accepts as a mapping.
///
/// - Source: the schema of mappings in cfn-lint 1.58.0, read 2026-11-21: 1...255 characters in a key, at least one row
///   with at least one column.
enum MappingRules {
    static func problems(of mapping: any MappingElement, named name: String, at place: Place) -> [Diagnostic] {
        guard !mapping.rows.isEmpty else { return [.emptyMapping(name, place: place)] }
        return mapping.rows.flatMap { row in
            let path = "\(name).\(row.key)"
            let empty: [Diagnostic] = row.columns.isEmpty ? [.emptyMapping(path, place: place)] : []
            return problem(of: row.key, path: name, marks: ".-", place) + empty
                + row.columns.flatMap { problem(of: $0.key, path: path, marks: "", place) }
        }
    }

    private static func problem(of key: String, path: String, marks: String, _ place: Place) -> [Diagnostic] {
        let isAllowed = key.utf8.allSatisfy { LogicalID.isAlphanumeric($0) || marks.utf8.contains($0) }
        guard !isAllowed || !(1...255).contains(key.utf8.count) else { return [] }
        let allowed = "1...255 letters and digits" + (marks.isEmpty ? "" : ", full stops and hyphens")
        return [.invalidMappingKey(key, path: path, allowed: allowed, place: place)]
    }
}
