internal import OrderedCollections

/// YAML through libyaml's emitter: block style, short tags for intrinsic functions, text as it is.
struct YAMLText: ~Copyable {
    /// What stands around a node and decides how it is written.
    private struct Surroundings {
        /// Within `[…]`.
        var isInFlow = false
        /// Among the conditions that `Fn::And`, `Fn::Or` and `Fn::Not` take.
        var areConditions = false
    }

    /// Lists of arguments up to this length stand in one line: `!Select [0, !GetAZs ""]`.
    private static let longestFlow = 80

    private var emitter: YAMLEmitter

    static func text(of node: TemplateNode) -> String {
        var writer = YAMLText(emitter: YAMLEmitter())
        writer.write(node, in: Surroundings())
        return writer.emitter.finish()
    }

    private mutating func write(_ node: TemplateNode, in surroundings: Surroundings) {
        let inner = Surroundings(isInFlow: surroundings.isInFlow)
        guard let call = node.shortCall(isCondition: surroundings.areConditions) else {
            return write(node, tag: nil, in: inner)
        }
        guard case .list(let items) = call.argument else { return write(call.argument, tag: call.tag, in: inner) }
        write(items, of: call, isInFlow: surroundings.isInFlow)
    }

    private mutating func write(_ node: TemplateNode, tag: String?, in surroundings: Surroundings) {
        switch node {
        case .string(let text):
            emitter.scalar(text, tag: tag, style: style(of: text, isInFlow: surroundings.isInFlow))
        case .integer(let number): emitter.scalar(String(number), tag: tag, style: .plain)
        case .number(let number): emitter.scalar(NumberText.text(of: number), tag: tag, style: .plain)
        case .boolean(let boolean): emitter.scalar(String(boolean), tag: tag, style: .plain)
        case .list(let items):
            emitter.startSequence(tag: tag, isFlow: items.isEmpty)
            for item in items { write(item, in: surroundings) }
            emitter.endSequence()
        case .map(let entries): write(entries, tag: tag, in: surroundings)
        }
    }

    private mutating func write(_ items: [TemplateNode], of call: ShortCall, isInFlow: Bool) {
        let length = items.lineLength(isCondition: call.takesConditions)
        let isFlow = isInFlow || items.isEmpty || length.map { $0 <= Self.longestFlow } ?? false
        emitter.startSequence(tag: call.tag, isFlow: isFlow)
        for item in items {
            write(item, in: Surroundings(isInFlow: isFlow, areConditions: call.takesConditions))
        }
        emitter.endSequence()
    }

    private mutating func write(
        _ entries: OrderedDictionary<String, TemplateNode>,
        tag: String?,
        in surroundings: Surroundings
    ) {
        emitter.startMapping(tag: tag, isFlow: entries.isEmpty)
        for (key, value) in entries {
            let isPlain = PlainText.canHold(key, isInFlow: surroundings.isInFlow)
            emitter.scalar(key, tag: nil, style: isPlain ? .plain : .quoted)
            write(value, in: surroundings)
        }
        emitter.endMapping()
    }

    private func style(of text: String, isInFlow: Bool) -> YAMLEmitter.ScalarStyle {
        if PlainText.canHold(text, isInFlow: isInFlow) { return .plain }
        let isBlock = !isInFlow && text.utf8.contains(UInt8(ascii: "\n")) && BlockText.canHold(text)
        return isBlock ? .block : .quoted
    }
}
