extension ChangeSet {
    /// The same change set, read once with the values of properties and once without.
    ///
    /// Read with values, an answer can lack resources, and reasons of those that it has.
    package func joined(with other: ChangeSet) -> ChangeSet {
        var joined = self
        joined.statusReason = statusReason ?? other.statusReason
        let others = Dictionary(other.resources.map { ($0.logicalID, $0) }) { first, _ in first }
        joined.resources = resources.map { resource in
            others[resource.logicalID].map(resource.joined) ?? resource
        }
        let known = Set(resources.map(\.logicalID))
        joined.resources += other.resources.filter { !known.contains($0.logicalID) }
        return joined
    }
}

extension ChangeSet.ResourceChange {
    fileprivate func joined(with other: Self) -> Self {
        var joined = self
        joined.physicalID = physicalID ?? other.physicalID
        joined.replacement = replacement ?? other.replacement
        joined.policyAction = policyAction ?? other.policyAction
        joined.before = before ?? other.before
        joined.after = after ?? other.after
        joined.details = ChangeSet.Detail.joined(details + other.details)
        return joined
    }
}

extension ChangeSet.Detail {
    /// Each change once, with all that any of them says of it.
    ///
    /// Those that say which part of a property it is are told apart by that; what is said of a property as a whole is
    /// said of each of its parts.
    fileprivate static func joined(_ details: [Self]) -> [Self] {
        let parts = distinct(details.filter { $0.path != nil })
        let wholes = distinct(details.filter { $0.path == nil })
        let filled = parts.map { part in
            wholes.first { $0.isCompatible(with: part) }.map(part.filled) ?? part
        }
        return distinct(filled) + wholes.filter { whole in !parts.contains { whole.isCompatible(with: $0) } }
    }

    private static func distinct(_ details: [Self]) -> [Self] {
        var distinct: [Self] = []
        for detail in details {
            if let index = distinct.firstIndex(where: { $0.path == detail.path && $0.isCompatible(with: detail) }) {
                distinct[index] = distinct[index].filled(from: detail)
            } else {
                distinct.append(detail)
            }
        }
        return distinct
    }

    /// Whether both can be about the same change: of the same property, for the same reason where both give one.
    private func isCompatible(with other: Self) -> Bool {
        func agree<Value: Equatable>(_ member: KeyPath<Self, Value?>) -> Bool {
            guard let mine = self[keyPath: member], let theirs = other[keyPath: member] else { return true }
            return mine == theirs
        }
        return attribute == other.attribute && name == other.name && agree(\.changeSource) && agree(\.causingEntity)
            && agree(\.evaluation)
    }

    private func filled(from other: Self) -> Self {
        var filled = self
        filled.path = path ?? other.path
        filled.requiresRecreation = requiresRecreation ?? other.requiresRecreation
        filled.before = before ?? other.before
        filled.after = after ?? other.after
        filled.evaluation = evaluation ?? other.evaluation
        filled.changeSource = changeSource ?? other.changeSource
        filled.causingEntity = causingEntity ?? other.causingEntity
        return filled
    }
}
