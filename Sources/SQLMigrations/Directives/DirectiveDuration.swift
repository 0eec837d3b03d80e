/// A time as a directive has it: `500ms`, `30s`, `10m`, `1h`.
struct DirectiveDuration {
    let milliseconds: Int

    /// The units and how many milliseconds they have, the longest first.
    private static let units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]

    init?(_ text: some StringProtocol) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let unit = Self.units.first(where: { $0.0 == text.dropFirst(digits.count) }) else { return nil }
        // More digits are no time that anybody waits for, and could overflow.
        guard digits.utf8.count <= 9, let number = Int(digits) else { return nil }
        milliseconds = number * unit.1
    }
}
