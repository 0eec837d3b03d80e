internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateValidation

/// The settings of a stack and of its resources, and what they let pass.
struct RuleSettings {
    /// A reason to let findings pass, for a whole stack or for one resource.
    private struct Waiver {
        let rule: DiagnosticCode
        let reason: String
        let place: Place
        var findings: [(finding: Finding, place: Place?)] = []
    }

    private let stack: String
    private var ofStack: [Waiver] = []
    private var ofResources: [String: [Waiver]] = [:]
    private var severities: [DiagnosticCode: Diagnostic.Severity] = [:]
    private var problems: [Diagnostic] = []

    /// - Parameter resources: the resources of the stack by their logical IDs.
    init(of draft: StackDraft, resources: OrderedDictionary<String, Resource>) {
        stack = draft.name
        for setting in draft.stack.rules where isValid(setting) {
            switch setting.effect {
            case .allow(let reason):
                ofStack.append(Waiver(rule: setting.rule, reason: reason, place: setting.place))
            case .report(let severity): severities[setting.rule] = severity
            }
        }
        for (id, resource) in resources {
            ofResources[id] = resource.waivers.filter { isValid($0) }.compactMap { setting in
                guard case .allow(let reason) = setting.effect else { return nil }
                return Waiver(rule: setting.rule, reason: reason, place: setting.place)
            }
        }
    }

    private static let rules = CataloguedCode.allCases.filter(\.isRule).map(\.rawValue)

    private mutating func isValid(_ setting: RuleSetting) -> Bool {
        guard Self.rules.contains(setting.rule.rawValue) else {
            problems.append(.unknownRule(setting.rule.rawValue, known: Self.rules, place: setting.place))
            return false
        }
        if case .allow(let reason) = setting.effect, reason.allSatisfy(\.isWhitespace) {
            problems.append(.missingReason(setting.rule.rawValue, place: setting.place))
            return false
        }
        return true
    }

    /// Whether a finding is let pass; it is remembered for the waiver that did so: a resource's before the stack's.
    mutating func allows(_ finding: Finding, at place: Place?) -> Bool {
        let code = DiagnosticCode.known(finding.code)
        if finding.path.count > 1, finding.path[0] == "Resources",
            let index = ofResources[finding.path[1]]?.firstIndex(where: { $0.rule == code })
        {
            ofResources[finding.path[1]]?[index].findings.append((finding, place))
            return true
        }
        guard let index = ofStack.firstIndex(where: { $0.rule == code }) else { return false }
        ofStack[index].findings.append((finding, place))
        return true
    }

    /// How much a finding matters in this stack; nil where nothing is said of its rule.
    func severity(of finding: Finding) -> Diagnostic.Severity? {
        severities[.known(finding.code)]
    }

    /// What was let pass and why, what no longer needs to be, and settings that are none.
    func diagnostics() -> [Diagnostic] {
        let resourceWaivers = ofResources.sorted { $0.key < $1.key }.flatMap(\.value)
        let single = resourceWaivers.flatMap { waiver in
            waiver.findings.map { $0.finding.waived(reason: waiver.reason, at: $0.place) }
        }
        let stale = (ofStack + resourceWaivers).filter(\.findings.isEmpty).map { waiver in
            Diagnostic.staleWaiver(waiver.rule.rawValue, reason: waiver.reason, place: waiver.place)
        }
        return problems + single + stale + ofStack.filter { !$0.findings.isEmpty }.map(note)
    }

    /// The findings are named below the note, the first ten of many.
    private func note(for waiver: Waiver) -> Diagnostic {
        let shown = waiver.findings.prefix(10)
        let more = waiver.findings.count - shown.count
        let lines = shown.map { Diagnostic.Trace($0.finding.problem, at: $0.place) }
        return .usedWaiver(
            waiver.rule,
            stack: stack,
            count: waiver.findings.count,
            reason: waiver.reason,
            place: waiver.place,
            trace: lines + (more > 0 ? [Diagnostic.Trace("and \(more) more", at: nil)] : [])
        )
    }
}
