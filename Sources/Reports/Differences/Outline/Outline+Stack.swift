internal import BorealisDiagnostics
internal import TemplateDiff

extension Outline {
    init(of difference: StackDifference, values: ValueText, path: @escaping (String) -> String) {
        let words = EntryWords(difference: difference, values: values, path: path)
        let isLoss: (ResourceChange) -> Bool = { $0.goesAway || $0.replacement != .never }
        let guards = difference.closedGuards + difference.guards.filter(\.isAllowed)
        let parts: [(OutlinePart.Kind, [OutlineEntry])] = [
            (.guards, guards.map(words.entry)),
            (.losses, difference.resources.filter(isLoss).map(words.entry)),
            (.scripts, difference.migrations.flatMap(words.entries)),
            (.access, words.accessEntries),
            (.resources, difference.resources.filter { !isLoss($0) }.map(words.entry)),
            (.elements, difference.elements.map(words.entry)),
            (.remarks, words.otherRemarks.map(words.entry)),
            (.gaps, difference.gaps.map(words.entry)),
        ]
        self.init(
            stack: difference.stack.visible,
            comparison: difference.baseline.words,
            verdict: DifferenceCounts(of: [difference]).verdict,
            isEmpty: difference.isEmpty,
            parts: parts.filter { !$0.1.isEmpty }.map(OutlinePart.init)
        )
    }
}

extension ResourceChange {
    /// Whether it is gone afterwards under the logical ID that it had.
    fileprivate var goesAway: Bool {
        switch action {
        case .remove, .rename: true
        case .add, .update, .import: false
        }
    }
}

extension Baseline {
    fileprivate var words: String {
        let other = kind == .absent ? "new: nothing is there yet as \(name.visible)" : "compared with \(name.visible)"
        return other + (changeSet.map { " and change set \($0.visible)" } ?? "")
    }
}

/// Puts what differs into words.
struct EntryWords {
    let difference: StackDifference
    let values: ValueText
    let path: (String) -> String

    func key(_ name: String) -> String { "\(difference.stack).\(name)" }

    /// Nothing where all is known as the reader expects: from the templates, and from the change set where there is one.
    func words(for evidence: Evidence) -> String? {
        switch evidence {
        case .changeSet: "known from the change set only"
        case .offline: difference.baseline.changeSet == nil ? nil : "known from the templates only"
        case .both: nil
        }
    }
}

// MARK: - Guards, remarks and gaps

extension EntryWords {
    func entry(for closed: Guard) -> OutlineEntry {
        OutlineEntry(
            mark: closed.isAllowed ? .allowed : .closed,
            name: closed.logicalID.visible,
            type: closed.isAllowed ? "allowed" : nil,
            headline: words(for: closed),
            place: closed.place,
            details: [.note(closed.reason.visible, isWeighty: !closed.isAllowed)],
            remedy: closed.isAllowed ? nil : remedy(for: closed),
            flag: closed.flag.visible,
            code: .known(closed.kind.code),
            severity: closed.isAllowed ? .warning : .error,
            key: key(closed.logicalID)
        )
    }

    private func words(for closed: Guard) -> String {
        let resource = difference.resources.first { $0.logicalID == closed.logicalID }
        let isUncertain = closed.kind == .replace && resource?.replacement == .conditional
        return isUncertain ? "may be replaced" : closed.kind.words
    }

    /// A rename is taken back by keeping the old logical ID.
    private func remedy(for closed: Guard) -> String {
        let fix = closed.kind == .replace ? renameRemark(of: closed.logicalID)?.fix?.visible : nil
        return fix ?? closed.kind.remedy
    }

    /// What says how to keep the old logical ID of a resource.
    func renameRemark(of logicalID: String) -> Diagnostic? {
        let resource = difference.resources.first { $0.logicalID == logicalID }
        guard case .rename(let old)? = resource?.action else { return nil }
        return difference.remarks.first { remark in
            remark.code == .known(.renamedLogicalID)
                && ((remark.got == logicalID && remark.expected == old)
                    || remark.trace.contains { $0.text.hasPrefix("\(old) is now \(logicalID);") })
        }
    }

    /// What the entry of a renamed resource says already is not said again.
    var otherRemarks: [Diagnostic] {
        let told = difference.resources.compactMap { renameRemark(of: $0.logicalID) }.filter(\.trace.isEmpty)
        return difference.remarks.filter { !told.contains($0) }
    }

    func entry(for remark: Diagnostic) -> OutlineEntry {
        OutlineEntry(remark, key: key(remark.sentence), path: path)
    }

    func entry(for gap: Gap) -> OutlineEntry {
        OutlineEntry(
            mark: .unknown,
            name: gap.logicalID?.visible ?? "",
            headline: gap.text.visible,
            place: gap.logicalID.flatMap(place),
            code: .known(.unknownDifference),
            severity: .note,
            key: key("\(gap.logicalID ?? "").\(gap.text)")
        )
    }

    /// Where a resource that changes was written.
    private func place(of logicalID: String) -> Place? {
        difference.resources.first { $0.logicalID == logicalID }?.place
    }
}

extension OutlineEntry {
    /// A problem that others found, with all that it has.
    init(_ remark: Diagnostic, key: String, path: (String) -> String) {
        let trace = remark.trace.map { trace in
            [trace.place.map { $0.text(path: path) }, trace.text.visible].compactMap(\.self).joined(separator: ": ")
        }
        let lines = trace + [remark.fix.map { "fix: \($0.visible)" }].compactMap(\.self) + remark.visibleDetail
        self.init(
            mark: .note,
            name: "",
            type: remark.severity.rawValue,
            headline: remark.sentence.visible,
            place: remark.place,
            details: lines.map { .note($0, isWeighty: false) },
            code: remark.code,
            severity: remark.severity,
            key: key
        )
    }
}

extension Guard.Kind {
    fileprivate var words: String {
        switch self {
        case .replace: "is replaced"
        case .remove: "is removed"
        case .weakenRetention: "is kept less safely when it is removed"
        case .weakenProtection: "is less protected"
        case .regenerateSecret: "is generated anew"
        case .editSQL: "has SQL that differs from what was applied"
        case .removeExport: "is used by other stacks"
        }
    }
}
