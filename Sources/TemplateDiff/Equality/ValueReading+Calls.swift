internal import OrderedCollections
internal import TemplateModel

extension ValueReading {
    /// What a function gives, as far as the template alone tells it.
    ///
    /// - Parameter read: reads what takes the function's place, by the type of that place.
    func value(
        of call: (function: Intrinsic, argument: TemplateNode),
        _ node: TemplateNode,
        _ read: (TemplateNode) -> CanonicalValue?
    ) -> CanonicalValue? {
        if node.isAbsence { return nil }
        switch (call.function, call.argument) {
        case (.if, .list(let arguments)) where arguments.count == 3: return choice(arguments, node, read)
        case (.sub, let argument):
            return substitution(argument).map { value(of: $0, node, read) } ?? opaque(call.function, argument, node)
        case (.join, .list(let arguments)) where arguments.count == 2: return join(arguments, node, read)
        case (.select, .list(let arguments)) where arguments.count == 2:
            return selection(arguments).map { read($0)?.written(as: node) }
                ?? opaque(call.function, call.argument, node)
        case (.split, .list(let arguments)) where arguments.count == 2:
            return pieces(arguments).map { read($0)?.written(as: node) } ?? opaque(call.function, call.argument, node)
        default: return CanonicalValue(node, form: form(of: call))
        }
    }

    private func opaque(_ function: Intrinsic, _ argument: TemplateNode, _ node: TemplateNode) -> CanonicalValue {
        CanonicalValue(node, form: .call(function, form(of: argument)))
    }

    /// In canonical form, without a type.
    private func form(of node: TemplateNode) -> TemplateNode {
        value(of: node)?.form ?? .absence
    }

    private func form(of call: (function: Intrinsic, argument: TemplateNode)) -> TemplateNode {
        switch (call.function, call.argument) {
        case (.getAtt, let argument): return .call(.getAtt, attribute(argument) ?? form(of: argument))
        case (.getAZs, .string("")): return .call(.getAZs, .call(.ref, .string("AWS::Region")))
        case (.and, .list(let items)), (.or, .list(let items)), (.equals, .list(let items)):
            return .call(call.function, .list(items.map(form).sortedAsSet))
        default: return .call(call.function, form(of: call.argument))
        }
    }

    /// The logical ID and the whole name of the attribute.
    private func attribute(_ argument: TemplateNode) -> TemplateNode? {
        let texts = argument.listItems?.map(\.plainText) ?? [argument.plainText]
        let parts = texts.compactMap(\.self).joined(separator: ".").split(separator: ".", maxSplits: 1)
        guard !texts.contains(nil), parts.count == 2 else { return nil }
        return .list(parts.map { .string(String($0)) })
    }

    /// Equal branches are what comes in any case.
    private func choice(
        _ arguments: [TemplateNode],
        _ node: TemplateNode,
        _ read: (TemplateNode) -> CanonicalValue?
    ) -> CanonicalValue? {
        let branches = arguments.dropFirst().map(read)
        let forms = branches.map { $0?.form ?? .absence }
        if forms[0] == forms[1] { return branches[0]?.written(as: node) }
        let condition = value(of: arguments[0]) ?? CanonicalValue(arguments[0], form: .absence)
        let parts = [condition] + zip(branches, arguments.dropFirst()).map { $0 ?? CanonicalValue($1, form: .absence) }
        return CanonicalValue(node, form: .call(.if, .list(parts.map(\.form))), parts: .branches(parts))
    }
}

extension ValueReading {
    private func value(
        of text: JoinedText,
        _ node: TemplateNode,
        _ read: (TemplateNode) -> CanonicalValue?
    ) -> CanonicalValue? {
        let isLiteral = text.pieces.allSatisfy { $0.plainText != nil }
        if isLiteral { return read(.string(text.pieces.first?.plainText ?? ""))?.written(as: node) }
        if text.pieces.count > 1, let json = text.json { return self.json(json.node, written: node, holes: json.holes) }
        return CanonicalValue(node, form: text.form)
    }

    /// Nil where the arguments aren't those of the function.
    private func substitution(_ argument: TemplateNode) -> JoinedText? {
        switch argument {
        case .string(let text): return JoinedText(substituting: text, variables: [:])
        case .list(let parts):
            guard parts.count == 2, let text = parts[0].plainText, let own = parts[1].objectEntries else { return nil }
            let variables = own.mapValues(form)
            guard variables.values.allSatisfy(\.isPiece) else { return nil }
            return JoinedText(substituting: text, variables: variables)
        default: return nil
        }
    }

    private func join(
        _ arguments: [TemplateNode],
        _ node: TemplateNode,
        _ read: (TemplateNode) -> CanonicalValue?
    ) -> CanonicalValue? {
        guard let delimiter = arguments[0].passedText, let items = joined(arguments[1], by: delimiter) else {
            return opaque(.join, .list(arguments), node)
        }
        // What may not be there takes a delimiter with it.
        guard delimiter.isEmpty || items.count < 2 || items.allSatisfy({ !$0.mayBeAbsent }) else {
            return CanonicalValue(
                node,
                form: .call(.join, .list([.string(ExactText.form(of: delimiter)), .list(items)]))
            )
        }
        var text = JoinedText()
        for (index, item) in items.enumerated() {
            if index > 0 { text.append(literal: delimiter) }
            text.append(item)
        }
        return value(of: text, node, read)
    }

    /// The items in canonical form, and those of calls inside with the same delimiter; nil for what isn't a plain list.
    private func joined(_ node: TemplateNode, by delimiter: String) -> [TemplateNode]? {
        guard let items = value(of: node)?.form.listItems else { return nil }
        let own = ExactText.form(of: delimiter)
        let flat = items.flatMap { item -> [TemplateNode] in
            guard case (.join, .list(let parts))? = item.call, parts.count == 2, parts[0] == .string(own),
                case .list(let inner) = parts[1]
            else { return [item] }
            return inner
        }
        return flat.allSatisfy(\.isPiece) ? flat : nil
    }

    /// An item of a list that is written out; nil where only the deploy knows it.
    private func selection(_ arguments: [TemplateNode]) -> TemplateNode? {
        guard let index = value(of: arguments[0])?.form.plainText.flatMap({ Int($0) }) else { return nil }
        let items: [TemplateNode]? =
            if case (.split, .list(let parts))? = arguments[1].call, parts.count == 2 {
                pieces(parts)?.listItems
            } else {
                arguments[1].listItems
            }
        guard let items, items.indices.contains(index), !items.contains(where: \.mayBeAbsent) else { return nil }
        return items[index]
    }

    /// What a literal text is split into.
    private func pieces(_ arguments: [TemplateNode]) -> TemplateNode? {
        guard let delimiter = arguments[0].passedText, !delimiter.isEmpty,
            let text = value(of: arguments[1])?.form.plainText.map(ExactText.text)
        else { return nil }
        return .list(text.split(separator: delimiter, omittingEmptySubsequences: false).map { .string(String($0)) })
    }
}

extension TemplateNode {
    /// Whether it can be a part of a text, in canonical form.
    fileprivate var isPiece: Bool {
        plainText != nil || call != nil
    }

    /// Whether `Fn::If` may leave it out, or it is left out in any case.
    fileprivate var mayBeAbsent: Bool {
        if isAbsence { return true }
        guard case (.if, .list(let parts))? = call else { return false }
        return parts.contains(where: \.mayBeAbsent)
    }
}
