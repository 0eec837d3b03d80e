/// Text of others within Markdown: nobody is called, nothing is linked, nothing is markup.
enum MarkdownText {
    /// Words in a sentence.
    ///
    /// A comment behind `@`, `#` and `GH-` keeps GitHub and GitLab from taking what follows for a person or an issue;
    /// a backslash alone is gone by the time they look for them. One within an address keeps it from being a link.
    static func prose(_ text: String) -> String {
        var isAtNumber = true
        let escaped = text.unicodeScalars.map { scalar in
            defer { isAtNumber = isAtNumber && ("0"..."9").contains(scalar) }
            return switch scalar {
            case "@": "@<!-- -->"
            case "#": "\\#<!-- -->"
            case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "+", "-", "!", "|", "~", "&", "$", "^":
                "\\\(scalar)"
            case ".", ")": isAtNumber ? "\\\(scalar)" : String(scalar)
            default: String(scalar)
            }
        }.joined()
        return escaped.replacing("GH\\-", with: "GH\\-<!-- -->").replacing("gh\\-", with: "gh\\-<!-- -->")
            .replacing("://", with: ":<!-- -->//").replacing(/(?i)www\./) { "\($0.output.dropLast())<!-- -->." }
    }

    /// A name or a value in a sentence, as code.
    static func code(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        let quotes = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
        let needsSpace = text.hasPrefix("`") || text.hasSuffix("`") || (text.hasPrefix(" ") && text.hasSuffix(" "))
        let space = needsSpace && text.contains { $0 != " " } ? " " : ""
        return quotes + space + text + space + quotes
    }

    /// The same in a cell of a table, whose marks end cells even within code.
    static func cell(_ text: String) -> String { code(text).replacing("|", with: "\\|") }

    /// Lines as a block of code, in a fence that is longer than any inside.
    static func block(_ lines: [String], language: String) -> String {
        let longest = lines.map { longestRun(of: "`", in: $0) }.max() ?? 0
        let fence = String(repeating: "`", count: max(longest + 1, 3))
        return "\(fence)\(language)\n" + lines.map { $0 + "\n" }.joined() + fence + "\n"
    }

    private static func longestRun(of mark: Unicode.Scalar, in text: String) -> Int {
        var (run, longest) = (0, 0)
        for scalar in text.unicodeScalars {
            run = scalar == mark ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
