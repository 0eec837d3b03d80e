internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel
internal import TemplateValidation

/// Makes an app and turns it into templates: discovery, names, references, checks.
///
/// It reads the sources of assets and writes nothing. All problems are collected; the templates of an app with errors are not
/// fit to be written.
package struct Synthesizer {
    private var diagnostics: [Diagnostic] = []
    private var schemas = SchemaLibrary()

    private init() {}

    package static func synthesize<A: App>(_ app: A.Type) -> SynthesizedApp {
        examine(app).app
    }

    /// Synthesises an app, and keeps what its templates were made from.
    package static func examine<A: App>(_ app: A.Type) -> ExaminedApp {
        run { Discovery(of: A()) }
    }

    /// Synthesises a stack as the only one of an app.
    ///
    /// - Parameter name: of the property that would hold it.
    package static func examine<S: Stack>(named name: String, _ stack: () throws -> S) rethrows -> ExaminedApp {
        try run { Discovery(ofOnly: try stack(), named: name) }
    }

    private static func run(_ discover: () throws -> Discovery) rethrows -> ExaminedApp {
        let tally = Tally()
        return try Tally.$current.withValue(tally) {
            var synthesizer = Synthesizer()
            return synthesizer.run(try discover(), tally: tally)
        }
    }

    private mutating func run(_ discovery: Discovery, tally: Tally) -> ExaminedApp {
        if discovery.stacks.isEmpty, discovery.elements.isEmpty {
            diagnostics.append(.emptyApp(discovery.rootName))
        }
        let drafts = drafts(in: discovery)
        diagnostics += OwnershipCheck(of: drafts, loose: discovery.elements).diagnostics(for: tally)
        var crossStack = CrossStackReferences(names: drafts.map(\.name))
        var (templates, assets) = buildTemplates(of: drafts, references: &crossStack)
        addAssetParameters(to: &templates, of: drafts, assets: assets)
        addExports(to: &templates, of: drafts, references: crossStack)
        check(templates, of: drafts)
        let order = deploymentOrder(of: drafts, references: crossStack)
        let stacks = order.map { index in
            let dependencies = crossStack.needs.filter { $0.consumer == index }.map { drafts[$0.producer].name }
            return SynthesizedStack(
                name: drafts[index].name,
                template: templates[index],
                dependencies: dependencies.sorted(),
                assets: assets[index],
                places: drafts[index].places
            )
        }
        let app = SynthesizedApp(stacks: stacks, diagnostics: OrderedSet(diagnostics).sorted())
        return ExaminedApp(app: app, sources: order.map { TemplateSource($0, of: drafts, crossStack: crossStack) })
    }
}

extension Synthesizer {
    private mutating func drafts(in discovery: Discovery) -> [StackDraft] {
        diagnostics += discovery.problems
        diagnostics += discovery.elements.map { found in
            let type = Swift.type(of: found.element).displayName
            return .elementOutsideStack(type: type, property: found.path.text, place: found.place)
        }
        checkNames(of: discovery.stacks)
        let drafts = discovery.stacks.map { StackDraft(name: $0.path.stackName, stack: $0.stack) }
        diagnostics += drafts.flatMap(\.problems)
        return drafts
    }

    /// File systems may ignore case, and so the names of two stacks must differ in more than that.
    private mutating func checkNames(of stacks: [Discovery.FoundStack]) {
        var owners: [String: String] = [:]
        for found in stacks {
            let name = found.path.stackName
            if !StackName.isValid(name) {
                diagnostics.append(.invalidStackName(name, property: found.path.text))
            } else if let owner = owners.updateValue(found.path.text, forKey: name.lowercased()) {
                diagnostics.append(.duplicateStackName(name, first: owner, second: found.path.text))
            }
        }
    }

