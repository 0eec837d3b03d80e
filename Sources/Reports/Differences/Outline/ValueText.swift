internal import OrderedCollections
internal import TemplateDiff
internal import TemplateModel

/// Values of a template as people read them: as YAML would write them, JSON within texts laid out.
struct ValueText {
    /// How many bytes of a text are shown at most, so that a value of a megabyte doesn't bury the rest.
    let longest: Int

    /// What is longer gets lines of its own.
    private static let longestShort = 60
    private static let context = 2

    /// A value and what it becomes.
    func values(before: ChangedValue?, after: ChangedValue?) -> ShownChange.Values {
        if let short = short(before, after) { return short }
        var texts = (before.map(lines) ?? [], after.map(lines) ?? [])
        switch (before.endsLine, after.endsLine) {
        case (true, false): texts.1.append(Self.unended)
        case (false, true): texts.0.append(Self.unended)
        default: break
        }
        let whole = (texts.0 + texts.1).reduce(0) { $0 + $1.utf8.count + 1 }
        guard whole <= Self.comparable else {
            return .long(cut(texts.0.map(ShownLine.removed) + texts.1.map(ShownLine.added)))
        }
        let lines = LineComparison.lines(from: texts.0, to: texts.1, context: Self.context)
        return .long(lines.isEmpty ? [.cut("the same but for spaces")] : cut(lines))
    }

    /// What stands behind a text that lacks a line feed at its end where the other has one.
    private static let unended = "(no line feed at the end)"

    /// A value that is written as before.
    func value(_ value: ChangedValue) -> ShownChange.Values {
        .same(cut((inline(value).map { [$0] } ?? lines(of: value)).map(ShownLine.kept)))
    }

    /// Texts beyond this size are shown one after the other, without a search for what they share.
    private static let comparable = 4_000_000

    /// Nil where one of them is too long for a line.
    private func short(_ before: ChangedValue?, _ after: ChangedValue?) -> ShownChange.Values? {
        let values = [before, after].compactMap(\.self)
        guard values.allSatisfy({ inline($0) != nil }) else { return nil }
        let (old, new) = (before.flatMap(inline), after.flatMap(inline))
        guard let old, let new, old == new, !old.utf8.elementsEqual(new.utf8) else {
            return .short(before: old, after: new)
        }
        return .short(before: old.spelled, after: new.spelled)
    }

    /// The value in a line; nil where it is too long for one.
    private func inline(_ value: ChangedValue) -> String? {
        switch value {
        case .hidden: "(hidden)"
        case .unknown: "(known at the deploy)"
        case .value(let node): node.inlineText(longest: Self.longestShort)?.visible
        }
    }

    private func lines(of value: ChangedValue) -> [String] {
        guard case .value(let node) = value else { return inline(value).map { [$0] } ?? [] }
        return node.textLines.map(\.visible)
    }

    /// The lines up to the limit, and how much is left out; of two sides each has half of the room.
    private func cut(_ lines: [ShownLine]) -> [ShownLine] {
        let share = Set(lines.compactMap(\.side)).isSuperset(of: [.old, .new]) ? 2 : 1
        var cut = CutLines(bytes: longest / share, lines: Self.mostLines / share)
        for line in lines { cut.add(line) }
        return cut.finished
    }

    private static let mostLines = 80
}

extension ChangedValue? {
    /// Whether it is a text with a line feed at its end; nil for what is no text.
    fileprivate var endsLine: Bool? {
        guard case .value(.string(let text)) = self, JSONLayout.text(of: text) == nil else { return nil }
        return text.utf8.last == UInt8(ascii: "\n")
    }
}

extension TemplateNode {
    /// As YAML writes it in a line: `!Ref Cluster`, `[a, "16.10"]`; nil where that takes more bytes than `longest`.
    func inlineText(longest: Int) -> String? {
        guard isShorter(than: longest) else { return nil }
        let text = flow(isOutermost: true)
        return text.utf8.count <= longest && !text.utf8.contains(UInt8(ascii: "\n")) ? text : nil
    }

    /// One line for each part of a map, a list or a text; JSON in a text is laid out.
    var textLines: [String] {
        let text =
            switch self {
            case .string(""): "\"\""
            case .string(let string): JSONLayout.text(of: string) ?? string
            default: self.text(as: .yaml)
            }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return lines.last == "" ? lines.dropLast() : lines
    }

    /// A guess from below that never walks through all of a large value.
    private func isShorter(than length: Int) -> Bool {
        var left = length
        return spend(&left)
    }

    private func spend(_ left: inout Int) -> Bool {
        switch self {
        case .string(let text): left -= text.utf8.count
        case .integer, .number, .boolean: left -= 1
        case .list(let items):
            left -= 1
            for item in items where left >= 0 { _ = item.spend(&left) }
        case .map(let entries):
            left -= 1
            for (key, value) in entries where left >= 0 {
                left -= key.utf8.count
                _ = value.spend(&left)
            }
        }
        return left >= 0
    }

    private func flow(isOutermost: Bool) -> String {
        switch self {
        case .integer, .number, .boolean: line
        case .string: scalarText(isOutermost: isOutermost)
        case .list(let items): "[" + items.map { $0.flow(isOutermost: false) }.joined(separator: ", ") + "]"
        case .map(let entries):
            if call != nil, let text = oneLine {
                text
            } else {
                "{" + entries.map { "\($0): \($1.flow(isOutermost: false))" }.joined(separator: ", ") + "}"
            }
        }
    }

    /// A text as YAML writes it, or as JSON where it has what can't be seen; within brackets in quotes where it has marks that could end it.
    private func scalarText(isOutermost: Bool) -> String {
        guard let text = oneLine, case .string(let own) = self, own == own.visible,
            isOutermost || !text.utf8.contains(where: { ",[]{}:".utf8.contains($0) })
        else { return line }
        return text
    }

    /// Nil where YAML needs several lines.
    private var oneLine: String? {
        if case (.getAtt, .string(let name))? = call { return "\(Intrinsic.getAtt.tag) \(name)" }
        let text = TemplateNode.list([self]).text(as: .yaml)
        guard text.hasPrefix("- "), text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) == 1 else { return nil }
        return String(text.dropFirst(2).dropLast())
    }
}

extension ShownLine {
    /// What of the value it shows.
    var text: String {
        switch self {
        case .kept(let text), .removed(let text), .added(let text): text
        case .folded, .cut: ""
        }
    }

    /// The line with so many bytes of its text, or a few less where that ends within a character.
    func prefix(_ count: Int) -> ShownLine {
        let end = text.utf8.index(text.startIndex, offsetBy: count, limitedBy: text.endIndex) ?? text.endIndex
        let part = String(text[..<end])
        return switch self {
        case .kept: .kept(part)
        case .removed: .removed(part)
        case .added: .added(part)
        case .folded, .cut: self
        }
    }
}
