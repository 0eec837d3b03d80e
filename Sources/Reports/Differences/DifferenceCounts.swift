internal import BorealisDiagnostics
internal import TemplateDiff

/// How many things come, go or change, of one stack or of several.
struct DifferenceCounts {
    private let differences: [StackDifference]

    init(of differences: [StackDifference]) {
        self.differences = differences
    }

    /// `1 guard to allow, 2 added, 1 replaced, 3 scripts to run`; what there is none of is left out.
    var text: String { numbers.joined(separator: ", ") }

    var numbers: [String] {
        let resources = differences.flatMap(\.resources)
        let scripts = differences.flatMap(\.migrations).flatMap(\.scripts)
        let isRunning: (ScriptChange) -> Bool = { $0.kind == .new || $0.kind == .rerun }
        let accepted = scripts.count { if case .accepted = $0.kind { true } else { false } }
        let refused = scripts.count(where: \.isRefused)
        let closed = differences.reduce(0) { $0 + $1.closedGuards.count }
        let guards = differences.reduce(0) { $0 + $1.guards.count }
        let counts = [
            (closed, closed == 1 ? "guard to allow" : "guards to allow"),
            (guards - closed, guards - closed == 1 ? "guard allowed" : "guards allowed"),
            (resources.count { $0.replacement == .always }, "replaced"),
            (resources.count { $0.replacement == .conditional }, "perhaps replaced"),
            (resources.count { $0.action == .remove }, "removed"),
            (resources.count { if case .rename = $0.action { true } else { false } }, "replaced by a rename"),
            (resources.count { $0.action == .add }, "added"),
            (resources.count { $0.action == .import }, "imported"),
            (resources.count { $0.action == .update && $0.replacement == .never }, "changed"),
            (elements, elements == 1 ? "other part" : "other parts"),
            (
                scripts.count(where: isRunning),
                scripts.count(where: isRunning) == 1 ? "script to run" : "scripts to run"
            ),
            (accepted, accepted == 1 ? "script accepted" : "scripts accepted"),
            (refused, refused == 1 ? "script refused" : "scripts refused"),
        ]
        return counts.filter { $0.0 > 0 }.map { "\($0) \($1)" }
    }

    /// The words at the head of a report; "No differences" only where nothing is left open.
    var verdict: String { verdict(no: "No") }

    /// - Parameter no: the word that "differences" begins with, where there are none.
    fileprivate func verdict(no: String) -> String {
        let gaps = differences.reduce(0) { $0 + $1.gaps.count }
        let rewrites = differences.reduce(0) { $0 + $1.rewrites }
        let isEmpty = differences.allSatisfy(\.isEmpty) && numbers.isEmpty
        let open =
            gaps == 1 ? "1 thing is not known before the deploy" : "\(gaps) things are not known before the deploy"
        let changes = text.isEmpty ? "Differences" : text
        let first = isEmpty ? (gaps == 0 ? "\(no) differences" : "\(no) differences in the templates") : changes
        return [first, gaps == 0 ? nil : open, rewrites == 0 ? nil : Self.words(forRewrites: rewrites)]
            .compactMap(\.self).joined(separator: "; ")
    }

    private var elements: Int { differences.reduce(0) { $0 + $1.elements.count } }

    private static func words(forRewrites count: Int) -> String {
        count == 1
            ? "1 part is written differently and means the same"
            : "\(count) parts are written differently and mean the same"
    }
}

extension DifferenceReport {
    /// What differs in all stacks; what could not be compared comes first.
    var verdict: String {
        let isPartial = remarks.containsError
        guard !differences.isEmpty else {
            return isPartial ? "Nothing could be compared" : "There is nothing to compare"
        }
        let stacks = differences.count == 1 ? "" : "\(differences.count) stacks: "
        let counts = DifferenceCounts(of: differences)
        guard isPartial else { return stacks + counts.verdict }
        return "Not everything could be compared; the rest: \(stacks)\(counts.verdict(no: "no"))"
    }

    /// `exit 3: …`, in the words of a reader who has to decide.
    var exitMeaning: String {
        switch exitCode {
        case 0: "exit 0: there is nothing to do"
        case 1: "exit 1: not everything could be compared"
        case 2 where differences.allSatisfy(\.isEmpty): "exit 2: what is deployed isn't settled"
        case 2: "exit 2: a deploy would make these changes"
        default: "exit 3: \(refusal)"
        }
    }

    private var refusal: String {
        let count = differences.reduce(0) { $0 + $1.closedGuards.count }
        return count == 1
            ? "1 change loses data or protection: take it back, or allow it by its flag"
            : "\(count) changes lose data or protection: take them back, or allow each by its flag"
    }
}
