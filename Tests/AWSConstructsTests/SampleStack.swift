import BorealisDiagnostics
import ConstructKit
import OrderedCollections
import TemplateModel

/// An app of one stack, made by a test.
struct SampleApp: App {
    @TaskLocal static var make: @Sendable () -> any Stack = { fatalErrorStack() }
    let stack: any Stack

    init() {
        stack = Self.make()
    }

    private static func fatalErrorStack() -> any Stack { preconditionFailure("a test must say which stack it means") }
}

/// Synthesises the stack that a closure makes.
func synthesize(_ make: @escaping @Sendable () -> any Stack) -> SynthesizedApp {
    SampleApp.$make.withValue(make) { Synthesizer.synthesize(SampleApp.self) }
}

extension SynthesizedApp {
    /// The problems as they are printed, without their files.
    var problems: [String] {
        diagnostics.map { DiagnosticText { _ in "line" }.text(of: $0) }
    }

    /// A property of a resource in the only stack.
    func property(_ path: String...) -> TemplateNode? {
        guard let first = path.first, var node = stacks.first?.template.resources[first] else { return nil }
        for key in path.dropFirst() {
            guard case .map(let entries) = node, let next = entries[key] else { return nil }
            node = next
        }
        return node
    }
}
