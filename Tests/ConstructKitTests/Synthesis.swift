import BorealisDiagnostics
import ConstructKit
import TemplateModel

/// An app of one stack, made in a test.
struct OneStack<S: Stack & Sample>: App {
    let stack = S()
}

/// A stack, construct or app that is made without arguments.
protocol Sample {
    init()
}

extension Stack where Self: Sample {
    static var synthesized: SynthesizedApp { Synthesizer.synthesize(OneStack<Self>.self) }

    /// The template's text, without problems.
    static var yaml: String {
        get throws {
            let app = synthesized
            if let problem = app.diagnostics.first { throw problem }
            return app.stacks[0].template.node.text(as: .yaml)
        }
    }

    /// What is wrong, as it is printed; files by their name.
    static var problems: [String] { synthesized.problems }
}

extension SynthesizedApp {
    var problems: [String] {
        let text = DiagnosticText { String($0.split(separator: "/").last ?? "") }
        return diagnostics.map(text.text)
    }
}

/// A resource of a made-up type, which has every attribute.
func thing(
    _ properties: KeyValuePairs<String, JSONValue> = [:],
    file: StaticString = #filePath,
    line: UInt = #line
) -> Resource {
    Resource(type: "Test::Kit::Thing", properties: properties, file: file, line: line)
}
