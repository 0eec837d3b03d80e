internal import BorealisDiagnostics
internal import TemplateDiff

extension EntryWords {
    func entry(for resource: ResourceChange) -> OutlineEntry {
        let own = resource.properties.filter { !isToldElsewhere($0, of: resource) }
        let causesFirst = own.filter { $0.replacement != .never } + own.filter { $0.replacement == .never }
        return OutlineEntry(
            mark: resource.mark,
            name: resource.logicalID.visible,
            type: resource.type.visible,
            headline: resource.headline,
            place: resource.place,
            details: notes(for: resource, isWhole: own.count == resource.properties.count)
                + causesFirst.map { .change(change(for: $0, in: resource.evidence)) },
            remedy: renameRemark(of: resource.logicalID)?.fix?.visible,
            code: .known(resource.code),
            severity: resource.mark == .added || resource.mark == .changed ? .note : .warning,
            key: key(resource.logicalID)
        )
    }

    private func notes(for resource: ResourceChange, isWhole: Bool) -> [OutlineDetail] {
        let rest = difference.migrations.contains { $0.logicalID == resource.logicalID } ? "scripts" : "access"
        let plain = [
            resource.previousType.map { "it was of type \($0.visible)" },
            resource.physicalID.map { "in AWS it is \($0.visible)" },
            words(for: resource.evidence),
            isWhole
                ? nil : rest == "scripts" ? "its scripts are above" : "what it may do, or lets in and out, is above",
        ]
        let weighty = resource.fate.map { [OutlineDetail.note($0, isWeighty: resource.contents != nil)] } ?? []
        return weighty + plain.compactMap { $0.map { .note($0, isWeighty: false) } }
    }

    /// - Parameter evidence: of the whole, which a part of it repeats only where its own is another.
    func change(for property: PropertyChange, in evidence: Evidence) -> ShownChange {
        let names = property.path.first == "Properties" ? property.path.dropFirst() : property.path[...]
        return ShownChange(
            mark: property.mark,
            path: (names.isEmpty ? property.path[...] : names).map(\.pathPart).joined(separator: "."),
            values: property.isWrittenAsBefore
                ? values.value(property.after ?? .unknown)
                : values.values(before: property.before, after: property.after),
            facts: facts(of: property, in: evidence)
        )
    }

    private func facts(of property: PropertyChange, in evidence: Evidence) -> [String] {
        let replacement: String? =
            switch property.replacement {
            case .never: nil
            case .conditional: "may cause a replacement"
            case .always: "causes the replacement"
            }
        let cause: String? =
            switch property.kind {
            case .indirect(let cause): "changes because \(words(for: cause))"
            case .reordered: "the same items in another order, which counts here"
            case .added, .removed, .changed: nil
            }
        let source = property.evidence == evidence ? nil : words(for: property.evidence)
        return [replacement, cause, source].compactMap(\.self)
    }

    private func words(for cause: PropertyChange.Cause) -> String {
        switch cause {
        case .resource(let name, let attribute):
            "\(attribute.map { "\($0.visible) of " } ?? "")\(name.visible) \(fate(of: name, attribute: attribute))"
        case .parameter(let name): "the value of parameter \(name.visible) differs"
        case .mapping(let name): "mapping \(name.visible) differs"
        case .condition(let name): "condition \(name.visible) differs"
        }
    }

    private func fate(of name: String, attribute: String?) -> String {
        let resource = difference.resources.first { $0.logicalID == name }
        switch resource?.action {
        case .rename(let old): return "is made anew, as it was \(old.visible)"
        case .remove: return "is removed"
        default: break
        }
        return switch (resource?.replacement, attribute) {
        case (.always, nil): "is replaced"
        case (.conditional, nil): "may be replaced"
        case (.always, _): "differs after its replacement"
        default: "may differ"
        }
    }
}

extension String {
    /// A key or an index of a path; in quotes where it has a full stop itself.
    fileprivate var pathPart: String { contains(".") ? "\"\(visible)\"" : visible }
}

extension PropertyChange {
    /// Whether only what it refers to differs.
    fileprivate var isWrittenAsBefore: Bool {
        if case .indirect = kind { before == after } else { false }
    }

    fileprivate var mark: Mark {
        switch kind {
        case .added: .added
        case .removed: .removed
        case .changed, .reordered, .indirect: replacement == .always ? .replaced : .changed
        }
    }
}

extension ResourceChange {
    fileprivate var mark: Mark {
        switch action {
        case .add, .import: .added
        case .remove: .removed
        case .rename: .renamed
        case .update: replacement == .never ? .changed : .replaced
        }
    }

    fileprivate var headline: String {
        switch action {
        case .add: "is added"
        case .import: "is taken into the stack as it is"
        case .remove: "is removed"
        case .rename(let old): "was \(old.visible): CloudFormation makes a new one and \(farewell)"
        case .update:
            switch replacement {
            case .never: "is changed"
            case .conditional: "may be replaced"
            case .always: "is replaced"
            }
        }
    }

    private var farewell: String {
        switch retention?.policy {
        case .retain, .retainExceptOnCreate: "leaves the old one outside of the stack"
        case .delete, .snapshot, nil: "removes the old one"
        }
    }

    /// What becomes of what it keeps, and by which policy.
    fileprivate var fate: String? {
        let stays = action == .add || action == .import || (action == .update && replacement == .never)
        guard let retention else { return stays ? nil : contents.map { "it keeps \($0.visible)" } }
        let condition = replacement == .conditional ? "if it is replaced, " : ""
        let byDefault = retention.isWritten ? "" : ", CloudFormation's default"
        let policy = " (\(retention.attribute.rawValue) is \(retention.policy.rawValue)\(byDefault))"
        return condition + words(for: retention.policy) + policy
    }

    private func words(for policy: Retention.Policy) -> String {
        let name = action == .remove ? "it" : "the old one"
        return switch (policy, contents?.visible) {
        case (.delete, let contents?): "\(name) is deleted, which loses \(contents)"
        case (.delete, nil): "\(name) is deleted"
        case (.snapshot, let contents?): "\(name) is deleted; a snapshot keeps \(contents)"
        case (.snapshot, nil): "\(name) is deleted after a snapshot"
        case (.retain, let contents?), (.retainExceptOnCreate, let contents?):
            "\(name) stays in the account, outside of the stack, with \(contents)"
        case (.retain, nil), (.retainExceptOnCreate, nil): "\(name) stays in the account, outside of the stack"
        }
    }
}
