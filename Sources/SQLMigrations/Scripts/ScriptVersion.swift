/// A script's place in the order: numbers, compared component by component, so that 10 comes after 9.
package struct ScriptVersion: Hashable, Sendable {
    /// Decimal digits without leading zeros; the last component is not zero unless it is the only one.
    private let components: [String]

    /// Reads `7`, `007`, `1.2`, `1_2` or `20261120103000`; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        var components = text.split(omittingEmptySubsequences: false) { "._".contains($0) }.map {
            String($0.trimmingZeros)
        }
        guard components.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isASCIIDigit) }) else { return nil }
        while components.count > 1, components.last == "0" {
            components.removeLast()
        }
        self.components = components
    }

    /// As the history and the outputs have it: `7`, `1.2`.
    package var text: String { components.joined(separator: ".") }
}

extension ScriptVersion: Comparable {
    package static func < (left: ScriptVersion, right: ScriptVersion) -> Bool {
        for (leftComponent, rightComponent) in zip(left.components, right.components)
        where leftComponent != rightComponent {
            // Without leading zeros the longer number is the larger.
            let (leftLength, rightLength) = (leftComponent.utf8.count, rightComponent.utf8.count)
            return leftLength == rightLength ? leftComponent < rightComponent : leftLength < rightLength
        }
        return left.components.count < right.components.count
    }
}

extension StringProtocol {
    /// A number without its leading zeros; the last zero stays.
    fileprivate var trimmingZeros: SubSequence {
        let digits = drop { $0 == "0" }
        return digits.isEmpty ? suffix(1) : digits
    }
}

extension UInt8 {
    package var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
