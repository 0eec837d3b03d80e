internal import TemplateModel

/// Two texts line by line, with the lines between changes folded.
enum LineComparison {
    static func lines(from old: [String], to new: [String], context: Int) -> [ShownLine] {
        let difference = TextDifference.unifiedDifference(
            from: text(of: old),
            to: text(of: new),
            oldName: "",
            newName: "",
            context: max(old.count, new.count)
        )
        let edits = difference.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(3).dropLast()
        return folding(edits.map(line), context: context)
    }

    private static func text(of lines: [String]) -> String {
        lines.map { $0 + "\n" }.joined()
    }

    private static func line(of edit: Substring) -> ShownLine {
        let text = String(edit.dropFirst())
        return switch edit.first {
        case "-": .removed(text)
        case "+": .added(text)
        default: .kept(text)
        }
    }

    /// Lines that are further from a change than `context` become their number; a single one is shown.
    private static func folding(_ lines: [ShownLine], context: Int) -> [ShownLine] {
        let changes = lines.indices.filter { if case .kept = lines[$0] { false } else { true } }
        var isNear = Array(repeating: false, count: lines.count)
        for change in changes {
            for index in max(change - context, 0)...min(change + context, lines.count - 1) { isNear[index] = true }
        }
        var folded: [ShownLine] = []
        var index = 0
        while index < lines.count {
            let end = isNear[index] ? index + 1 : isNear[index...].firstIndex(of: true) ?? lines.count
            let isWorthFolding = !isNear[index] && end - index > 1
            folded += isWorthFolding ? [.folded(end - index)] : Array(lines[index..<end])
            index = end
        }
        return folded
    }
}
