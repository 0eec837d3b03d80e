/// Whether Markdown ends all that it begins.
enum MarkdownBalance {
    /// No fence and no `<details>` is left open or ended twice; nil where that is so.
    static func problem(with text: String) -> String? {
        var fence: Substring?
        var depth = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let ticks = line.prefix { $0 == "`" }
            if let open = fence {
                if line == open { fence = nil }
            } else if ticks.count >= 3, !line.dropFirst(ticks.count).contains("`") {
                fence = ticks
            } else {
                if line.hasPrefix("<details") { depth += 1 }
                if line.hasPrefix("</details>") { depth -= 1 }
                if !(0...1).contains(depth) { return "unbalanced: \(line)" }
            }
        }
        if let fence { return "open: \(fence)" }
        return depth == 0 ? nil : "open: <details>"
    }
}
