package import BorealisDiagnostics

/// Which scripts of a set are meant: `3..7`, `..7`, `3..`, or `7` alone.
package struct VersionRange: Hashable, Sendable {
    /// Where it begins, without this version itself; nil for the beginning.
    package let lower: ScriptVersion?
    /// Where it ends, with this version; nil for the end.
    package let upper: ScriptVersion?
    private let isOne: Bool

    /// All scripts.
    package static let all = VersionRange(lower: nil, upper: nil, isOne: false)

    private init(lower: ScriptVersion?, upper: ScriptVersion?, isOne: Bool) {
        self.lower = lower
        self.upper = upper
        self.isOne = isOne
    }

    /// - Returns: nil for a text of another form.
    package init?(_ text: String) {
        guard let dots = text.firstRange(of: "..") else {
            guard let version = ScriptVersion(text) else { return nil }
            self.init(lower: nil, upper: version, isOne: true)
            return
        }
        let (before, after) = (text[..<dots.lowerBound], text[dots.upperBound...])
        let (lower, upper) = (ScriptVersion(before), ScriptVersion(after))
        guard before.isEmpty == (lower == nil), after.isEmpty == (upper == nil), lower != nil || upper != nil else {
            return nil
        }
        self.init(lower: lower, upper: upper, isOne: false)
    }

    /// Whether a version is in it, whatever versions there are.
    package func contains(_ version: ScriptVersion) -> Bool {
        isOne ? version == upper : lower.map { $0 < version } ?? true && upper.map { version <= $0 } ?? true
    }

    /// Whether it begins with an empty database.
    var isFromBeginning: Bool { lower == nil && !isOne }

    /// Whether it goes on to the last script, and to what is run after that.
    var isToEnd: Bool { upper == nil }

    /// A version that no script has, or an end before the beginning.
    ///
    /// - Parameter folder: of the scripts.
    package func problem(among scripts: [MigrationScript], in folder: String) -> Diagnostic? {
        let known = scripts.compactMap(\.version).sorted()
        if let unknown = [lower, upper].compactMap(\.self).first(where: { !known.contains($0) }) {
            let nearest = known.last { $0 < unknown } ?? known.first
            return .unknownVersion(unknown, last: known.last, nearest: nearest, folder: folder)
        }
        guard let lower, let upper, upper <= lower else { return nil }
        return .emptyRange(from: lower, to: upper)
    }
}
