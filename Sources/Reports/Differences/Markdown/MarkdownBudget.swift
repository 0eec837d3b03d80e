/// A piece of Markdown that is shown as a whole, in its short form, or not at all.
struct MarkdownPiece {
    /// The lower, the more important.
    let rank: Int
    let full: String
    let short: String
}

struct MarkdownSection {
    enum Look {
        /// The head of a stack.
        case head
        /// Without anything to unfold.
        case open
        /// Unfolded, and can be folded.
        case unfolded
        case folded
    }

    let stack: String
    let title: String
    let look: Look
    let noun: String
    let pieces: [MarkdownPiece]
}

/// As much of a document as a limit allows: the most important pieces whole, then long ones shortened, then the least
/// important ones left out, each time saying so.
struct MarkdownBudget {
    /// A piece beyond this is shortened before another is left out.
    private static let longestPiece = 2_000

    let head: String
    /// What shows all of it.
    let command: String
    let sections: [MarkdownSection]

    func text(limit: Int) -> String {
        let ranks = sections.flatMap(\.pieces).map(\.rank)
        let order = ranks.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
        for isShortened in [false, true] {
            let text = self.text(of: Set(order), isShortened: isShortened)
            if text.utf8.count <= limit { return text }
        }
        let count = mostPieces(of: order, limit: limit)
        return text(of: Set(order.prefix(count)), isShortened: true)
    }

    /// By halving: with more pieces the text only grows.
    private func mostPieces(of order: [Int], limit: Int) -> Int {
        var (fits, tooMany) = (0, order.count)
        while tooMany - fits > 1 {
            let middle = (fits + tooMany) / 2
            let text = self.text(of: Set(order.prefix(middle)), isShortened: true)
            if text.utf8.count <= limit { fits = middle } else { tooMany = middle }
        }
        return fits
    }

    private func text(of shown: Set<Int>, isShortened: Bool) -> String {
        var text = head
        var index = 0
        var lostStacks = 0
        var hasHead = true
        for section in sections {
            let indices = index..<(index + section.pieces.count)
            index = indices.upperBound
            if section.look == .head { hasHead = shown.contains(indices.lowerBound) }
            guard hasHead else {
                lostStacks += section.look == .head ? 1 : 0
                continue
            }
            let pieces = zip(indices, section.pieces).filter { shown.contains($0.0) }.map(\.1)
            let left = zip(indices, section.pieces).filter { !shown.contains($0.0) }.map(\.1)
            text += self.text(of: section, pieces: pieces, left: left, isShortened: isShortened)
        }
        guard lostStacks > 0 else { return text }
        return text + "\(Self.count(lostStacks, "more stack")) left out: run \(MarkdownText.code(command))\n"
    }

    private func text(
        of section: MarkdownSection,
        pieces: [MarkdownPiece],
        left: [MarkdownPiece],
        isShortened: Bool
    ) -> String {
        let body = pieces.map { isShortened && $0.full.utf8.count > Self.longestPiece ? $0.short : $0.full }.joined()
        let rest = left.isEmpty ? "" : self.rest(of: section, left: left)
        let title = section.title
        let count = section.pieces.count
        return switch section.look {
        case .head: body
        case .open: "**\(title)**\n\n" + body + rest
        case .unfolded: "<details open><summary><b>\(title)</b> (\(count))</summary>\n\n\(body)\(rest)</details>\n\n"
        case .folded: "<details><summary><b>\(title)</b> (\(count))</summary>\n\n\(body)\(rest)</details>\n\n"
        }
    }

    private func rest(of section: MarkdownSection, left: [MarkdownPiece]) -> String {
        let lines = left.reduce(0) { $0 + $1.full.lineCount }
        let things = Self.count(left.count, "more \(section.noun)")
        return "_\(things), \(Self.count(lines, "line")): run_ \(MarkdownText.code(command))\n\n"
    }

    /// `3,400 lines`.
    static func count(_ number: Int, _ noun: String) -> String {
        let digits = String(number)
        let grouped = digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index).isMultiple(of: 3) ? ",\(digit)" : String(digit)
        }
        return "\(grouped.joined()) \(noun)\(number == 1 ? "" : "s")"
    }
}

extension String {
    var lineCount: Int { utf8.count { $0 == UInt8(ascii: "\n") } }
}
