/// The known name that a misspelt one was probably meant to be.
package enum NearestName {
    /// - Returns: the first of the nearest, ignoring case; nil when none is near enough to be worth a guess.
    package static func of(_ name: String, among known: some Sequence<String>) -> String? {
        let limit = max(1, name.count / 3)
        let candidates = known.map { (name: $0, distance: distance(name.lowercased(), $0.lowercased())) }
        return candidates.filter { $0.distance <= limit }.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// Levenshtein's distance: how many characters must be added, removed or exchanged.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (lineIndex, character) in left.enumerated() {
            var previous = lineIndex
            row[0] = lineIndex + 1
            for column in right.indices {
                let replaced = previous + (right[column] == character ? 0 : 1)
                previous = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}
