import BorealisPatterns
import TestSupport
import Testing

@Suite struct PatternTests {
    @Test(arguments: [
        ("", "", true), ("", "a", true), ("b", "abc", true), ("^b", "abc", false), ("b$", "ab", true),
        ("^a$", "a\n", true), ("^a$", "a\n\n", false), ("a.c", "abc", true), ("a.c", "a\nc", false),
        ("(?s)a.c", "a\nc", true), ("(?i)^aBc$", "AbC", true), ("^(?i:a)b$", "Ab", true), ("^(?i:a)b$", "AB", false),
        ("^a(?i)b$", "aB", true), ("^((?i)a)b$", "AB", false),
        ("^(a|bc|)$", "bc", true), ("^(a|bc|)$", "", true), ("^(a|bc|)$", "b", false),
        ("^a*$", "aaa", true), ("^a+$", "", false), ("^a?b$", "b", true), ("^a{2}$", "aa", true),
        ("^a{2}$", "aaa", false), ("^a{2,}$", "aaaa", true), ("^a{1,3}$", "aaaa", false), ("^a{,2}$", "aaa", false),
        ("^(a{0,2}b){2}$", "aabb", true), ("^(a*)*$", "aaab", false), ("^a+?b$", "aab", true), ("^a{x}$", "a{x}", true),
        ("^[a-c]+$", "abc", true), ("^[^a-c]+$", "abc", false), ("^[a-c-]+$", "a-", true), (#"^[\w-.]+$"#, "a-.", true),
        (#"^[\d-z]+$"#, "1-z", true), (#"^[\]]$"#, "]", true), (#"^[\x41\u0042]+$"#, "AB", true),
        (#"^[\uD800-\uDFFF]$"#, "\u{1F600}", true), (#"^\x{1F600}$"#, "\u{1F600}", true), (#"^[[]$"#, "[", true),
        (#"^[\p{L}\p{Zs}]+$"#, "é ß", true), (#"^\P{L}$"#, "é", false), (#"^\pL$"#, "é", true),
        (#"^[\p{Print}&&[^|:/]]+$"#, "a|b", false), (#"^[\p{Print}&&[^|:/]]+$"#, "a-b", true),
        (#"^\w$"#, "é", false), (#"^\s$"#, "\u{A0}", true), (#"^\D\S\W$"#, "aa ", true), (#"a\b"#, "a.", true),
        (#"a\b"#, "ab", false), (#"a\B"#, "ab", true), (#"\Aa\Z"#, "a", true),
        ("^(?!aws:).*$", "aws:a", false), ("^(?!aws:).*$", "a", true), ("^(?=.{2,3}$)a*$", "aaaa", false),
        ("^(?=.{2,3}$)a*$", "aa", true), ("^(?!.*--)[a-z-]+$", "a--b", false), ("^(?!.*--)[a-z-]+$", "a-b-c", true),
        ("^[a-z-]+(?<!-)$", "a-", false), ("^[a-z-]+(?<!-)$", "a-b", true), (#"\w(?<=ab)c"#, "abc", true),
        (#"\w(?<!\.git)$"#, "a.git", false), ("^((?!a)[a-c]|x)+$", "bxc", true), ("^((?!a)[a-c]|x)+$", "bxa", false),
        ("^(?!(?!a)).$", "a", true), ("^(?!(?!a)).$", "b", false), ("^(?<name>a)$", "a", true),
    ])
    func `a pattern matches what it says`(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        #expect(try Pattern(pattern).matches(text) == isMatch)
    }

    @Test(arguments: [
        (#"(a)\1"#, 3, "back references are not supported"), ("(a", 1, "a group is never closed"),
        ("a)", 0, "a group is closed that was not opened"), ("[a", 1, "a class is never closed"),
        ("*a", 0, "there is nothing to repeat"), ("[b-a]", 3, "a range is the wrong way round"),
        ("a{3,1}", 5, "the bounds of a repetition are the wrong way round"),
        ("(?>a)", 2, "this kind of group is not supported"),
        (#"\p{Klingon}"#, 10, "Klingon is no known property"), (#"\u12"#, 3, "hexadecimal digits are missing"),
        (#"a\"#, 1, "the pattern ends too early"),
        (String(repeating: "(", count: 100), 64, "groups are nested too deeply"),
        ("((a{1000}){1000}){1000}", 0, "the pattern has too many repetitions"),
    ])
    func `what can't be matched is refused, with its place`(_ pattern: String, _ offset: Int, _ problem: String) {
        let error = #expect(throws: PatternProblem.self) { try Pattern(pattern) }
        #expect(error?.offset == offset)
        #expect(error?.description == problem)
    }

    /// Another engine's judgement, on patterns and texts of a few letters, where most of both match somewhere.
    @Test func `it agrees with Swift's Regex`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let pattern = generator.pattern(depth: 3)
            let ours = try Pattern("^(?:\(pattern))$")
            let theirs = try Regex(pattern)
            for _ in 0..<5 {
                let text = generator.text()
                let isMatch = try theirs.wholeMatch(in: text) != nil
                #expect(ours.matches(text) == isMatch, "\(pattern) in \(text); seed \(seed)")
            }
        }
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "^(a+)+$", "^(a|aa)+$", "^(a|a?)+$", "^(.*)*x$", "(a*)*b", "^(([a-z])+.)+[A-Z]([a-z])+$",
            "^(?!.*(a+)+b)(a|b|c)+$",
            "^((?!(a+)+x)a)+$", "^(a{0,50}){0,50}$", "(?=.*a)(?=.*(a+)+b)c", "(?<!(a+)+)x$",
        ]
    )
    func `no text takes more than its length`(_ pattern: String) throws {
        let pattern = try Pattern(pattern)
        _ = pattern.matches(String(repeating: "a", count: 20_000) + "!")
    }
}

extension SeededGenerator {
    fileprivate mutating func pattern(depth: Int) -> String {
        let literals = ["a", "b", "c", "[ab]", "[^a]", ".", #"\w"#, "(?:a|b)", ""]
        guard depth > 0 else { return literals[Int.random(in: 0..<literals.count, using: &self)] }
        switch Int.random(in: 0..<6, using: &self) {
        case 0: return pattern(depth: depth - 1) + pattern(depth: depth - 1)
        case 1: return "(?:\(pattern(depth: depth - 1))|\(pattern(depth: depth - 1)))"
        case 2:
            let quantifiers = ["*", "+", "?", "{2}", "{1,3}", "{0,2}"]
            return "(?:\(pattern(depth: depth - 1)))" + quantifiers[Int.random(in: 0..<quantifiers.count, using: &self)]
        case 3: return "(?!\(pattern(depth: depth - 1))c)" + pattern(depth: depth - 1)
        case 4: return "(?=\(pattern(depth: depth - 1)))" + pattern(depth: depth - 1)
        default: return pattern(depth: depth - 1)
        }
    }

    fileprivate mutating func text() -> String {
        String((0..<Int.random(in: 0...7, using: &self)).map { _ in "abc".randomElement(using: &self) ?? "a" })
    }
}
