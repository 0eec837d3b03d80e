import OrderedCollections
import TemplateModel
import TestSupport
import Testing

struct TemplateDocumentTests {
    /// Fixed seeds, and one that no run had before.
    @Test(arguments: Array(1...300) + [UInt64.random(in: 1_000...UInt64.max / 2)], TemplateFormat.allCases)
    func `what was written is read again`(_ seed: UInt64, _ format: TemplateFormat) {
        var generator = TreeGenerator(seed: seed)
        let template = generator.template()
        let document = TemplateDocument(Array(template.text(as: format).utf8))
        #expect(document.problems == [], "seed \(seed)")
        #expect(document.root == template.withWholeNumbers, "seed \(seed)")
    }

    @Test(arguments: GoldenCase.all, TemplateFormat.allCases)
    func `the goldens are read again`(_ golden: GoldenCase, _ format: TemplateFormat) {
        let document = TemplateDocument(Array(golden.node.text(as: format).utf8))
        #expect(document.problems == [])
        #expect(document.root == golden.node.withWholeNumbers)
    }

    @Test(
        arguments: [
            ("a: 1", .integer(1)), ("a: 017", .integer(15)), ("a: 0x1F", .integer(31)), ("a: 0b11", .integer(3)),
            ("a: 1_000", .integer(1000)), ("a: 1:30", .integer(90)), ("a: -3", .integer(-3)), ("a: +3", .integer(3)),
            ("a: 1.5", .number(1.5)), ("a: .5", .number(0.5)), ("a: 1.0e+3", .number(1000)), ("a: 1e3", .string("1e3")),
            ("a: 089", .string("089")), ("a: 012345678901", .string("012345678901")), ("a: 1.2.3", .string("1.2.3")),
            ("a: yes", .boolean(true)), ("a: Off", .boolean(false)), ("a: y", .string("y")),
            ("a: TRUE", .boolean(true)),
            ("a: 2010-09-09", .string("2010-09-09")), ("a: 'yes'", .string("yes")), ("a: \"1\"", .string("1")),
            ("a: !!str 1", .string("1")), ("a: !!int '1'", .integer(1)), ("a: 10.0.0.0/16", .string("10.0.0.0/16")),
            ("a: 99999999999999999999", .number(1e20)),
            ("a: !Ref B", .call(.ref, .string("B"))),
            ("a: !GetAtt B.C.D", .call(.getAtt, .list([.string("B"), .string("C.D")]))),
            ("a: !Sub '${B}'", .call(.sub, .string("${B}"))),
            ("a: !If [B, 1, !Ref C]", .call(.if, .list([.string("B"), .integer(1), .call(.ref, .string("C"))]))),
            ("a: {Fn::GetAtt: B.C}", .map(["Fn::GetAtt": .string("B.C")])),
            ("a: !Ref 1", .call(.ref, .string("1"))),
            (#"{"a": "\ud83d\ude00 \\ud83d"}"#, .string("😀 \\ud83d")),
            ("{\"a\":\t1\n}", .integer(1)),
        ] as [(String, TemplateNode)]
    )
    func `a value is what YAML 1.1 says`(_ text: String, _ value: TemplateNode) {
        let document = TemplateDocument(Array(text.utf8))
        #expect(document.problems == [])
        #expect(document.root == .map(["a": value]))
    }

    @Test(
        arguments: [
            ("a: [b\n", .syntax("did not find expected ',' or ']' while parsing a flow sequence"), 2, 1),
            ("a: 1\n b: 2", .syntax("mapping values are not allowed in this context"), 2, 3),
            (
                "a:\n\t- b", .syntax("found character that cannot start any token while scanning for the next token"),
                2, 1
            ),
            ("- a", .notAMap, 1, 1), ("", .notAMap, 1, 1), ("text", .notAMap, 1, 1),
            ("a: 1\n---\nb: 1", .secondDocument, 2, 1),
            ("a: &x 1\nb: *x", .alias("&x"), 1, 4),
            ("a: 1\n<<: {b: 1}", .mergeKey, 2, 1),
            ("? [a]\n: 1", .complexKey, 1, 3),
            ("a: 1\nb: 2\na: 3", .duplicateKey("a", first: TextPosition(line: 1, column: 1)), 3, 1),
            ("a: !Nothing 1", .unknownTag("!Nothing"), 1, 4),
            ("a: !!binary YQ==", .unknownTag("tag:yaml.org,2002:binary"), 1, 4),
            ("a:\nb: 1", .null, 1, 3), ("é: ~", .null, 1, 5), ("a: [1, null]", .null, 1, 8),
        ] as [(String, TemplateTextProblem.Cause, Int, Int)]
    )
    func `what CloudFormation doesn't read is a problem with its place`(
        _ text: String,
        _ cause: TemplateTextProblem.Cause,
        _ line: Int,
        _ column: Int
    ) {
        let problem = TemplateTextProblem(cause, at: TextPosition(line: line, column: column))
        #expect(TemplateDocument(Array(text.utf8)).problems.first == problem)
    }

    @Test func `a node deeper than any template is refused`() {
        for text in [String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000)] {
            let problems = TemplateDocument(Array("a: \(text)".utf8)).problems
            #expect(problems.map(\.cause) == [.tooDeep(limit: 200)])
        }
    }

    @Test func `bytes that are no text are refused`() {
        let problems = TemplateDocument([0x61, 0x3A, 0x20, 0xFF, 0xFE]).problems
        #expect(problems.count == 1)
    }

    @Test func `every key and value has its place`() {
        let text = """
            Resources:
              Ü: {Type: A, List: [1, !Sub "${x}"]}
              B:
                Deep:
                - !If
                  - C
                  - x: 1
            """
        let sources = TemplateDocument(Array(text.utf8)).sources
        let places: [([String], Bool, Int, Int)] = [
            (["Resources"], true, 1, 1), (["Resources", "Ü"], true, 2, 3), (["Resources", "Ü"], false, 2, 7),
            (["Resources", "Ü", "List", "1"], false, 2, 27),
            (["Resources", "Ü", "List", "1", "Fn::Sub"], false, 2, 27),
            (["Resources", "B", "Deep", "0", "Fn::If", "1", "x"], false, 7, 12),
            (["Resources", "B", "Deep", "0", "Fn::If", "1", "x"], true, 7, 9),
            (["Resources", "B", "Nothing", "x"], false, 4, 5),
        ]
        for (path, isKey, line, column) in places {
            #expect(sources.position(of: path, isKey: isKey) == TextPosition(line: line, column: column), "\(path)")
        }
    }
}

extension TemplateNode {
    /// A number is written without a point where it has no fraction, and so read as an integer.
    fileprivate var withWholeNumbers: TemplateNode {
        switch self {
        case .number(let number): Int(NumberText.text(of: number)).map(TemplateNode.integer) ?? self
        case .list(let items): .list(items.map(\.withWholeNumbers))
        case .map(let entries): .map(entries.mapValues(\.withWholeNumbers))
        case .string, .integer, .boolean: self
        }
    }
}
