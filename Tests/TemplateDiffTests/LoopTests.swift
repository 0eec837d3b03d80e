import TemplateDiff
import TestSupport
import Testing

/// What isn't taken apart of `Fn::ForEach`.
@Suite struct LoopTests {
    @Test func `loops in loops that make more than a template may have stay loops`() {
        let items = "[" + (0..<30).map { "i\($0)" }.joined(separator: ", ") + "]"
        let queue = "'Queue${A}${B}${C}${D}': {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 5}}"
        let loops = ["A", "B", "C", "D"].reversed().reduce(queue) { "'Fn::ForEach::\($1)': [\($1), \(items), {\($0)}]" }
        let before = "{Transform: AWS::LanguageExtensions, Resources: {\(loops)}}"
        let found = ids(from: before, to: before.replacing("DelaySeconds: 5", with: "DelaySeconds: 6"))
        #expect(found == ["Fn::ForEach::A"])
    }

    @Test func `without the transform a loop stays one`() {
        let before = "Resources: {'Fn::ForEach::A': [A, [x, y], {'Queue${A}': {Type: AWS::SQS::Queue}}]}"
        let found = ids(from: before, to: before.replacing("[x, y]", with: "[x]"))
        #expect(found == ["Fn::ForEach::A"])
    }

    private func ids(from before: String, to after: String) -> [String] {
        let pair = TemplatePair("loops", before: ComparedTemplate(text: before), after: ComparedTemplate(text: after))
        return pair.difference().resources.map(\.logicalID)
    }
}
