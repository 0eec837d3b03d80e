internal import AWSConstructs
internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import ConstructKit
internal import OrderedCollections
internal import TemplateDiff
internal import TemplateModel

/// A stack as it would be.
struct NewStack {
    let name: String
    let template: ComparedTemplate
    /// The scripts that it deploys.
    var scripts: [ComparedScripts] = []
}

/// The stacks to compare, as they would be.
struct NewStacks {
    let stacks: [NewStack]
    /// Of all stacks that there are, also of those that aren't compared.
    let names: [String]
    /// Whether these are all stacks of an app.
    let isWhole: Bool
    /// Warnings and notes of the synth.
    let findings: [Diagnostic]
    let schemas: TypeSchemas

    /// Synthesises the stacks of an app.
    ///
    /// - Parameter wanted: all where none is named.
    init(of app: any App.Type, named wanted: [String]) throws(DiffProblems) {
        let examined = Synthesizer.examine(app)
        let known = examined.app.stacks.map(\.name)
        let unknown = wanted.filter { !known.contains($0) }.map { Diagnostic.unknownStack($0, known: known) }
        findings = (examined.app.diagnostics + unknown).sorted()
        guard !findings.containsError else { throw DiffProblems(findings) }
        let pairs = zip(examined.app.stacks, examined.sources).filter { wanted.isEmpty || wanted.contains($0.0.name) }
        stacks = pairs.map(NewStack.init)
        names = known
        isWhole = stacks.count == known.count
        schemas = TypeSchemas(of: pairs.flatMap(\.1.resources.values))
    }

    /// Reads a template.
    ///
    /// - Parameter name: what the stack is called; nil for as the file is, up to its first dot, or with it where it begins with one.
    init(template path: String, named name: String?) throws(DiffProblems) {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let stem = String(file.prefix { $0 != "." })
        let name = name ?? (stem.isEmpty ? file : stem)
        let bytes: [UInt8]
        do throws(POSIXFailure) {
            bytes = try SourceFile.read(path).bytes
        } catch {
            throw DiffProblems([.unreadableTemplate(path, reason: error.explanation.asNoun)])
        }
        stacks = [NewStack(name: name, template: try TemplateText(bytes, name: path).compared())]
        names = [name]
        isWhole = false
        findings = []
        schemas = TypeSchemas(of: [])
    }
}

extension NewStack {
    init(_ stack: SynthesizedStack, _ source: TemplateSource) {
        name = stack.name
        let places = stack.places
        // As CloudFormation would read it: its text may have a transform more, and numbers in another form.
        let text = stack.template.node.text(as: .yaml)
        template = ComparedTemplate(Template(TemplateDocument(Array(text.utf8)).root)) { path in
            path.dropFirst().first.flatMap { places[$0] }
        }
        scripts = source.constructs.compactMap { $0 as? MigrationLayer }.map { layer in
            ComparedScripts(layer.set, rebases: layer.rebases, problems: layer.validate())
        }
    }
}
