internal import OrderedCollections
internal import TemplateModel

/// A text of literal pieces and functions, whichever of `Fn::Join` and `Fn::Sub` it was written with.
struct JoinedText {
    /// Literals as they are written and functions in canonical form; no two literals beside each other, none empty.
    private(set) var pieces: [TemplateNode] = []

    init() {}

    mutating func append(literal text: String) {
        guard !text.isEmpty else { return }
        if case .string(let last)? = pieces.last {
            pieces[pieces.count - 1] = .string(last + text)
        } else {
            pieces.append(.string(text))
        }
    }

    /// - Parameter form: in canonical form; the pieces of a joined text are taken one by one.
    mutating func append(_ form: TemplateNode) {
        if case .string(let text) = form {
            append(literal: ExactText.text(of: text))
        } else if case (.join, .list(let arguments))? = form.call, arguments.count == 2, arguments[0] == .string(""),
            case .list(let own) = arguments[1]
        {
            for piece in own { append(piece) }
        } else {
            pieces.append(form)
        }
    }

    /// A literal, the only function that is there, or `Fn::Join` of all.
    var form: TemplateNode {
        let forms = pieces.map { piece in piece.plainText.map { .string(ExactText.form(of: $0)) } ?? piece }
        guard let first = forms.first else { return .string("") }
        return forms.count == 1 ? first : .call(.join, .list([.string(""), .list(forms)]))
    }
}

extension JoinedText {
    /// A text with `${…}`, each of which a call takes the place of.
    ///
    /// - Parameter variables: in canonical form.
    /// - Source: CloudFormation Template Reference, "Fn::Sub", read 2026-11-22.
    init(substituting text: String, variables: OrderedDictionary<String, TemplateNode>) {
        var rest = text[...]
        while let start = rest.firstPlace(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            append(literal: String(rest[..<start.lowerBound]))
            append(named: rest[start.upperBound..<end], variables)
            rest = rest[rest.index(after: end)...]
        }
        append(literal: String(rest))
    }

    private mutating func append(named name: Substring, _ variables: OrderedDictionary<String, TemplateNode>) {
        let name = name.withoutOuterSpaces
        if name.hasPrefix("!") {
            append(literal: "${\(name.dropFirst())}")
        } else if let value = variables[name] {
            append(value)
        } else if let dot = name.firstIndex(of: ".") {
            let attribute = String(name[name.index(after: dot)...])
            append(.call(.getAtt, .list([.string(String(name[..<dot])), .string(attribute)])))
        } else {
            append(.call(.ref, .string(name)))
        }
    }
}

extension Substring {
    fileprivate var withoutOuterSpaces: String {
        guard first == " " || last == " " else { return String(self) }
        return String(Substring(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
    }
}
