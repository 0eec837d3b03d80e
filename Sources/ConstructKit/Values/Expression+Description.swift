internal import TemplateModel

extension Expression: CustomDebugStringConvertible {
    /// The expression in a line, for the messages of tests: elements by their types, as only a template knows their names.
    public var debugDescription: String {
        switch term {
        case .string(let text): TemplateNode.string(text).line
        case .integer(let number): TemplateNode.integer(number).line
        case .number(let number): number.decimalText
        case .boolean(let boolean): String(boolean)
        case .list(let items): "[" + items.map(\.debugDescription).joined(separator: ", ") + "]"
        case .map(let bag): bag.description
        case .reference(let reference): reference.description
        case .pseudoParameter(let name): name
        case .conditionName: "a condition"
        case .mappingName: "a mapping"
        case .asset(_, let part): "the \(part) of an asset"
        case .substitution(let pieces): "Fn::Sub(" + pieces.map(\.debugDescription).joined(separator: ", ") + ")"
        case .call(let function, let argument): "\(function.rawValue)(\(argument.debugDescription))"
        }
    }
}

extension PropertyBag {
    fileprivate var description: String {
        let entries = entries.map { "\(TemplateNode.string($0.name).line): \($0.value.debugDescription)" }
        return "{" + entries.joined(separator: ", ") + "}"
    }
}

extension Reference {
    fileprivate var description: String {
        "\(attribute ?? "Ref") of \(type(of: element).displayName)"
    }
}
