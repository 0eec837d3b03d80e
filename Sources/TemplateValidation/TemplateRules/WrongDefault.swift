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
                expected: refused.expected,
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

    /// Nil where there is none, or the value is looked up under it at the deploy.
    init?(_ node: TemplateNode) {
        guard let entries = node.entries, let type = entries["Type"]?.string,
            let text = entries["Default"]?.scalarText, !type.hasPrefix("AWS::SSM::Parameter::Value<")
        else { return nil }
        self.type = type
        declaration = entries
        let isList = type == "CommaDelimitedList" || type.hasPrefix("List<")
        values = isList ? text.split(separator: ",").map { String($0.drop { $0 == " " }) } : [text]
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
        if let allowed, !allowed.contains(where: { isSame($0, value) }) {
            return allowed.joined(separator: ", ")
        }
        if let pattern = declaration["AllowedPattern"]?.string, let read = try? Pattern("^(?:\(pattern))$"),
            !read.matches(value)
        {
            return "a text that matches \(pattern)"
        }
        switch type {
        case "String": return bounds("Length", of: Double(value.unicodeScalars.count), unit: " characters")
        case "Number", "List<Number>":
            return Double(value).map { bounds("Value", of: $0, unit: "") } ?? "a number"
        default: return nil
        }
    }

    private var allowed: [String]? {
        guard case .list(let nodes)? = declaration["AllowedValues"] else { return nil }
        let texts = nodes.compactMap(\.scalarText)
        return texts.isEmpty ? nil : texts
    }

    private func isSame(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        guard type.contains("Number"), let number = Double(left) else { return false }
        return number == Double(right)
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

extension TemplateNode {
    /// A value as a text; nil for a list or an object.
    var scalarText: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): NumberText.text(of: number)
        case .boolean(let boolean): String(boolean)
        case .list, .map: nil
        }
    }
}
