internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// How many elements a template can have.
///
/// - Source: CloudFormation User Guide, "Understand CloudFormation quotas", read 2026-11-21. Its text sizes are checked
///   where the text is written.
struct TemplateLimits {
    private let resources = 500
    private let parameters = 200
    private let mappings = 200
    private let outputs = 200
    private let descriptionBytes = 1024

    func diagnostics(for template: Template, of stack: String, at place: Place?) -> [Diagnostic] {
        let counts = [
            ("resources", template.resources.count, resources), ("parameters", template.parameters.count, parameters),
            ("mappings", template.mappings.count, mappings), ("outputs", template.outputs.count, outputs),
        ]
        let tooMany = counts.filter { $0.1 > $0.2 }.map { kind, count, limit in
            Diagnostic.tooManyElements(kind, of: stack, count: count, limit: limit, place: place)
        }
        let length = template.description.utf8.count
        guard length > descriptionBytes else { return tooMany }
        return tooMany + [.descriptionTooLong(of: stack, bytes: length, limit: descriptionBytes, place: place)]
    }
}
