/// Edits as the hunks of a unified difference: each change with some lines of context around.
struct Hunks {
    let edits: [LineEdit]
    let context: Int

    /// Empty where nothing was removed or added.
    var text: String {
        var text: [UInt8] = []
        var oldLine = 1
        var newLine = 1
        var index = 0
        for range in ranges {
            let hunk = edits[range]
            let oldCount = hunk.count { $0.kind != .added }
            let newCount = hunk.count { $0.kind != .removed }
            oldLine += range.lowerBound - index
            newLine += range.lowerBound - index
            text += "@@ -\(position(oldLine, oldCount)) +\(position(newLine, newCount)) @@\n".utf8
            for edit in hunk { append(edit, to: &text) }
            oldLine += oldCount
            newLine += newCount
            index = range.upperBound
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Changes whose contexts touch are one hunk.
    private var ranges: [Range<Int>] {
        var ranges: [Range<Int>] = []
        for index in edits.indices where edits[index].kind != .kept {
            let lower = max(index - context, 0)
            let upper = min(index + context + 1, edits.count)
            if let last = ranges.last, last.upperBound >= lower {
                ranges[ranges.count - 1] = last.lowerBound..<upper
            } else {
                ranges.append(lower..<upper)
            }
        }
        return ranges
    }

    /// `12,3`: the first line, counted from 1, and how many; an empty side is at the line before it.
    private func position(_ line: Int, _ count: Int) -> String {
        count == 1 ? "\(line)" : "\(count == 0 ? line - 1 : line),\(count)"
    }

    private func append(_ edit: LineEdit, to text: inout [UInt8]) {
        text += edit.kind.rawValue.utf8
        text += edit.line
        if edit.line.last != UInt8(ascii: "\n") {
            text += "\n\\ No newline at end of file\n".utf8
        }
    }
}
