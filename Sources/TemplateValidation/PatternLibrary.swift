internal import BorealisPatterns

/// The patterns that a validation has met, each read once.
final class PatternLibrary {
    private var patterns: [String: Pattern?] = [:]

    /// Whether a text matches; any does where the pattern is none, which no generated fact has.
    func isMatch(_ text: String, of pattern: String) -> Bool {
        self.pattern(pattern)?.matches(text) ?? true
    }

    private func pattern(_ text: String) -> Pattern? {
        if let known = patterns[text] { return known }
        let pattern = try? Pattern(text)
        patterns[text] = .some(pattern)
        return pattern
    }
}
