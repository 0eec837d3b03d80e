import OrderedCollections
import TemplateModel
import Testing

struct YAMLTextTests {
    @Test(arguments: AmbiguousText.all)
    func `a text that looks like something else is double quoted`(_ text: String) {
        #expect(TemplateNode.map(["A": .string(text)]).text(as: .yaml) == "A: \"\(text)\"\n")
    }

    @Test(arguments: AmbiguousText.all)
    func `a key that looks like something else is double quoted`(_ text: String) {
        #expect(TemplateNode.map([text: .integer(1)]).text(as: .yaml) == "\"\(text)\": 1\n")
    }

    @Test(arguments: [
        "a", "AWS::RDS::DBCluster", "10.0.0.0/16", "-m", "a#b", "a:b", "yes please", "nope", "v1.2", "grün", "${A}",
        "a'b",
        "rate(1 day)", "arn:aws:s3:::x/*", "aurora-mysql", "8.0.mysql_aurora.3.08.2",
    ])
    func `text that can only be text stands without quotes`(_ text: String) {
        #expect(TemplateNode.map(["A": .string(text)]).text(as: .yaml) == "A: \(text)\n")
    }

    @Test(arguments: [
        ("a: b", #""a: b""#), ("a:", #""a:""#), ("a #b", ##""a #b""##), ("- a", #""- a""#), (" a", #"" a""#),
        ("*", #""*""#), ("{{resolve:ssm:a}}", #""{{resolve:ssm:a}}""#), ("a\tb", #""a\tb""#), ("a\rb", #""a\rb""#),
        ("a\0b", #""a\0b""#), ("a\u{85}b", #""a\Nb""#), ("a\u{2028}b", #""a\Lb""#), ("\u{FEFF}", #""\uFEFF""#),
        ("😀", #""\U0001F600""#),
    ])
    func `text that YAML can't hold plainly is double quoted, never single`(_ text: String, _ written: String) {
        #expect(TemplateNode.map(["A": .string(text)]).text(as: .yaml) == "A: \(written)\n")
    }

    @Test func `no line is folded`() {
        let text = String(repeating: "word ", count: 200) + "end"
        #expect(TemplateNode.map(["A": .string(text)]).text(as: .yaml) == "A: \(text)\n")
    }

    @Test func `arguments that make a long line stand below each other`() {
        let long = TemplateNode.string(String(repeating: "a", count: 90))
        let text = TemplateNode.map(["A": .call(.split, .list([.string(","), long]))]).text(as: .yaml)
        #expect(text == "A: !Split\n- \",\"\n- \(String(repeating: "a", count: 90))\n")
    }
}
