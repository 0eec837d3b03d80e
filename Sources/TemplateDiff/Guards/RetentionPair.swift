internal import OrderedCollections
internal import TemplateModel

/// What one policy of a resource keeps, on both sides.
struct RetentionPair {
    private let attribute: Retention.Attribute
    private let old: TemplateNode
    private let new: TemplateNode
    private let sides: TemplateSides

    init(_ attribute: Retention.Attribute, _ old: TemplateNode, _ new: TemplateNode, _ sides: TemplateSides) {
        (self.attribute, self.old, self.new, self.sides) = (attribute, old, new, sides)
    }

    /// How less is kept; nil where that can't be.
    var weakening: (isSure: Bool, old: String, new: String)? {
        let (was, will) = (old.child(attribute.rawValue), new.child(attribute.rawValue))
        let pairs = (sides.cases(of: was, will) ?? [(was, will)]).map { pair in
            (old: Kept(pair.old, attribute, of: old), new: Kept(pair.new, attribute, of: new))
        }
        let weakened = pairs.filter { pair in
            if let old = pair.old.unknown, let new = pair.new.unknown { return !sides.areSame(old, new) }
            return pair.new.strength.isWeaker(than: pair.old.strength)
        }
        guard let first = weakened.first else { return nil }
        let isSure = pairs.allSatisfy { $0.new.strength.highest < $0.old.strength.lowest }
        return (isSure, first.old.text, first.new.text)
    }

    /// What a policy keeps in one case.
    private struct Kept {
        let strength: ProtectionStrength
        let text: String
        /// What only the deploy knows.
        let unknown: TemplateNode?

        init(_ value: TemplateNode?, _ attribute: Retention.Attribute, of resource: TemplateNode) {
            guard let value, value.call != nil else {
                let retention = Retention(value, by: attribute, of: resource)
                let strength = Double(retention.policy.strength)
                self.strength = ProtectionStrength(lowest: strength, highest: strength)
                (text, unknown) = (retention.text, nil)
                return
            }
            strength = ProtectionStrength(lowest: 0, highest: Double(Retention.Policy.retain.strength))
            (text, unknown) = (value.shortText, value)
        }
    }
}
