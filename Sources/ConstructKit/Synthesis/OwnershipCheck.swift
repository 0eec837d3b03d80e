internal import BorealisDiagnostics
internal import OrderedCollections

/// Checks that each element that was made is held by one property of one stack.
struct OwnershipCheck {
    private struct Claim {
        let stack: String
        let found: Discovery.Found
    }

    private let drafts: [StackDraft]
    private let loose: [Discovery.Found]

    /// - Parameter loose: what the app itself holds, which is reported elsewhere.
    init(of drafts: [StackDraft], loose: [Discovery.Found]) {
        self.drafts = drafts
        self.loose = loose
    }

    func diagnostics(for tally: Tally) -> [Diagnostic] {
        sharedElements + hiddenStacks.map(\.diagnostic) + lostElements(in: tally)
    }

    /// A construct that is held twice is one mistake, however many elements it has: the properties are shown down to
    /// where their paths become the same.
    private var sharedElements: [Diagnostic] {
        var owners: [ObjectIdentifier: Claim] = [:]
        var diagnostics: OrderedDictionary<[String], Diagnostic> = [:]
        for draft in drafts {
            for found in draft.discovery.elements {
                let claim = Claim(stack: draft.name, found: found)
                guard let owner = owners.updateValue(claim, forKey: ObjectIdentifier(found.element)) else { continue }
                let (first, second) = properties(of: owner, claim)
                guard diagnostics[[first, second]] == nil else { continue }
                diagnostics[[first, second]] = diagnostic(for: claim, first: first, second: second)
            }
        }
        return Array(diagnostics.values)
    }

    private func properties(of first: Claim, _ second: Claim) -> (String, String) {
        var left = first.found.path
        var right = second.found.path
        while left.components.count > 1, right.components.count > 1, left.components.last == right.components.last {
            left.components.removeLast()
            right.components.removeLast()
        }
        return ("\(first.stack).\(left.text)", "\(second.stack).\(right.text)")
    }

    private func diagnostic(for claim: Claim, first: String, second: String) -> Diagnostic {
        guard second == "\(claim.stack).\(claim.found.path.text)" else {
            return .sameElements(first: first, second: second, place: claim.found.place)
        }
        let type = type(of: claim.found.element).displayName
        return .twoOwners(type: type, first: first, second: second, place: claim.found.place)
    }

    /// Stacks that another stack refers to and that the app doesn't hold, each with its elements.
    private var hiddenStacks: [(diagnostic: Diagnostic, elements: [Discovery.Found])] {
        let held = heldSerials
        return drafts.flatMap { draft in
            draft.discovery.stacks.compactMap { reference in
                let elements = Discovery(of: reference.stack).elements
                let serials = elements.compactMap(\.element.serial)
                guard !serials.isEmpty, held.isDisjoint(with: serials) else { return nil }
                let diagnostic = Diagnostic.stackOutsideApp(
                    type: String(describing: type(of: reference.stack)),
                    property: "\(draft.name).\(reference.path.text)",
                    place: draft.file
                )
                return (diagnostic, elements)
            }
        }
    }

    private func lostElements(in tally: Tally) -> [Diagnostic] {
        let hidden = hiddenStacks.flatMap(\.elements).compactMap(\.element.serial)
        let known = heldSerials.union(hidden)
        return tally.entries.enumerated().filter { !known.contains($0.offset) }.map { _, entry in
            .inNoStack(type: entry.type.displayName, place: entry.place)
        }
    }

    private var heldSerials: Set<Int> {
        Set((drafts.flatMap(\.discovery.elements) + loose).compactMap(\.element.serial))
    }
}
