internal import OrderedCollections
internal import TemplateModel

/// How much a property protects, as far as it is known before the deploy: a range, for there may be several values.
struct ProtectionStrength: Equatable {
    let lowest: Double
    let highest: Double

    /// Whether it may protect less than another.
    func isWeaker(than other: ProtectionStrength) -> Bool {
        lowest < other.lowest || highest < other.highest
    }
}

extension Protection {
    /// - Parameters:
    ///   - value: nil where nothing is written.
    ///   - parameters: the values of those that are known.
    func strength(of value: TemplateNode?, parameters: (String) -> TemplateNode?) -> ProtectionStrength {
        let strengths = strengths(of: value, parameters: parameters)
        return ProtectionStrength(
            lowest: strengths.map(\.lowest).min() ?? 0,
            highest: strengths.map(\.highest).max() ?? unknown.highest
        )
    }

    private func strengths(of value: TemplateNode?, parameters: (String) -> TemplateNode?) -> [ProtectionStrength] {
        guard let value, !value.isAbsence else { return [strengthOfNothing] }
        if case (.if, .list(let parts))? = value.call, parts.count == 3 {
            return parts.dropFirst().flatMap { strengths(of: $0, parameters: parameters) }
        }
        if case (.ref, .string(let name))? = value.call { return [strength(of: parameters(name)?.passedText)] }
        return [strength(of: value.passedText)]
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
