internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// Finds exports that other stacks lose: CloudFormation refuses to remove or change one that is imported.
///
/// An export whose importers aren't known is only spoken of, and so is one whose value may stay.
struct ExportRules {
    private(set) var guards: [Guard] = []
    private(set) var remarks: [Diagnostic] = []

    init(_ difference: StackDifference, stack: String, _ comparison: StackComparison, _ sides: TemplateSides) {
        let replaced = Set(difference.resources.filter(\.isCertainlyMadeAnew).map(\.logicalID))
        for change in difference.elements where change.section == .outputs {
            let outcome = Self.outcome(of: change, comparison, sides)
            guard let export = change.export, let loss = Loss(of: change, outcome, replaced: replaced) else { continue }
            let sentence = "the export \(export.name) \(loss.text)"
            guard let importers = export.importers else {
                if loss.isCertain { remarks.append(.unknownImporters(of: change, export.name, sentence)) }
                continue
            }
            guard !importers.isEmpty else { continue }
            let verb = importers.count == 1 ? "imports" : "import"
            let reason = "\(sentence), which \(importers.joined(separator: ", ")) \(verb)"
            if loss.isCertain {
                guards.append(
                    Guard(.removeExport, stack: stack, logicalID: change.name, reason: reason, place: change.place)
                )
            } else {
                remarks.append(.uncertainExport(change, reason))
            }
        }
    }

    /// What its condition makes of an output.
    private static func outcome(
        of change: ElementChange,
        _ comparison: StackComparison,
        _ sides: TemplateSides
    ) -> TemplateSides.Outcome {
        guard change.action == .update, change.properties.contains(where: { $0.path == ["Condition"] }),
            let before = comparison.before
        else { return .stays }
        return sides.outcome(
            from: before.template.outputs[change.name],
            to: comparison.after.template.outputs[change.name],
            isThere: before.exports.isEmpty ? nil : before.exports[change.name] != nil
        )
    }

    /// What becomes of an export.
    private struct Loss {
        let text: String
        let isCertain: Bool

        /// - Parameters:
        ///   - outcome: what its condition makes of it.
        ///   - replaced: the resources that other ones certainly take the place of.
        init?(of change: ElementChange, _ outcome: TemplateSides.Outcome, replaced: Set<String>) {
            let values = change.properties.filter { $0.path.first == "Value" }
            switch change.action {
            case .add: return nil
            case .remove: (text, isCertain) = ("is removed", true)
            case .update where outcome == .goes: (text, isCertain) = ("is removed by its condition", true)
            case .update where change.properties.contains { $0.path.first == "Export" }:
                (text, isCertain) = ("gets another name", true)
            case .update where values.isEmpty:
                guard outcome == .mayGo else { return nil }
                (text, isCertain) = ("may be removed by its condition", false)
            case .update:
                isCertain = values.contains { $0.isCertain(replaced: replaced) }
                text = isCertain ? "gets another value" : "may get another value"
            }
        }
    }
}

extension PropertyChange {
    fileprivate func isCertain(replaced: Set<String>) -> Bool {
        switch kind {
        case .indirect(.resource(let id, _)): replaced.contains(id)
        case .indirect(.condition): false
        case .indirect(.parameter), .indirect(.mapping): after != .unknown
        case .added, .removed, .changed, .reordered: true
        }
    }
}

extension ResourceChange {
    fileprivate var isCertainlyMadeAnew: Bool {
        if case .rename = action { true } else { action == .update && replacement == .always }
    }
}
