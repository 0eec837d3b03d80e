internal import OrderedCollections

/// Builds nodes from the events of a text, and remembers where each stands.
struct NodeBuilder: ~Copyable {
    struct Read {
        let node: TemplateNode
        let source: SourceMap
    }

    private var parser: YAMLParser
    private(set) var problems: [TemplateTextProblem] = []
    private var depth = 0

    init(parser: consuming YAMLParser) {
        self.parser = parser
    }

    /// The one document of a text; nil when there is none, or it can't be read to its end.
    mutating func document() -> Read? {
        do throws(TemplateTextProblem) {
            guard case .documentStart = try parser.next().event else { return nil }
            let first = try parser.next()
            let read = try value(first.event, at: first.position)
            _ = try parser.next()
            let after = try parser.next()
            if case .documentStart = after.event {
                problems.append(TemplateTextProblem(.secondDocument, at: after.position))
            }
            return read
        } catch {
            problems.append(error)
            return nil
        }
    }

    /// Nil for null, and for what was reported.
    private mutating func value(
        _ event: YAMLParser.Event,
        at position: TextPosition
    ) throws(TemplateTextProblem) -> Read? {
        switch event {
        case .scalar(let scalar):
            refuseAnchor(scalar.node, at: position)
            return self.scalar(scalar, at: position)
        case .sequenceStart(let node):
            refuseAnchor(node, at: position)
            let list = try nested(at: position) { builder throws(TemplateTextProblem) in try builder.list(at: position)
            }
            return tagged(list, node.tag, at: position)
        case .mappingStart(let node):
            refuseAnchor(node, at: position)
            let map = try nested(at: position) { builder throws(TemplateTextProblem) in try builder.map(at: position) }
            return tagged(map, node.tag, at: position)
        case .alias(let name):
            problems.append(TemplateTextProblem(.alias("*" + name), at: position))
            return nil
        case .documentStart, .end, .streamEnd: return nil
        }
    }

    private mutating func nested(
        at position: TextPosition,
        _ body: (inout NodeBuilder) throws(TemplateTextProblem) -> Read
    ) throws(TemplateTextProblem) -> Read {
        guard depth < TemplateDocument.depthLimit else {
            throw TemplateTextProblem(.tooDeep(limit: TemplateDocument.depthLimit), at: position)
        }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }

    private mutating func list(at position: TextPosition) throws(TemplateTextProblem) -> Read {
        var items: [TemplateNode] = []
        var sources: [SourceMap] = []
        while true {
            let (event, place) = try parser.next()
            if case .end = event { break }
            guard let item = try required(event, at: place) else { continue }
            items.append(item.node)
            sources.append(item.source)
        }
        return Read(node: .list(items), source: SourceMap(position: position, children: .list(sources)))
    }

    private mutating func map(at position: TextPosition) throws(TemplateTextProblem) -> Read {
        var entries: OrderedDictionary<String, TemplateNode> = [:]
        var sources: [String: SourceMap.Entry] = [:]
        while true {
            let (event, place) = try parser.next()
            if case .end = event { break }
            let key = try key(event, at: place)
            let (valueEvent, valuePlace) = try parser.next()
            guard let value = try required(valueEvent, at: valuePlace), let key else { continue }
            if let first = sources[key] {
                problems.append(TemplateTextProblem(.duplicateKey(key, first: first.key), at: place))
                continue
            }
            entries[key] = value.node
            sources[key] = SourceMap.Entry(key: place, value: value.source)
        }
        return Read(node: .map(entries), source: SourceMap(position: position, children: .map(sources)))
    }

    private mutating func key(
        _ event: YAMLParser.Event,
        at position: TextPosition
    ) throws(TemplateTextProblem) -> String? {
        guard case .scalar(let scalar) = event else {
            _ = try value(event, at: position)
            problems.append(TemplateTextProblem(.complexKey, at: position))
            return nil
        }
        if scalar.isPlain, scalar.text == "<<" {
            problems.append(TemplateTextProblem(.mergeKey, at: position))
            return nil
        }
        return scalar.text
    }

    /// A value that must not be null.
    private mutating func required(
        _ event: YAMLParser.Event,
        at position: TextPosition
    ) throws(TemplateTextProblem) -> Read? {
        let before = problems.count
        let read = try value(event, at: position)
        if read == nil, problems.count == before {
            problems.append(TemplateTextProblem(.null, at: position))
        }
        return read
    }

    private mutating func refuseAnchor(_ node: YAMLParser.Node, at position: TextPosition) {
        guard let anchor = node.anchor else { return }
        problems.append(TemplateTextProblem(.alias("&" + anchor), at: position))
    }
}

extension NodeBuilder {
    private mutating func scalar(_ scalar: YAMLParser.Scalar, at position: TextPosition) -> Read? {
        let source = SourceMap(position: position)
        guard let tag = scalar.node.tag else {
            let node = scalar.isPlain ? ScalarResolution.node(scalar.text) : .string(scalar.text)
            return node.map { Read(node: $0, source: source) }
        }
        // A reader takes every scalar behind a tag for text.
        return tagged(Read(node: .string(scalar.text), source: source), tag, at: position)
    }

    /// The call that a tag stands for; of YAML's own tags those of plain data mean nothing here.
    private mutating func tagged(_ read: Read, _ tag: String?, at position: TextPosition) -> Read? {
        guard let tag, tag != "!" else { return read }
        if let function = Intrinsic(tag: tag) {
            return call(function, read, at: position)
        }
        guard let type = tag.standardType else {
            problems.append(TemplateTextProblem(.unknownTag(tag), at: position))
            return nil
        }
        guard case .string(let text) = read.node, type != "str" else { return read }
        return ScalarResolution.node(text).map { Read(node: $0, source: read.source) }
    }

    private func call(_ function: Intrinsic, _ read: Read, at position: TextPosition) -> Read {
        var argument = read.node
        if function == .getAtt, case .string(let text) = argument {
            let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            argument = .list(parts.map { .string(String($0)) })
        }
        let entry = SourceMap.Entry(key: position, value: read.source)
        return Read(
            node: .call(function, argument),
            source: SourceMap(position: position, children: .map([function.rawValue: entry]))
        )
    }
}

extension Intrinsic {
    /// The function that a tag stands for; `Fn::ForEach` and `Fn::ToJsonString` have none.
    fileprivate init?(tag: String) {
        let found = Intrinsic.allCases.first { $0.tag == tag && !$0.needsLanguageExtensions }
        guard let found else { return nil }
        self = found
    }
}

extension String {
    /// `int` of YAML's own tags, where CloudFormation takes them.
    fileprivate var standardType: String? {
        let prefix = "tag:yaml.org,2002:"
        guard hasPrefix(prefix) else { return nil }
        let name = String(dropFirst(prefix.count))
        return ["str", "int", "float", "bool", "null", "seq", "map"].contains(name) ? name : nil
    }
}
