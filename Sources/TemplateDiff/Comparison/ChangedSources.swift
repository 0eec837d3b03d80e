internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// What values can refer to and has another value than before: parameters, mappings, conditions and resources.
struct ChangedSources {
    /// What a deploy does to a resource.
    struct State: Equatable {
        var replacement = ResourceChange.Replacement.never
        /// Whether a property of it changes.
        var isUpdated = false
        var type = ""
        /// What changes of it, as far as that is known.
        var changes: [PropertyChange] = []

        var isChanged: Bool { isUpdated || replacement != .never }
    }

    let parameters: ParameterValues
    private let mappings: (before: Template.Section, after: Template.Section)
    private let changedMappings: Set<String>
    private(set) var conditions: Set<String> = []
    /// Names that were those of parameters and are those of resources, or the other way round.
    private let exchanged: Set<String>
    private let resourceNames: Set<String>
    var states: [String: State] = [:]

    init(before: ComparedTemplate, after: ComparedTemplate, parameters: ParameterValues) {
        let (old, new) = (before.template, after.template)
        self.parameters = parameters
        mappings = (old.mappings, new.mappings)
        changedMappings = Self.changed(old.mappings, new.mappings)
        resourceNames = Set(new.resources.keys)
        exchanged = Set(new.resources.keys.filter { old.parameters[$0] != nil && old.resources[$0] == nil })
            .union(new.parameters.keys.filter { old.resources[$0] != nil && old.parameters[$0] == nil })
        conditions = Self.changed(old.conditions, new.conditions)
        // One that names another changes with it.
        var found = true
        while found {
            found = false
            for (name, node) in new.conditions where !conditions.contains(name) && old.conditions[name] != nil {
                guard !node.mentions.isDisjoint(with: names) else { continue }
                conditions.insert(name)
                found = true
            }
        }
    }

    /// Of elements that both have.
    private static func changed(_ olds: Template.Section, _ news: Template.Section) -> Set<String> {
        Set(
            news.filter { name, new in
                guard let old = olds[name], !old.isWritten(like: new) else { return false }
                return Canonicalization.value(of: old).form != Canonicalization.value(of: new).form
            }.keys
        )
    }

    /// Everything that a value may name and whose meaning differs.
    var names: Set<String> {
        Set(parameters.changes.keys).union(changedMappings).union(conditions).union(exchanged)
            .union(states.filter(\.value.isChanged).keys)
            .union(changedMappings.isEmpty ? [] : [Reference.anyMapping])
    }
}

extension ChangedSources {
    /// Why and how a value changes that is written the same.
    struct Effect {
        let cause: PropertyChange.Cause
        /// Whether it is so in any case.
        let isCertain: Bool
        let before: ChangedValue
        let after: ChangedValue
    }

    /// What becomes of a value that is written the same; nil where it stays.
    ///
    /// The first reference that is certain to change counts, or else the first that may.
    func effect(on value: CanonicalValue, at path: [String]) -> Effect? {
        var possible: Effect?
        for reference in value.form.references {
            guard let effect = effect(of: reference, on: value, at: path) else { continue }
            if effect.isCertain { return effect }
            possible = possible ?? effect
        }
        return possible
    }

    private func effect(of reference: Reference, on value: CanonicalValue, at path: [String]) -> Effect? {
        switch reference {
        case .ref(let name):
            if exchanged.contains(name) {
                let cause: PropertyChange.Cause =
                    resourceNames.contains(name) ? .resource(name, attribute: nil) : .parameter(name)
                return unknown(cause, isCertain: false, value, path)
            }
            if let change = parameters.changes[name] { return effect(of: change, name, on: value, at: path) }
            return effect(ofResource: name, attribute: nil, on: value, at: path)
        case .attribute(let attribute, let name):
            return effect(ofResource: name, attribute: attribute, on: value, at: path)
        case .mapping(let name, let keys): return effect(ofMappingNamed: name, keys, on: value, at: path)
        case .condition(let name):
            return conditions.contains(name) ? unknown(.condition(name), isCertain: false, value, path) : nil
        }
    }

    private func unknown(
        _ cause: PropertyChange.Cause,
        isCertain: Bool,
        _ value: CanonicalValue,
        _ path: [String]
    ) -> Effect {
        let shown = Redaction.shown(value.written, at: path, kind: value.kind)
        return Effect(cause: cause, isCertain: isCertain, before: shown, after: .unknown)
    }

    private func effect(
        ofResource name: String,
        attribute: String?,
        on value: CanonicalValue,
        at path: [String]
    ) -> Effect? {
        guard let state = states[name] else { return nil }
        let cause = PropertyChange.Cause.resource(name, attribute: attribute)
        switch state.replacement {
        case .always: return unknown(cause, isCertain: true, value, path)
        case .conditional: return unknown(cause, isCertain: false, value, path)
        case .never: break
        }
        guard state.isUpdated else { return nil }
        let changed = ChangedAttributes(type: state.type, changes: state.changes)
        guard let attribute else {
            // Its function may say another name.
            return state.type.isCustomResource ? unknown(cause, isCertain: false, value, path) : nil
        }
        if let change = changed.change(behind: attribute), !state.type.isCustomResource {
            return effect(of: change, cause, on: value, at: path)
        }
        return changed.change(attribute).flatMap { unknown(cause, isCertain: $0, value, path) }
    }

