/// A line that both texts have, or that one of them has.
struct LineEdit {
    enum Kind: String {
        case kept = " "
        case removed = "-"
        case added = "+"
    }

    let kind: Kind
    let line: ArraySlice<UInt8>
}

extension LineEdit {
    /// The edits that make one list of lines from another: the fewest there are; in a change, removed lines come first.
    static func edits(from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>]) -> [LineEdit] {
        let numbers = LineNumbers(old, new)
        var comparison = MyersComparison(old: numbers.old, new: numbers.new)
        comparison.compare()
        var edits: [LineEdit] = []
        var newIndex = 0
        for (oldIndex, line) in old.enumerated() {
            if comparison.isRemoved[oldIndex] {
                edits.append(LineEdit(kind: .removed, line: line))
                continue
            }
            append(new, while: comparison.isAdded, from: &newIndex, to: &edits)
            edits.append(LineEdit(kind: .kept, line: line))
            newIndex += 1
        }
        append(new, while: comparison.isAdded, from: &newIndex, to: &edits)
        return edits
    }

    private static func append(
        _ lines: [ArraySlice<UInt8>],
        while isAdded: [Bool],
        from index: inout Int,
        to edits: inout [LineEdit]
    ) {
        while index < lines.count, isAdded[index] {
            edits.append(LineEdit(kind: .added, line: lines[index]))
            index += 1
        }
    }
}

/// One number for all lines that are equal, so that comparing lines costs nothing.
private struct LineNumbers {
    private(set) var old: [Int] = []
    private(set) var new: [Int] = []

    init(_ oldLines: [ArraySlice<UInt8>], _ newLines: [ArraySlice<UInt8>]) {
        var known: [ArraySlice<UInt8>: Int] = [:]
        old = oldLines.map { Self.number(of: $0, in: &known) }
        new = newLines.map { Self.number(of: $0, in: &known) }
    }

    private static func number(of line: ArraySlice<UInt8>, in known: inout [ArraySlice<UInt8>: Int]) -> Int {
        if let number = known[line] { return number }
        let number = known.count
        known[line] = number
        return number
    }
}
