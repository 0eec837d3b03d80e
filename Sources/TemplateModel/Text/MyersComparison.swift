/// The shortest edit between two lists, in memory that grows with their length only.
///
/// Items that the other list doesn't have are taken out first: they are removed or added in any case, and without them
/// two wholly different texts cost no search at all.
/// - Source: E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986, §4b (the linear space refinement).
package struct MyersComparison {
    package private(set) var isRemoved: [Bool]
    package private(set) var isAdded: [Bool]

    /// The items that both lists have, and their indices in the whole lists.
    private let old: [(item: Int, index: Int)]
    private let new: [(item: Int, index: Int)]
    private var forward: FurthestPoints
    private var backward: FurthestPoints

    /// - Parameters:
    ///   - old: a number for each item, the same for equal items.
    ///   - new: likewise.
    package init(old: [Int], new: [Int]) {
        let oldItems = Set(old)
        let newItems = Set(new)
        isRemoved = old.map { !newItems.contains($0) }
        isAdded = new.map { !oldItems.contains($0) }
        self.old = old.enumerated().filter { newItems.contains($0.element) }.map { ($0.element, $0.offset) }
        self.new = new.enumerated().filter { oldItems.contains($0.element) }.map { ($0.element, $0.offset) }
        forward = FurthestPoints(largestDiagonal: self.old.count + self.new.count + 1)
        backward = forward
    }

    package mutating func compare() {
        compare(old.indices, new.indices)
    }

    /// Divides at a point of the shortest path, which halves the search each time.
    private mutating func compare(_ oldPart: Range<Int>, _ newPart: Range<Int>) {
        let (olds, news) = withoutCommonEnds(oldPart, newPart)
        guard !olds.isEmpty, !news.isEmpty else {
            for index in olds { isRemoved[old[index].index] = true }
            for index in news { isAdded[new[index].index] = true }
            return
        }
        let middle = middle(of: olds, news)
        compare(olds.lowerBound..<middle.old, news.lowerBound..<middle.new)
        compare(middle.old..<olds.upperBound, middle.new..<news.upperBound)
    }

    private func withoutCommonEnds(_ oldPart: Range<Int>, _ newPart: Range<Int>) -> (Range<Int>, Range<Int>) {
        var (start, newStart) = (oldPart.lowerBound, newPart.lowerBound)
        var (end, newEnd) = (oldPart.upperBound, newPart.upperBound)
        while start < end, newStart < newEnd, old[start].item == new[newStart].item {
            start += 1
            newStart += 1
        }
        while start < end, newStart < newEnd, old[end - 1].item == new[newEnd - 1].item {
            end -= 1
            newEnd -= 1
        }
        return (start..<end, newStart..<newEnd)
    }

    /// A point where a path from the start and one from the end, of equal length or one more, meet.
    private mutating func middle(of olds: Range<Int>, _ news: Range<Int>) -> (old: Int, new: Int) {
        let delta = olds.count - news.count
        forward[1] = 0
        backward[1] = 0
        var length = 0
        while true {
            for diagonal in stride(from: -length, through: length, by: 2) {
                let x = advanceForward(diagonal, length, olds, news)
                let other = delta - diagonal
                if !delta.isMultiple(of: 2), abs(other) < length, x + backward[other] >= olds.count {
                    return (olds.lowerBound + x, news.lowerBound + x - diagonal)
                }
            }
            for diagonal in stride(from: -length, through: length, by: 2) {
                let x = advanceBackward(diagonal, length, olds, news)
                let other = delta - diagonal
                if delta.isMultiple(of: 2), abs(other) <= length, x + forward[other] >= olds.count {
                    return (olds.upperBound - x, news.upperBound - x + diagonal)
                }
            }
            length += 1
        }
    }

    private mutating func advanceForward(
        _ diagonal: Int,
        _ length: Int,
        _ olds: Range<Int>,
        _ news: Range<Int>
    ) -> Int {
        var x = forward.start(on: diagonal, length: length)
        while x < olds.count, x - diagonal < news.count,
            old[olds.lowerBound + x].item == new[news.lowerBound + x - diagonal].item
        {
            x += 1
        }
        forward[diagonal] = x
        return x
    }

    /// As forward, with both lists read from their ends.
    private mutating func advanceBackward(
        _ diagonal: Int,
        _ length: Int,
        _ olds: Range<Int>,
        _ news: Range<Int>
    ) -> Int {
        var x = backward.start(on: diagonal, length: length)
        while x < olds.count, x - diagonal < news.count,
            old[olds.upperBound - 1 - x].item == new[news.upperBound - 1 - x + diagonal].item
        {
            x += 1
        }
        backward[diagonal] = x
        return x
    }
}

/// How many old items the furthest path on each diagonal (old items minus new items) has passed.
private struct FurthestPoints {
    private var points: [Int]
    private let origin: Int

    init(largestDiagonal: Int) {
        points = Array(repeating: 0, count: 2 * largestDiagonal + 1)
        origin = largestDiagonal
    }

    subscript(diagonal: Int) -> Int {
        get { points[origin + diagonal] }
        set { points[origin + diagonal] = newValue }
    }

    /// Where the best path with one edit less reaches the diagonal.
    func start(on diagonal: Int, length: Int) -> Int {
        if diagonal == -length { return self[diagonal + 1] }
        if diagonal == length { return self[diagonal - 1] + 1 }
        return max(self[diagonal - 1] + 1, self[diagonal + 1])
    }
}