    private mutating func buildTemplates(
        of drafts: [StackDraft],
        references: inout CrossStackReferences
    ) -> (templates: [Template], assets: [[AssetContent]]) {
        let directory = Directory(of: drafts)
        var built: (templates: [Template], assets: [[AssetContent]]) = ([], [])
        for (index, draft) in drafts.enumerated() {
            var builder = TemplateBuilder(
                draft: draft,
                index: index,
                directory: directory,
                crossStack: references,
                schemas: schemas
            )
            built.templates.append(builder.template())
            built.assets.append(builder.assets)
            references = builder.crossStack
            schemas = builder.schemas
            diagnostics += builder.problems
        }
        return built
    }

    private mutating func addAssetParameters(
        to templates: inout [Template],
        of drafts: [StackDraft],
        assets: [[AssetContent]]
    ) {
        for index in templates.indices where !assets[index].isEmpty {
            for (id, parameter) in AssetParameters.declarations {
                let isTaken = templates[index].parameters[id] != nil || templates[index].resources[id] != nil
                guard !reject(id, as: "where assets are", if: isTaken, in: drafts[index]) else { continue }
                templates[index].parameters[id] = parameter
            }
        }
    }

    private mutating func addExports(
        to templates: inout [Template],
        of drafts: [StackDraft],
        references: CrossStackReferences
    ) {
        for index in templates.indices {
            let draft = drafts[index]
            for (id, parameter) in references.parameters(of: index) {
                let isTaken = templates[index].parameters[id] != nil || templates[index].resources[id] != nil
                guard !reject(id, as: "the name of a stack", if: isTaken, in: draft) else { continue }
                templates[index].parameters[id] = parameter
            }
            for output in references.outputs(of: index, order: draft.members.map(\.id)) {
                let isTaken = templates[index].outputs[output.id] != nil
                guard !reject(output.id, as: "an export", if: isTaken, in: draft) else { continue }
                templates[index].outputs[output.id] = output.node
            }
        }
    }

    private mutating func reject(_ id: String, as use: String, if isTaken: Bool, in draft: StackDraft) -> Bool {
        if isTaken {
            diagnostics.append(.reservedLogicalID(id, use: use, place: draft.places[id]))
        }
        return isTaken
    }
}

extension Synthesizer {
    private mutating func check(_ templates: [Template], of drafts: [StackDraft]) {
        diagnostics += zip(templates, drafts).filter { $0.0.resources.isEmpty }.map { _, draft in
            .emptyStack(draft.name, place: draft.file)
        }
        // What is found in one stack is no reason to be silent about another.
        let said = diagnostics
        for (template, draft) in zip(templates, drafts) {
            let check = TemplateCheck(of: template, from: draft, said: said)
            diagnostics += check.diagnostics(schemas: schemas.schemas(of: check.resources))
        }
    }

    /// The indices of the stacks, those that are needed first; otherwise as the app has them.
    private mutating func deploymentOrder(of drafts: [StackDraft], references: CrossStackReferences) -> [Int] {
        var graph = DependencyGraph<CrossStackReferences.Reason>(nodes: drafts.map(\.name))
        for need in references.needs {
            graph.add(from: drafts[need.consumer].name, to: drafts[need.producer].name, because: need.reason)
        }
        let (order, cycles) = graph.sorted()
        diagnostics += cycles.map(Diagnostic.stackCycle)
        return order.compactMap { name in drafts.firstIndex { $0.name == name } }
    }
}

extension ElementPath {
    /// The stack's name: `database`, `regionsEu1` for `regions["eu-1"]`.
    fileprivate var stackName: String {
        let name = logicalID
        return name.prefix(1).lowercased() + name.dropFirst()
    }
}

/// - Source: CloudFormation API Reference, CreateStack, StackName, read 2026-11-21.
private enum StackName {
    static func isValid(_ name: String) -> Bool {
        guard name.utf8.count <= 128, name.first.map({ $0.isASCII && $0.isLetter }) ?? false else { return false }
        return LogicalID.isValid(name)
    }
}
