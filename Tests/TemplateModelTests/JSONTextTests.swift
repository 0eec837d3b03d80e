import OrderedCollections
import TemplateModel
import Testing

struct JSONTextTests {
    @Test func `a line of JSON has neither indentation nor a newline`() {
        let node = TemplateNode.map([
            "A": .list([.integer(1), .number(1.5), .boolean(true), .list([]), .map([:])]),
            "B": .call(.getAtt, .list([.string("Cluster"), .string("a\"b\n")])),
        ])
        #expect(node.line == #"{"A": [1, 1.5, true, [], {}], "B": {"Fn::GetAtt": ["Cluster", "a\"b\n"]}}"#)
    }
}
