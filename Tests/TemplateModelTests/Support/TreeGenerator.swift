import OrderedCollections
import TemplateModel
import TestSupport

/// Random trees with what has broken writers of YAML before.
struct TreeGenerator {
    private static let nasty =
        AmbiguousText.all + [
            " leading", "trailing ", "a: b", "a:", ": a", "a #b", "#a", "- a", "-", "-a", "--- a", "...", "? a", "?a",
            "@a",
            "`a", "%a", "!Ref a", "&a", "*a", "|", ">", "'a'", "\"a\"", "a\\b", "{a}", "[a]", "a, b", "a,b",
            "AWS::Region",
            "${AWS::Region}-x", "arn:aws:s3:::x/*", "10.0.0.0/16", "{{resolve:ssm:x}}", "a\tb", "\ta", "a\rb", "a\r\nb",
            "a\nb", "a\n", "a\n\n", "\na", "\n", "a\n  b\n", "  a\nb", "a \nb", "a\n b \n", "a\n\tb", "a\n#b\n",
            "a\n\n\nb\n", "a\n---\nb", "a\n...\n", "a\u{85}b", "a\u{2028}b\u{2029}", "\u{FEFF}a", "a\u{FEFF}\nb",
            "a\0b",
            "\u{7}\u{1B}\u{7F}", "\u{9F}", "\u{A0}a", "grün", "日本\n語\n", "😀", "a\n😀\n", "\u{FFFE}", "e\u{301}", "/",
            String(repeating: "long ", count: 60) + "end", String(repeating: "k", count: 200),
        ]
    private static let alphabet = Array("aB1 :#-?,[]{}&*!|>'\"%@`\\\n\t\r.\u{0}\u{85}\u{2028}é😀=~<_/$".unicodeScalars)

    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// A map with at least one entry: cfn-lint reads nothing else as a template.
    mutating func template() -> TemplateNode {
        var entries = entries(depth: 4)
        entries["Resources"] = node(depth: 4)
        return .map(entries)
    }

    mutating func node(depth: Int) -> TemplateNode {
        switch random.number(below: depth > 0 ? 10 : 5) {
        case 0: .integer(random.pick([0, 7, -12, 5432, .max, .min], or: 1))
        case 1: .number(number())
        case 2: .boolean(Bool.random(using: &random))
        case 3, 4: .string(text())
        case 5: .list(nodes(depth: depth - 1))
        case 6: .map(entries(depth: depth - 1))
        default: call(depth: depth - 1)
        }
    }

    private mutating func nodes(depth: Int) -> [TemplateNode] {
        (0..<random.number(below: 4)).map { _ in node(depth: depth) }
    }

    private mutating func entries(depth: Int) -> OrderedDictionary<String, TemplateNode> {
        var entries: OrderedDictionary<String, TemplateNode> = [:]
        for _ in 0..<random.number(below: 4) {
            let key = random.pick([text(), "Ref", "Condition", "Fn::Sub", "Type"], or: "Key")
            entries[key] = node(depth: depth)
        }
        return entries
    }

    /// Well formed or not: data may look like a call.
    private mutating func call(depth: Int) -> TemplateNode {
        let function = random.pick(Intrinsic.allCases, or: .ref)
        switch random.number(below: 4) {
        case 0: return .call(function, .string(text()))
        case 1: return .call(function, .list([.string(text()), .string(text())]))
        case 2: return .call(function, .list(nodes(depth: depth)))
        default: return .call(function, node(depth: depth))
        }
    }

    private mutating func number() -> Double {
        let simple = random.pick(
            [0.5, 4, -0.0, -2.25, 1e15, 1e20, 1.5e300, 1e-7, .leastNonzeroMagnitude, 0.1, 123_456.789],
            or: 1
        )
        let bits = Double(bitPattern: random.next())
        return bits.isFinite && Bool.random(using: &random) ? bits : simple
    }

    private mutating func text() -> String {
        guard Bool.random(using: &random) else { return random.pick(Self.nasty, or: "") }
        var text = ""
        for _ in 0..<random.number(below: 9) {
            text.unicodeScalars.append(random.pick(Self.alphabet, or: "a"))
        }
        return text
    }
}

extension SeededGenerator {
    mutating func pick<Element>(_ elements: [Element], or fallback: Element) -> Element {
        elements.randomElement(using: &self) ?? fallback
    }

    mutating func number(below limit: Int) -> Int {
        Int.random(in: 0..<limit, using: &self)
    }
}
