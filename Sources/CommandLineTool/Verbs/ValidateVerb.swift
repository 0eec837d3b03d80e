internal import ArgumentParser
internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import ConstructKit
internal import OrderedCollections
internal import ResourceCatalog
internal import ResourceSchema
internal import TemplateModel
internal import TemplateValidation

/// `validate`: checks templates that are there already, whoever wrote them.
struct ValidateVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check CloudFormation templates, with the line and column of every problem.",
        discussion: """
            Reads YAML or JSON and checks the properties of all resource types that CloudFormation has, what refers to \
            what, and the limits of CloudFormation. The stacks of the app are not looked at: synth checks them itself.

            Exit codes: 0 no errors, 1 errors, 64 wrong usage.
            """
    )

    @Argument(help: "The templates.")
    var files: [String]

    @Flag(name: .shortAndLong, help: "Report problems only.")
    var quiet = false

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        let catalog = ResourceCatalog()
        var hasErrors = false
        for file in files {
            let problems = problems(in: file, catalog: catalog)
            console.report(problems.sorted())
            hasErrors = hasErrors || problems.containsError
            let count = problems.count { $0.severity == .error }
            if !quiet {
                console.progress("\(file): \(count == 0 ? "no errors" : count == 1 ? "1 error" : "\(count) errors")")
            }
        }
        return hasErrors ? .failure : .success
    }

    private func problems(in file: String, catalog: ResourceCatalog) -> [Diagnostic] {
        do {
            let source = try SourceFile.read(file)
            return TemplateFile(source.bytes, name: file).problems(catalog: catalog)
        } catch {
            return [.unreadableTemplate(file, reason: error.explanation.asNoun)]
        }
    }
}

/// A template that somebody wrote, and what is wrong with it.
struct TemplateFile {
    private let document: TemplateDocument
    private let name: String
    private let size: Int

    init(_ bytes: [UInt8], name: String) {
        document = TemplateDocument(bytes)
        size = bytes.count
        self.name = name
    }

    func problems(catalog: ResourceCatalog) -> [Diagnostic] {
        let ofText = sizeProblems + document.problems.map { $0.diagnostic(at: place(of: $0.position)) }
        let template = Template(document.root)
        guard !template.resources.isEmpty else {
            return ofText.isEmpty ? [.noResources(at: Place(file: name))] + sectionProblems(of: template) : ofText
        }
        // Each type is read once, however many resources have it.
        let types = Set(template.resources.values.compactMap(\.typeName))
        let schemas = Dictionary(
            uniqueKeysWithValues: types.compactMap { type in
                catalog.schema(of: type).map { (type, $0) }
            }
        )
        let findings = TemplateValidation(of: template) { schemas[$0] }.findings()
        return ofText + unknownTypes(in: template, known: schemas, catalog: catalog) + findings.map(diagnostic)
    }

    /// A section that is misspelt may be the one that is missing.
    private func sectionProblems(of template: Template) -> [Diagnostic] {
        let findings = TemplateValidation(of: template) { _ in nil }.findings()
        return findings.filter { $0.code == .wrongSection }.map(diagnostic)
    }

    private func diagnostic(of finding: Finding) -> Diagnostic {
        let position = document.sources.position(of: finding.path, isKey: finding.isAboutKey)
        return finding.diagnostic(at: place(of: position)) { place(of: document.sources.position(of: $0)) }
    }

    private var sizeProblems: [Diagnostic] {
        guard size > TemplateSize.limit else { return [] }
        return [.templateTooLarge(size, limit: TemplateSize.limit, at: Place(file: name))]
    }

    private func unknownTypes(
        in template: Template,
        known: [String: ResourceTypeSchema],
        catalog: ResourceCatalog
    ) -> [Diagnostic] {
        var names = NearestNames(among: catalog.typeNames)
        return template.resources.compactMap { id, resource in
            guard let type = resource.typeName, type.hasPrefix("AWS::"), known[type] == nil else { return nil }
            let position = document.sources.position(of: ["Resources", id, "Type"])
            return .unknownType(type, nearest: names.nearest(to: type), at: place(of: position))
        }
    }

    private func place(of position: TextPosition) -> Place {
        Place(file: name, line: position.line, column: position.column)
    }
}

extension String {
    /// What is there in place of a template: `a directory`.
    var asNoun: String {
        hasPrefix("is ") ? String(dropFirst(3)) : self
    }
}
