internal import BorealisDiagnostics
internal import BorealisPatterns
internal import OrderedCollections
internal import TemplateModel

/// The default of a parameter is one that the parameter itself refuses.
///
/// - Source: CloudFormation User Guide, "Parameters section", AllowedPattern: it must match the whole value, or each of
///   a list; read 2026-11-21.
enum WrongDefault {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.template.parameters.elements.compactMap { id, node in
            guard let declaration = ParameterDefault(node), let refused = declaration.refused else { return nil }
            return Finding(
                .wrongDefault,
                at: TemplateLocation("Parameters", id, "Default"),
                "the default of parameter \(id) is not one that it accepts",
                got: declaration.isSecret ? "a value that is not shown" : refused.value,
                expected: declaration.isSecret ? "what the parameter allows" : refused.expected,
                fix: "choose another default, or allow this one"
            )
        }
    }
}

/// What a parameter says of its default.
private struct ParameterDefault {
    private let type: String
    private let declaration: OrderedDictionary<String, TemplateNode>
    private let values: [String]
    /// Whether it stands there as a text: of a number or a boolean the spelling isn't known.
    private let isText: Bool

    /// Nil where there is none, or the value is looked up under it at the deploy.
    init?(_ node: TemplateNode) {
        guard let entries = node.entries, let type = entries["Type"]?.string,
            let node = entries["Default"], let text = node.scalarText, !type.hasPrefix("AWS::SSM::Parameter::Value<")
        else { return nil }
        self.type = type
        declaration = entries
        let isList = type == "CommaDelimitedList" || type.hasPrefix("List<")
        values = isList ? text.split(separator: ",").map(\.trimmed).map(String.init) : [text]
        isText = node.string != nil
    }

    var isSecret: Bool {
        declaration["NoEcho"]?.scalarText?.lowercased() == "true"
    }

    var refused: (value: String, expected: String)? {
        for value in values {
            if let expected = expected(insteadOf: value) { return (value.isEmpty ? "an empty text" : value, expected) }
        }
        return nil
    }

    private func expected(insteadOf value: String) -> String? {
        if let allowed, !allowed.contains(where: { mayBeSame($0, value) }) {
            return allowed.compactMap(\.scalarText).joined(separator: ", ")
        }
        if isText, let pattern = declaration["AllowedPattern"]?.string, let read = try? Pattern("^(?:\(pattern))$"),
            !read.matches(value)
        {
            return "a text that matches \(pattern)"
        }
        switch type {
        case "String" where isText: return bounds("Length", of: Double(value.unicodeScalars.count), unit: " characters")
        case "Number", "List<Number>":
            return Double(value).map { bounds("Value", of: $0, unit: "") } ?? "a number"
        default: return nil
        }
    }

    private var allowed: [TemplateNode]? {
        guard case .list(let nodes)? = declaration["AllowedValues"] else { return nil }
        let scalars = nodes.filter { $0.scalarText != nil }
        return scalars.isEmpty ? nil : scalars
    }

    /// Texts are compared as they are, and numbers as numbers: `1.10` may be the text `1.10`, and `yes` that of `true`.
    private func mayBeSame(_ allowed: TemplateNode, _ value: String) -> Bool {
        guard let text = allowed.scalarText, text != value else { return true }
        let isNumeric = type.contains("Number")
        if isText, allowed.string != nil, !isNumeric { return false }
        if let left = Double(text), let right = Double(value) { return left == right }
        return !isNumeric
    }

    /// What is allowed where a number is outside of `MinLength` and `MaxLength`, or `MinValue` and `MaxValue`.
    private func bounds(_ name: String, of number: Double, unit: String) -> String? {
        let lower = declaration["Min" + name]?.scalarText
        let upper = declaration["Max" + name]?.scalarText
        let isBelow = lower.flatMap { Double($0) }.map { number < $0 } ?? false
        let isAbove = upper.flatMap { Double($0) }.map { number > $0 } ?? false
        guard isBelow || isAbove else { return nil }
        return switch (lower, upper) {
        case (let lower?, let upper?): "\(lower)...\(upper)\(unit)"
        case (let lower?, nil): "at least \(lower)\(unit)"
        default: "at most \(upper ?? "")\(unit)"
        }
    }
}
