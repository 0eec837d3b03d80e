internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel
internal import TemplateValidation

/// What is wrong with a stack: what it and its constructs say of themselves, and what validation finds in its template.
///
/// A construct is nearer to the cause than its resources, which stand in the same line: they are heard where it says
/// nothing.
struct TemplateCheck {
    private let template: Template
    private let draft: StackDraft
    private let places: MemberPlaces
    private let said: [Diagnostic]
    /// The resources of the stack, each by its logical ID.
    private let resourcesByID: OrderedDictionary<String, Resource>

    /// - Parameter said: what was found while the template was made: a finding that says the same of the typed elements
    ///   is not repeated.
    init(of template: Template, from draft: StackDraft, said: [Diagnostic]) {
        self.template = template
        self.draft = draft
        self.said = said
        places = MemberPlaces(of: draft)
        let resources = draft.members.compactMap { member in (member.element as? Resource).map { (member.id, $0) } }
        // Two with the same ID are a problem of their own.
        resourcesByID = OrderedDictionary(resources) { first, _ in first }
    }

    var resources: [Resource] {
        draft.members.compactMap { $0.element as? Resource }
    }

    /// - Parameter schemas: those of the resources, by the names of their types.
    func diagnostics(schemas: [String: ResourceTypeSchema]) -> [Diagnostic] {
        let own = draft.validate()
        let explained = Set(own.filter { $0.severity == .error }.compactMap(\.place))
        let earlier = EarlierProblems(said + own)
        var settings = RuleSettings(of: draft, resources: resourcesByID)
        let findings = TemplateValidation(of: template) { schemas[$0] }.findings().filter { finding in
            let place = places[finding.path]
            return places.isOfStack(finding) && !settings.allows(finding, at: place)
                && !earlier.explain(finding, at: place)
        }
        let found = findings.map { finding in
            finding.diagnostic(severity: settings.severity(of: finding), at: places[finding.path]) { places[$0] }
        }
        return own + settings.diagnostics() + found.filter { $0.place.map { !explained.contains($0) } ?? true }
    }
}

/// The errors that were found while the templates were made.
private struct EarlierProblems {
    private struct PlacedValue: Hashable {
        let place: Place
        let got: String
    }

    /// The codes of typed references that lead nowhere.
    private static let earlierCodes: [DiagnosticCode] = [.known(.unknownAttribute), .known(.unreachableReference)]
    /// The rules that find the same in the template.
    private static let rules: Set<CataloguedCode> = [
        .absentAttribute, .unknownTarget, .unknownMapping, .unknownCondition,
    ]

    private let references: Set<PlacedValue>
    private let hasErrors: Bool

    init(_ problems: [Diagnostic]) {
        references = Set(
            problems.compactMap { problem in
                guard Self.earlierCodes.contains(problem.code), problem.severity == .error, let place = problem.place,
                    let got = problem.got
                else { return nil }
                return PlacedValue(place: place, got: got)
            }
        )
        hasErrors = problems.containsError
    }

    /// Whether a finding says the same again, or may only be a consequence: what is left out because it is wrong uses
    /// nothing.
    func explain(_ finding: Finding, at place: Place?) -> Bool {
        if finding.code == .unusedElement, hasErrors { return true }
        guard Self.rules.contains(finding.code), let place, let got = finding.got else { return false }
        return references.contains(PlacedValue(place: place, got: got))
    }
}

/// The line of Swift of each element of a template.
private struct MemberPlaces {
    private let places: [[String]: Place]
    private let file: Place?

    init(of draft: StackDraft) {
        file = draft.file
        places = Dictionary(
            draft.members.map { ([$0.element.section, $0.id], $0.place) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The stack's file for what no element of the stack made.
    subscript(path: [String]) -> Place? {
        places[Array(path.prefix(2))] ?? file
    }

    /// Nobody needs to use what synth adds: the parameters of assets.
    func isOfStack(_ finding: Finding) -> Bool {
        finding.code != .unusedElement || places[Array(finding.path.prefix(2))] != nil
    }
}

extension Element {
    /// The section of a template that it becomes a part of.
    fileprivate var section: String {
        switch self {
        case is Resource: "Resources"
        case is Condition: "Conditions"
        case is any MappingElement: "Mappings"
        case is Output: "Outputs"
        default: "Parameters"
        }
    }
}
