/// Rows of text in columns, for people: no line is longer than 100 characters unless the columns before the last one are.
struct TextTable {
    private static let width = 100
    private static let gap = "  "

    private let header: [String]
    private var rows: [[String]] = []
    /// Of numbers, which stand at the right of their column.
    private let numbers: Set<Int>

    /// - Parameter numbers: the columns, counted from 0, that have numbers.
    init(_ header: [String], numbers: Set<Int> = []) {
        self.header = header
        self.numbers = numbers
    }

    /// - Parameter row: as many cells as the header has.
    ///   A control character, as a line feed in a file's name, is shown as `?`.
    mutating func append(_ row: [String]) {
        rows.append(row.map(\.inOneLine))
    }

    /// The lines; none ends in blanks.
    var text: String {
        let all = [header] + rows
        var widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        let rest = Self.width - widths.dropLast().reduce(0) { $0 + $1 + Self.gap.count }
        if let last = widths.popLast() {
            widths.append(min(last, max(rest, header.last?.count ?? 0, 8)))
        }
        return all.map { row in line(of: row, widths: widths) + "\n" }.joined()
    }

    private func line(of row: [String], widths: [Int]) -> String {
        let cells = zip(row.enumerated(), widths).map { cell, width in
            let text = cell.element.shortened(to: width)
            let filling = String(repeating: " ", count: width - text.count)
            return numbers.contains(cell.offset) ? filling + text : text + filling
        }
        var line = cells.joined(separator: Self.gap)
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }
}

extension String {
    var inOneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
    }

    /// At most so many characters, the last of them `…` where it is longer.
    func shortened(to limit: Int) -> String {
        count <= limit ? self : prefix(limit - 1) + "…"
    }
}
