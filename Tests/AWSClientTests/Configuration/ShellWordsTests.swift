import BorealisAWSClient
import Testing

/// The words are those of Python's `shlex.split`, compared by hand on 2026-11-22.
@Suite struct ShellWordsTests {
    @Test(arguments: [
        ("", []),
        ("   ", []),
        ("a b  c", ["a", "b", "c"]),
        (#""a b" c"#, ["a b", "c"]),
        ("'a b' c", ["a b", "c"]),
        (#"a"b c"d"#, ["ab cd"]),
        (#""" ''"#, ["", ""]),
        (#"a\ b"#, ["a b"]),
        (#""a\"b\\c\d""#, [#"a"b\c\d"#]),
        (#"'a\b'"#, [#"a\b"#]),
        (#"a\nb"#, ["anb"]),
        ("a\tb", ["a", "b"]),
        ("a #b;c $HOME ~", ["a", "#b;c", "$HOME", "~"]),
        (#""it's" 'say "no"'"#, ["it's", #"say "no""#]),
        ("größe 値", ["größe", "値"]),
    ])
    func `a command line is parted into words`(_ line: String, _ words: [String]) {
        #expect(ShellWords.words(of: line) == words)
    }

    @Test(arguments: [#""a"#, "'a", #"a\"#, #""a\"#, #"a "b' c"#])
    func `what is never closed has no words`(_ line: String) {
        #expect(ShellWords.words(of: line) == nil)
    }
}
