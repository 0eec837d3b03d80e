/// The call of an intrinsic function as YAML can write it with a tag: `!Ref Cluster`.
struct ShortCall {
    let function: Intrinsic
    /// What follows the tag: a text, a list or a map that has no tag itself.
    let argument: TemplateNode

    var tag: String { function.tag }

    /// Whether the items of the argument are conditions, so that `{"Condition": "IsLarge"}` is a call among them.
    var takesConditions: Bool {
        function == .and || function == .or || function == .not
    }
}

extension TemplateNode {
    /// The call that a tag can stand for without changing what a reader makes of the template.
    ///
    /// A tagged node can't be tagged again, so that a function directly around another keeps its long form; and a reader
    /// takes every scalar behind a tag for text. A map with the one key `Condition` is a call only where `isCondition`
    /// says so; elsewhere it is data: a resource has such a key, and a statement of a policy.
    /// - Source: CloudFormation Template Reference, "AWS::LanguageExtensions transform": its functions have no short
    ///   form; read 2026-11-21.
    func shortCall(isCondition: Bool) -> ShortCall? {
        guard let call, call.argument.call == nil, !call.function.needsLanguageExtensions,
            call.function.mayHoldShortForms
        else { return nil }
        let isCall =
            switch (call.function, call.argument) {
            case (_, .integer), (_, .number), (_, .boolean): false
            case (.ref, .string): true
            case (.condition, .string): isCondition
            case (.ref, _), (.condition, _), (.getAtt, .string), (.getAtt, .map): false
            default: true
            }
        guard isCall else { return nil }
        let attributeName = call.function == .getAtt ? call.argument.attributeName : nil
        return ShortCall(function: call.function, argument: attributeName ?? call.argument)
    }

    /// The characters that the node takes in a line, about; nil for what doesn't belong in one.
    func lineLength(isCondition: Bool) -> Int? {
        switch self {
        case .string(let text): text.utf8.contains(UInt8(ascii: "\n")) ? nil : text.utf8.count + 2
        case .integer, .number, .boolean: 6
        case .list(let items): items.lineLength(isCondition: false)
        case .map: shortCall(isCondition: isCondition)?.lineLength
        }
    }
}

extension ShortCall {
    /// Nested calls count as long as they have lines of their own: `!Select [0, !Split [",", !Ref Zones]]`.
    fileprivate var lineLength: Int? {
        let length =
            if case .list(let items) = argument {
                items.lineLength(isCondition: takesConditions)
            } else {
                argument.lineLength(isCondition: false)
            }
        return length.map { $0 + tag.utf8.count + 1 }
    }
}

extension [TemplateNode] {
    /// The characters of `[a, b]`; nil if an item doesn't belong in a line.
    func lineLength(isCondition: Bool) -> Int? {
        var length = 2
        for item in self {
            guard let own = item.lineLength(isCondition: isCondition) else { return nil }
            length += own + 2
        }
        return length
    }
}

extension TemplateNode {
    /// `Cluster.Endpoint.Port` for the list that `Fn::GetAtt` takes.
    ///
    /// A reader splits it at the first full stop, so that the logical ID can't have one.
    fileprivate var attributeName: TemplateNode? {
        guard case .list(let parts) = self, parts.count == 2, case .string(let id) = parts[0],
            case .string(let attribute) = parts[1], !id.isEmpty, !attribute.isEmpty,
            !id.utf8.contains(UInt8(ascii: "."))
        else { return nil }
        return .string("\(id).\(attribute)")
    }
}
