internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema
internal import TemplateDiff

/// Compares stacks one after the other; one that can't be compared doesn't keep the others from it.
struct DiffRun {
    struct Result {
        var differences: [StackDifference] = []
        /// Sorted.
        var notices: [Diagnostic] = []
        /// Sorted.
        var problems: [Diagnostic] = []
    }

    private let old: any OldStacks
    private let allowances: Set<String>

    init(_ old: any OldStacks, allowances: Set<String>) {
        self.old = old
        self.allowances = allowances
    }

    func compare(_ new: NewStacks) -> Result {
        var result = Result()
        for stack in new.stacks {
            do throws(DiffProblems) {
                try compare(stack, schemas: new.schemas, into: &result)
            } catch {
                result.problems += error.all
                // What AWS, or the way to it, doesn't grant for one stack it doesn't grant for the next.
                if error.all.contains(where: \.isAboutSession) { break }
            }
        }
        if new.isWhole { result.notices += old.leftovers(new.names) }
        result.notices = OrderedSet(result.notices + idleAllowances(in: result.differences)).sorted()
        result.problems = OrderedSet(result.problems).sorted()
        return result
    }

    private func compare(_ new: NewStack, schemas: TypeSchemas, into result: inout Result) throws(DiffProblems) {
        var stack = try old.stack(for: new, schemas: schemas)
        var difference = stack.difference(to: new, allowances: allowances, schemas: schemas)
        if try addImporters(of: difference, to: &stack) {
            difference = stack.difference(to: new, allowances: allowances, schemas: schemas)
        }
        result.differences.append(difference)
        result.notices += stack.notices
    }

    /// Asks who uses the exports that go or change, and no others: each is a request.
    ///
    /// - Returns: whether there is any.
    private func addImporters(
        of difference: StackDifference,
        to stack: inout OldStack
    ) throws(DiffProblems) -> Bool {
        var isAnswered = false
        for element in difference.elements where element.section == .outputs && element.action != .add {
            guard let export = stack.template?.exports[element.name], let users = try old.importers(of: export.name)
            else { continue }
            stack.template?.exports[element.name]?.importers = users
            isAnswered = true
        }
        return isAnswered
    }

    /// The keys of stacks that were compared and that have no such guard.
    private func idleAllowances(in differences: [StackDifference]) -> [Diagnostic] {
        let guards = differences.flatMap(\.guards)
        let stacks = Set(differences.map(\.stack))
        let idle = allowances.subtracting(guards.map(\.key)).compactMap { try? GuardKey($0) }
        return idle.filter { stacks.contains($0.stack) }.map { .idleAllowance($0.text, among: guards) }
    }
}

extension OldStack {
    func difference(to new: NewStack, allowances: Set<String>, schemas: TypeSchemas) -> StackDifference {
        let comparison = StackComparison(
            stack: new.name,
            baseline: baseline,
            before: template,
            after: new.template,
            sets: new.scripts,
            changeSet: changeSet,
            allowances: allowances,
            schema: { schemas[$0] }
        )
        var difference = comparison.difference()
        difference.gaps = (difference.gaps + gaps).sorted()
        return difference
    }
}

extension Diagnostic {
    /// Whether it is about how AWS is reached, and not about a stack.
    fileprivate var isAboutSession: Bool {
        let codes: [CataloguedCode] = [
            .noRegion, .noCredentials, .invalidProfile, .failedCredentialSource, .unreachableService, .missingLibrary,
            .invalidEndpoint,
        ]
        return codes.contains { code == .known($0) }
    }
}
