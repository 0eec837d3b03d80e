internal import OrderedCollections
internal import TemplateModel

/// Which item of a list became which.
struct ListComparison {
    struct Pair {
        /// The index in the new list, or in the old one of what is gone; the name of an item that has one.
        let name: String
        let before: CanonicalValue?
        let after: CanonicalValue?
    }

    private(set) var pairs: [Pair] = []
    /// Whether items are in another order, where that matters.
    private(set) var isReordered = false

    init(_ olds: [CanonicalValue], _ news: [CanonicalValue], _ order: CanonicalValue.ListOrder) {
        switch order {
        case .counts: pairInOrder(olds, news)
        case .meansNothing: pairAsSets(olds, news)
        case .byKeys(let keys, let countsOrder): pair(olds, news, by: keys, countsOrder: countsOrder)
        }
    }

    private mutating func pair(
        _ olds: [CanonicalValue],
        _ news: [CanonicalValue],
        by keys: [String],
        countsOrder: Bool
    ) {
        let named = { (items: [CanonicalValue]) in
            OrderedDictionary(items.map { ($0.name(by: keys) ?? "", $0) }) { first, _ in first }
        }
        let (oldItems, newItems) = (named(olds), named(news))
        pairs = newItems.map { Pair(name: $0, before: oldItems[$0], after: $1) }
        pairs += oldItems.filter { newItems[$0.key] == nil }.map { Pair(name: $0, before: $1, after: nil) }
        isReordered = countsOrder && Array(oldItems.keys) != Array(newItems.keys)
    }

    /// By the longest common subsequence; what is between two common items is paired as far as it goes.
    private mutating func pairInOrder(_ olds: [CanonicalValue], _ news: [CanonicalValue]) {
        let (oldNumbers, newNumbers) = Self.numbers(olds, news)
        if oldNumbers.count == newNumbers.count, oldNumbers.sorted() == newNumbers.sorted() {
            isReordered = oldNumbers != newNumbers
            return
        }
        var comparison = MyersComparison(old: oldNumbers, new: newNumbers)
        comparison.compare()
        var (old, new) = (0, 0)
        while old < olds.count || new < news.count {
            let goes = (old..<olds.count).prefix { comparison.isRemoved[$0] }
            let comes = (new..<news.count).prefix { comparison.isAdded[$0] }
            pair(goes, comes, olds, news)
            (old, new) = (goes.endIndex, comes.endIndex)
            // The same item, perhaps written differently.
            guard old < olds.count, new < news.count else { continue }
            pairs.append(Pair(name: String(new), before: olds[old], after: news[new]))
            (old, new) = (old + 1, new + 1)
        }
    }

    /// What goes and comes at one place: each of the fewer becomes, in order, the closest of the others.
    private mutating func pair(
        _ goes: Range<Int>,
        _ comes: Range<Int>,
        _ olds: [CanonicalValue],
        _ news: [CanonicalValue]
    ) {
        let (fewer, more) = goes.count < comes.count ? (goes, comes) : (comes, goes)
        let isOldFewer = goes.count < comes.count
        var partners: [Int: Int] = [:]
        var next = more.lowerBound
        for (index, item) in fewer.enumerated() {
            let candidates = next..<more.upperBound - (fewer.count - index - 1)
            let value = (isOldFewer ? olds : news)[item]
            let isChoice = candidates.count > 1 && fewer.count * more.count <= Self.pairLimit
            let others = isChoice ? candidates.map { (isOldFewer ? news : olds)[$0] } : []
            let place = candidates.lowerBound + (Self.closest(to: value, among: others) ?? 0)
            partners[place] = item
            next = place + 1
        }
        for place in more {
            let (old, new) = isOldFewer ? (partners[place], Optional(place)) : (Optional(place), partners[place])
            let name = String(new ?? old ?? place)
            pairs.append(Pair(name: name, before: old.map { olds[$0] }, after: new.map { news[$0] }))
        }
    }

    /// Items that are equal take each other away; objects that are left are paired by what they share.
    private mutating func pairAsSets(_ olds: [CanonicalValue], _ news: [CanonicalValue]) {
        let (oldNumbers, newNumbers) = Self.numbers(olds, news)
        var places = Dictionary(grouping: oldNumbers.indices.reversed()) { oldNumbers[$0] }
        var partners = newNumbers.map { number -> Int? in places[number]?.popLast() }
        var left = places.values.joined().sorted()
        let comes = news.indices.filter { partners[$0] == nil }
        for new in comes where left.count * comes.count <= Self.pairLimit {
            guard let place = Self.closest(to: news[new], among: left.map { olds[$0] }) else { continue }
            partners[new] = left.remove(at: place)
        }
        pairs = news.indices.map { new in
            Pair(name: String(new), before: partners[new].map { olds[$0] }, after: news[new])
        }
        pairs += left.map { Pair(name: String($0), before: olds[$0], after: nil) }
    }

    /// With more pairs than this to choose from, items go and come.
    private static let pairLimit = 10_000

    /// The object that shares the most parts with another, if it shares any.
    private static func closest(to item: CanonicalValue, among items: [CanonicalValue]) -> Int? {
        guard case .object(let parts) = item.parts else { return nil }
        var best: (index: Int, count: Int)?
        for (index, other) in items.enumerated() {
            guard case .object(let own) = other.parts else { continue }
            let count = parts.count { own[$0.key]?.form == $0.value.form }
            if count > best?.count ?? 0 { best = (index, count) }
        }
        return best?.index
    }

    /// The same number for items that mean the same.
    private static func numbers(_ olds: [CanonicalValue], _ news: [CanonicalValue]) -> ([Int], [Int]) {
        var known: [TemplateNode: Int] = [:]
        let number = { (item: CanonicalValue) -> Int in
            if let number = known[item.form] { return number }
            known[item.form] = known.count
            return known.count - 1
        }
        return (olds.map(number), news.map(number))
    }
}
