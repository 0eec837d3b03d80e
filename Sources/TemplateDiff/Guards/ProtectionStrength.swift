internal import OrderedCollections
internal import TemplateModel

/// How much a property protects, as far as it is known before the deploy: a range, for there may be several values.
struct ProtectionStrength: Equatable {
    let lowest: Double
    let highest: Double

    var isKnown: Bool { lowest == highest }

    /// Whether it may protect less than another.
    func isWeaker(than other: ProtectionStrength) -> Bool {
        lowest < other.lowest || highest < other.highest
    }
}

extension Protection {
    /// - Parameter value: with what is known in place of names; nil where nothing is written.
    func strength(of value: TemplateNode?) -> ProtectionStrength {
        guard let value, !value.isAbsence else { return strengthOfNothing }
        return strength(of: value.passedText)
    }

    private func strength(of text: String?) -> ProtectionStrength {
        guard let text else { return unknown }
        switch measure {
        case .isOn(let words): return exactly(words.contains(text.lowercased()) ? 1 : 0)
        case .length: return Double(text).map(exactly) ?? unknown
        }
    }

    private var strengthOfNothing: ProtectionStrength {
        switch absence {
        case .off: exactly(0)
        case .on: exactly(1)
        case .length(let length): exactly(length)
        case .unknown: unknown
        }
    }

    private var unknown: ProtectionStrength {
        switch measure {
        case .isOn: ProtectionStrength(lowest: 0, highest: 1)
        case .length: ProtectionStrength(lowest: 0, highest: .infinity)
        }
    }

    private func exactly(_ strength: Double) -> ProtectionStrength {
        ProtectionStrength(lowest: strength, highest: strength)
    }
}
