internal import ArgumentParser
internal import BorealisDiagnostics
internal import TemplateDiff

/// What a guard is allowed by: `replace:database.Cluster`.
struct GuardKey: Hashable {
    let kind: Guard.Kind
    let stack: String
    let logicalID: String

    /// - Throws: ``ValidationError`` for a text of another form, and for a kind that there is none of.
    init(_ text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let rest = parts.dropFirst().first ?? ""
        guard let dot = rest.lastIndex(of: "."), dot > rest.startIndex, rest[dot...].count > 1 else {
            throw ValidationError("--allow \(text): it has the form kind:stack.id, such as replace:database.Cluster")
        }
        let kinds = Guard.Kind.allCases.map(\.rawValue)
        guard let kind = Guard.Kind(rawValue: parts[0]) else {
            let nearest = NearestName.of(parts[0], among: kinds).map { "; \($0) is the nearest" } ?? ""
            throw ValidationError("--allow \(text): the kinds are \(kinds.joined(separator: ", "))\(nearest)")
        }
        self.kind = kind
        stack = String(rest[..<dot])
        logicalID = String(rest[rest.index(after: dot)...])
    }

    var text: String { "\(kind.rawValue):\(stack).\(logicalID)" }

    /// Nil where the stack is one of these.
    func problem(withStacks names: [String]) -> String? {
        guard !names.contains(stack) else { return nil }
        let nearest = NearestName.of(stack, among: names).map { "; \($0) is the nearest" } ?? ""
        return "--allow \(text): there is no stack \(stack); there is \(names.joined(separator: ", "))\(nearest)"
    }
}
