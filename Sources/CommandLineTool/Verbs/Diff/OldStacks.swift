internal import BorealisDiagnostics
internal import TemplateDiff

/// What makes a comparison impossible.
struct DiffProblems: Error {
    let all: [Diagnostic]

    init(_ all: [Diagnostic]) {
        self.all = all
    }
}

/// What a stack is compared with.
struct OldStack {
    var baseline: Baseline
    /// Nil where nothing is there yet.
    var template: ComparedTemplate?
    var changeSet: ChangeSet?
    /// What the reader should know of it.
    var notices: [Diagnostic] = []
    /// What could not be known of it.
    var gaps: [Gap] = []

    init(_ baseline: Baseline, _ template: ComparedTemplate? = nil) {
        self.baseline = baseline
        self.template = template
    }
}

/// Where the stacks are that others are compared with.
protocol OldStacks {
    func stack(for new: NewStack, schemas: TypeSchemas) throws(DiffProblems) -> OldStack

    /// The stacks that import an export; nil where nobody can say.
    func importers(of export: String) throws(DiffProblems) -> [String]?

    /// Those that aren't in the app any more.
    func leftovers(_ names: [String]) -> [Diagnostic]
}

extension OldStacks {
    func importers(of export: String) throws(DiffProblems) -> [String]? { nil }
    func leftovers(_ names: [String]) -> [Diagnostic] { [] }
}
