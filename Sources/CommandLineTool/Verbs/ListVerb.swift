internal import ArgumentParser
internal import BorealisDiagnostics
internal import ConstructKit
internal import OrderedCollections
internal import TemplateModel

/// `list`: the stacks in the order in which they are deployed.
struct ListVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the stacks in the order in which they are deployed."
    )

    @Flag(help: "Print a JSON array of objects with name, resources and dependencies.")
    var json = false

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        let synthesized = Synthesizer.synthesize(app)
        console.report(synthesized.diagnostics)
        guard !synthesized.diagnostics.containsError else { return .failure }
        let names = synthesized.stacks.map { $0.name + "\n" }.joined()
        do {
            try console.product(json ? jsonText(of: synthesized.stacks) : names)
            return .success
        } catch {
            console.report([error])
            return .failure
        }
    }

    private func jsonText(of stacks: [SynthesizedStack]) -> String {
        let entries = stacks.map { stack in
            TemplateNode.map([
                "name": .string(stack.name), "resources": .integer(stack.template.resources.count),
                "dependencies": .list(stack.dependencies.map(TemplateNode.string)),
            ])
        }
        return TemplateNode.list(entries).text(as: .json)
    }
}
