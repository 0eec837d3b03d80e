/// A table in columns that together fit a width; what a cell has no room for goes on in the next line.
///
/// Where columns would get so narrow that names break in odd places, each row becomes a list of its cells.
struct ColumnLayout {
    private static let gap = 2

    private let table: ShownTable
    private let width: Int
    /// Of the columns; nil where they don't fit.
    private let widths: [Int]?

    /// - Parameter width: two columns of it are for the marks.
    init(_ table: ShownTable, width: Int) {
        self.table = table
        self.width = width - 2
        let columns = table.headers.indices.map { column in
            table.rows.flatMap { $0.cells[column] } + [table.headers[column]]
        }
        widths = Self.fitting(
            columns.map { cells in cells.map(\.displayWidth).max() ?? 0 },
            narrowest: columns.map { cells in cells.map(\.longestWord).max() ?? 0 },
            into: self.width - Self.gap * (columns.count - 1)
        )
    }

    var lines: [StyledText] { widths.map(rows) ?? table.rows.flatMap(list) }

    /// The widest column gives way until all fit.
    private static func fitting(_ natural: [Int], narrowest: [Int], into available: Int) -> [Int]? {
        guard narrowest.reduce(0, +) <= available else { return nil }
        var widths = natural
        while widths.reduce(0, +) > available {
            let wide = widths.indices.filter { widths[$0] > narrowest[$0] }
            guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { return nil }
            widths[widest] -= 1
        }
        return widths
    }

    private func rows(_ widths: [Int]) -> [StyledText] {
        let head = line(table.headers.map { StyledText($0, .dim) }, widths)
        return [StyledText("  ") + head]
            + table.rows.flatMap { row in
                let cells = zip(row.cells, widths).map { cell, width in
                    cell.flatMap { StyledText($0, row.mark.style).wrapped(width: width) }
                }
                let height = cells.map(\.count).max() ?? 0
                return (0..<height).map { index in
                    let parts = cells.map { index < $0.count ? $0[index] : StyledText() }
                    return mark(of: row, isFirst: index == 0) + line(parts, widths)
                }
            }
    }

    private func line(_ cells: [StyledText], _ widths: [Int]) -> StyledText {
        var line = StyledText()
        for (cell, width) in zip(cells, widths) {
            line = line + cell
            line.append(String(repeating: " ", count: width - cell.width + Self.gap), .plain)
        }
        line.dropTrailingSpaces()
        return line
    }

    /// `+ effect  Deny`, a line or more for each cell that isn't empty.
    private func list(of row: ShownTable.Row) -> [StyledText] {
        let indent = (table.headers.map(\.displayWidth).max() ?? 0) + Self.gap
        let cells = zip(table.headers, row.cells).flatMap { header, cell in
            cell.flatMap { StyledText($0, row.mark.style).wrapped(width: width - indent) }.enumerated().map {
                index,
                text in
                let name = index == 0 ? header : ""
                return StyledText(name + String(repeating: " ", count: indent - name.displayWidth), .dim) + text
            }
        }
        return cells.enumerated().map { mark(of: row, isFirst: $0 == 0) + $1 }
    }

    private func mark(of row: ShownTable.Row, isFirst: Bool) -> StyledText {
        StyledText(isFirst ? "\(row.mark.rawValue) " : "  ", row.mark.style)
    }
}

extension String {
    /// The columns of the longest word; one beyond 32 may be broken.
    fileprivate var longestWord: Int { min(split(separator: " ").map(\.displayWidth).max() ?? 0, 32) }
}
