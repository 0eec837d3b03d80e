internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// Which changes of a type's properties make CloudFormation create another resource.
struct ReplacementPaths {
    private let always: [[Substring]]
    private let conditional: [[Substring]]
    private let isKnown: Bool

    /// - Parameter schema: nil for a type that no schema is known of.
    init(_ schema: ResourceTypeSchema?, ofType type: String) {
        // CloudFormation refuses another service token; it doesn't replace the resource.
        let isCustom = type.isCustomResource
        always = (schema?.createOnly ?? []).filter { !isCustom || $0 != "ServiceToken" }.map {
            $0.split(separator: ".")
        }
        conditional = (schema?.conditionalCreateOnly ?? []).map { $0.split(separator: ".") }
        isKnown = schema != nil && !type.isMadeByTransform || isCustom
    }

    /// - Parameters:
    ///   - path: of the change, below `Properties`.
    ///   - before: the value at the path; nil where there was none.
    ///   - after: the value at the path; nil where there is none.
    func replacement(
        by path: ArraySlice<String>,
        from before: CanonicalValue?,
        to after: CanonicalValue?
    ) -> ResourceChange.Replacement {
        guard isKnown else { return .conditional }
        let path = path.withoutBranches
        let matches = { (pattern: [Substring]) in
            Self.matches(pattern[...], path[...]) { rest in
                !ReplacementPaths.forms(of: before, at: rest).elementsEqual(ReplacementPaths.forms(of: after, at: rest))
            }
        }
        if always.contains(where: matches) { return .always }
        return conditional.contains(where: matches) ? .conditional : .never
    }

    /// Whether a path leads to what the pattern names, or into it; or above it, where the rest of the way differs.
    private static func matches(
        _ pattern: ArraySlice<Substring>,
        _ path: ArraySlice<String>,
        _ differs: (ArraySlice<Substring>) -> Bool
    ) -> Bool {
        guard let name = pattern.first else { return true }
        guard let component = path.first else { return differs(pattern) }
        if name == component || name == "*" { return matches(pattern.dropFirst(), path.dropFirst(), differs) }
        // Some patterns leave out that a property is a list.
        return Int(component) != nil && matches(pattern, path.dropFirst(), differs)
    }

    /// All that is at the rest of a way.
    private static func forms(of value: CanonicalValue?, at path: ArraySlice<Substring>) -> [TemplateNode] {
        guard let value else { return [] }
        guard let name = path.first else { return [value.form] }
        switch value.parts {
        case .object(let parts):
            guard name != "*" else { return parts.values.flatMap { forms(of: $0, at: path.dropFirst()) } }
            return forms(of: parts[String(name)], at: path.dropFirst())
        case .list(let items, _): return items.flatMap { forms(of: $0, at: name == "*" ? path.dropFirst() : path) }
        case .branches(let branches): return branches.dropFirst().flatMap { forms(of: $0, at: path) }
        case .none: return [value.form]
        }
    }
}

extension ArraySlice<String> {
    /// Without `Fn::If` and the index of its branch.
    fileprivate var withoutBranches: [String] {
        var kept: [String] = []
        var index = startIndex
        while index < endIndex {
            if self[index] == Intrinsic.if.rawValue {
                index += 2
            } else {
                kept.append(self[index])
                index += 1
            }
        }
        return kept
    }
}

extension String {
    /// Whether somebody's function makes a resource of this type.
    var isCustomResource: Bool {
        hasPrefix("Custom::") || self == "AWS::CloudFormation::CustomResource"
    }

    /// Whether a transform makes other resources of it, whose schemas tell what replaces them: its own schema says
    /// nothing of it.
    var isMadeByTransform: Bool { hasPrefix("AWS::Serverless::") }
}