    /// Of an attribute that has the value of a property.
    private func effect(
        of change: PropertyChange,
        _ cause: PropertyChange.Cause,
        on value: CanonicalValue,
        at path: [String]
    ) -> Effect? {
        let isKnown = change.after != .unknown
        guard case .getAtt? = value.form.call?.function, isKnown, let before = change.before, let after = change.after
        else { return unknown(cause, isCertain: isKnown, value, path) }
        let sides = [before, after].map { $0.shown(at: path, kind: value.kind) }
        return Effect(cause: cause, isCertain: true, before: sides[0], after: sides[1])
    }

    private func effect(
        of change: ParameterValues.Change,
        _ name: String,
        on value: CanonicalValue,
        at path: [String]
    ) -> Effect? {
        guard change.before != nil, change.after != nil else {
            return unknown(.parameter(name), isCertain: false, value, path)
        }
        guard !change.isSecret else {
            return Effect(cause: .parameter(name), isCertain: true, before: .hidden, after: .hidden)
        }
        return resolved(.parameter(name), value, path)
    }

    /// Where only the deploy knows the name, any of those that differ may be meant.
    private func effect(
        ofMappingNamed name: TemplateNode,
        _ keys: [String?],
        on value: CanonicalValue,
        at path: [String]
    ) -> Effect? {
        if let name = resolved(name, isAfter: true).plainText {
            return changedMappings.contains(name) ? effect(ofMapping: name, keys, on: value, at: path) : nil
        }
        return changedMappings.min().flatMap { unknown(.mapping($0), isCertain: false, value, path) }
    }

    private func effect(
        ofMapping name: String,
        _ keys: [String?],
        on value: CanonicalValue,
        at path: [String]
    ) -> Effect? {
        if let effect = resolved(.mapping(name), value, path) { return effect }
        // Nothing is known of the keys: it is enough that one of the values that may be meant differs.
        guard keys.contains(nil) else { return nil }
        let olds = mapped(in: mappings.before[name], keys[...])
        let news = mapped(in: mappings.after[name], keys[...])
        return olds == news ? nil : unknown(.mapping(name), isCertain: false, value, path)
    }

    private func mapped(in node: TemplateNode?, _ keys: ArraySlice<String?>) -> [TemplateNode] {
        guard let node else { return [] }
        guard let key = keys.first else { return [Canonicalization.value(of: node).form] }
        let entries = (node.objectEntries ?? [:]).sortedByKey
        return entries.filter { key == nil || $0.key == key }.values.flatMap { mapped(in: $0, keys.dropFirst()) }
    }

    /// With the values of parameters and mappings in place of their names; nil where that makes no difference.
    private func resolved(_ cause: PropertyChange.Cause, _ value: CanonicalValue, _ path: [String]) -> Effect? {
        let sides = [false, true].map { isAfter in
            Canonicalization.value(of: resolved(value.form, isAfter: isAfter)).form
        }
        guard sides[0] != sides[1] else { return nil }
        // The keys of a mapping are names of what it gives.
        let keys = value.form.references.flatMap { reference in
            if case .mapping(_, let keys) = reference { keys.compactMap(\.self) } else { [String]() }
        }
        let shown = sides.map { Redaction.shown($0.asWritten, at: keys + path, kind: value.kind) }
        // Another name or key of a mapping may give the same value.
        let isCertain = sides[0].withoutLookups != sides[1].withoutLookups
        return Effect(cause: cause, isCertain: isCertain, before: shown[0], after: shown[1])
    }

    private func resolved(_ form: TemplateNode, isAfter: Bool) -> TemplateNode {
        switch (form, form.call?.function, form.call?.argument) {
        case (_, .ref?, .string(let name)?):
            return parameters.value(of: name, isAfter: isAfter).map { .string(ExactText.form(of: $0.plainText ?? "")) }
                ?? form
        case (_, .findInMap?, .list(let parts)?) where parts.count > 2:
            let known = parts.map { resolved($0, isAfter: isAfter) }
            let keys = known[1...2].map(\.plainText)
            let mapping = (isAfter ? mappings.after : mappings.before)[known[0].plainText ?? ""]
            let values = keys.contains(nil) ? [] : mapped(in: mapping, keys[...])
            return values.count == 1 ? values[0] : .call(.findInMap, .list(known))
        case (.list(let items), _, _): return .list(items.map { resolved($0, isAfter: isAfter) })
        case (.map(let entries), _, _): return .map(entries.mapValues { resolved($0, isAfter: isAfter) })
        default: return form
        }
    }
}

extension TemplateNode {
    /// Whatever a mapping gives is the same here.
    fileprivate var withoutLookups: TemplateNode {
        switch self {
        case .string, .integer, .number, .boolean: self
        case .list(let items): .list(items.map(\.withoutLookups))
        case .map(let entries):
            call?.function == .findInMap ? .call(.findInMap, .list([])) : .map(entries.mapValues(\.withoutLookups))
        }
    }
}

extension ChangedValue {
    /// The same in another place, whose name may tell that it is a secret.
    fileprivate func shown(at path: [String], kind: ResourceTypeSchema.ScalarKind?) -> ChangedValue {
        guard case .value(let node) = self else { return self }
        return Redaction.shown(node, at: path, kind: kind)
    }
}
