internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// Says of renamed resources how to keep the old ones: one remark for a construct that was renamed as a whole.
struct RenameRemarks {
    let remarks: [Diagnostic]

    /// - Parameter changes: in the order of the remarks.
    init(_ names: [String: String], in changes: [ResourceChange], template: Template) {
        let renames = changes.compactMap { change in
            if case .rename(let old) = change.action { RenamedPart(change, from: old) } else { nil }
        }
        var groups: OrderedDictionary<RenamedPart.Prefixes, [RenamedPart]> = [:]
        for part in renames { groups[part.prefixes, default: []].append(part) }
        remarks = groups.flatMap { prefixes, parts -> [Diagnostic] in
            guard prefixes.coverAll(parts, of: template) else {
                return parts.map { .renamed($0.change, from: $0.old) }
            }
            return [.renamedConstruct(parts, from: prefixes.old, to: prefixes.new)]
        }
    }
}

/// A renamed resource that may be a part of a renamed construct.
struct RenamedPart {
    /// What the construct was called, and is called: what is left of the names without the end that they share.
    struct Prefixes: Hashable {
        let old: String
        let new: String

        /// Whether pinning the construct brings back the IDs of these resources and changes no others.
        fileprivate func coverAll(_ parts: [RenamedPart], of template: Template) -> Bool {
            guard parts.count > 1, !old.isEmpty, !new.isEmpty else { return false }
            let members = template.resources.keys.filter { id in
                id == new || (id.hasPrefix(new) && id.dropFirst(new.count).first?.isUppercase ?? false)
            }
            return members.count == parts.count
        }
    }

    let change: ResourceChange
    let old: String

    init(_ change: ResourceChange, from old: String) {
        self.change = change
        self.old = old
    }

    /// The shared end begins with a capital letter, as the name of every component does.
    fileprivate var prefixes: Prefixes {
        let new = change.logicalID
        let shared = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
        let end = String(new.suffix(shared).drop { !$0.isUppercase })
        return Prefixes(old: String(old.dropLast(end.count)), new: String(new.dropLast(end.count)))
    }
}
