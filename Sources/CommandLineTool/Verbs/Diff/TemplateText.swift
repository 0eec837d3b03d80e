internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateDiff
internal import TemplateModel
internal import TemplateValidation

/// The text of a template that is compared.
struct TemplateText {
    private let document: TemplateDocument
    private let name: String

    /// - Parameter name: of the file, as its reader knows it.
    init(_ bytes: [UInt8], name: String) {
        document = TemplateDocument(bytes)
        self.name = name
    }

    /// One side of a comparison.
    ///
    /// - Throws: ``DiffProblems`` for a text that is no template, with all that makes it none.
    func compared() throws(DiffProblems) -> ComparedTemplate {
        let template = Template(document.root)
        let problems = problems(of: template)
        guard problems.isEmpty else { throw DiffProblems(problems.sorted()) }
        let (sources, name) = (document.sources, name)
        return ComparedTemplate(template) { path in
            let position = sources.position(of: path, isKey: true)
            return Place(file: name, line: position.line, column: position.column)
        }
    }

    private func problems(of template: Template) -> [Diagnostic] {
        let ofText = document.problems.map { $0.diagnostic(at: place(of: $0.position)) }
        guard ofText.isEmpty else { return ofText }
        // Whether the values are those that CloudFormation takes is not asked here: what is deployed has been taken.
        let findings = TemplateValidation(of: template) { _ in nil }.formFindings()
        let ofForm = findings.map { finding in
            let position = document.sources.position(of: finding.path, isKey: finding.isAboutKey)
            return finding.diagnostic(at: place(of: position)) { place(of: document.sources.position(of: $0)) }
        }
        return template.resources.isEmpty ? [.noResources(at: Place(file: name))] + ofForm : ofForm
    }

    private func place(of position: TextPosition) -> Place {
        Place(file: name, line: position.line, column: position.column)
    }
}
