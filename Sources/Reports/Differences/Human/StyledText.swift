/// Text whose parts have a look; without colours only the text is left.
struct StyledText {
    enum Style: String {
        case plain = ""
        case strong = "1"
        case dim = "2"
        case good = "32"
        case bad = "31"
        case change = "33"
        case loss = "1;31"
        case flag = "36"
    }

    struct Span {
        var text: String
        let style: Style
    }

    private(set) var spans: [Span] = []

    init() {}

    init(_ text: String, _ style: Style = .plain) {
        spans = [Span(text: text, style: style)]
    }

    var width: Int { spans.reduce(0) { $0 + $1.text.displayWidth } }
    var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }

    mutating func append(_ text: String, _ style: Style) {
        if spans.last?.style == style {
            spans[spans.count - 1].text += text
        } else {
            spans.append(Span(text: text, style: style))
        }
    }

    static func + (left: StyledText, right: StyledText) -> StyledText {
        right.spans.reduce(into: left) { $0.append($1.text, $1.style) }
    }

    func text(isColoured: Bool) -> String {
        guard isColoured else { return spans.map(\.text).joined() }
        return spans.map { span in
            span.style == .plain || span.text.isEmpty
                ? span.text : "\u{1B}[\(span.style.rawValue)m\(span.text)\u{1B}[0m"
        }.joined()
    }

    /// Spaces at the end are nothing that could be seen.
    mutating func dropTrailingSpaces() {
        while let last = spans.last {
            let text = last.text.trimmingSuffix { $0 == " " }
            spans.removeLast()
            if !text.isEmpty { return spans.append(Span(text: text, style: last.style)) }
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> String {
        guard let last = lastIndex(where: { !isDropped($0) }) else { return "" }
        return String(self[...last])
    }
}
