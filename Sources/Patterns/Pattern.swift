/// A regular expression as registry schemas write them, matched in time that grows with the text and no faster.
///
/// Schemas are written for several engines, mostly Java's; texts come from templates. An engine that backtracks takes
/// exponential time for some of the pairs. This one keeps the set of all states that a text can have led to, so no
/// pattern is slow.
///
/// - Not supported: back references, atomic groups; possessive and lazy quantifiers match as greedy ones do, since
///   only whether a text matches is asked.
/// - Source: ECMA-262, "RegExp (Regular Expression) Objects", which JSON Schema names; `\p{…}`, `\A`, `\Z`, `&&` and
///   flags in groups as java.util.regex has them; read 2026-11-21. Where engines differ, what more of them accept.
package struct Pattern: Sendable {
    private let program: Program

    /// - Throws: ``PatternProblem`` for what is malformed, not supported, or too large.
    package init(_ text: String) throws(PatternProblem) {
        var parser = PatternParser(text)
        program = try Program(parser.parse())
    }

    /// Whether the pattern matches anywhere in a text; anchors say more.
    package func matches(_ text: String) -> Bool {
        var scan = Scan(of: Array(text.unicodeScalars))
        return scan.hasMatch(of: program)
    }
}

/// Why a text is no pattern that ``Pattern`` can match.
package struct PatternProblem: Error, Hashable, CustomStringConvertible {
    /// Counted from 0, in Unicode scalars.
    package let offset: Int
    package let description: String
}
