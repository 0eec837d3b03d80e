/// The known names that misspelt ones were probably meant to be, each looked for once.
///
/// The time grows with the known names and not with how many are misspelt: after a hundred of these nobody is helped by
/// a guess at the next.
package struct NearestNames {
    private let known: [String]
    private var candidates: [Candidate]?
    private var found: [String: String?] = [:]

    private static let queryLimit = 100
    private static let shortestQuery = 3

    package init(among known: some Sequence<String>) {
        self.known = Array(known)
    }

    /// - Returns: the first of the nearest, ignoring case; nil when none is near enough to be worth a guess.
    package mutating func nearest(to name: String) -> String? {
        if let known = found[name] { return known }
        guard found.count < Self.queryLimit, name.utf8.count >= Self.shortestQuery else { return nil }
        let nearest = search(for: name)
        found[name] = .some(nearest)
        return nearest
    }

    private mutating func search(for name: String) -> String? {
        let candidates = candidates ?? known.map(Candidate.init)
        self.candidates = candidates
        let query = Candidate(name)
        var limit = query.limit
        var nearest: String?
        for candidate in candidates {
            guard let distance = query.distance(to: candidate, within: limit) else { continue }
            guard distance < limit || nearest.map({ candidate.name < $0 }) ?? true else { continue }
            limit = distance
            nearest = candidate.name
        }
        return nearest
    }
}

/// A name as it is compared.
private struct Candidate {
    let name: String
    private let letters: [UInt8]

    init(_ name: String) {
        self.name = name
        letters = Array(name.lowercased().utf8)
    }

    /// How far a name may be away from this one; more than ten letters are no slip, however long the name.
    var limit: Int {
        min(max(1, letters.count / 3), 10)
    }

    /// Levenshtein's distance: how many letters must be added, removed or exchanged; nil where they are more than the
    /// limit, which is known from a few columns of each row.
    func distance(to other: Candidate, within limit: Int) -> Int? {
        let width = other.letters.count
        guard abs(letters.count - width) <= limit else { return nil }
        let tooFar = limit + 1
        var row = (0...width).map { min($0, tooFar) }
        for (line, letter) in letters.enumerated() {
            let columns = max(0, line - limit)..<min(width, line + limit + 1)
            var previous = row[columns.lowerBound]
            row[columns.lowerBound] = columns.lowerBound == 0 ? line + 1 : tooFar
            var smallest = row[columns.lowerBound]
            for column in columns {
                let replaced = previous + (other.letters[column] == letter ? 0 : 1)
                previous = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, previous + 1)
                smallest = min(smallest, row[column + 1])
            }
            guard smallest <= limit else { return nil }
        }
        return row[width] <= limit ? row[width] : nil
    }
}
