/// Texts that a reader of YAML could take for something else.
enum AmbiguousText {
    static let all =
        numbers + words + [
            "2010-09-09", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5", "12:30", "12:30:45.5", "=", "<<",
            "",
        ]

    static let numbers = [
        "0", "5.7", "16.10", "012", "0x1F", "0X1F", "1_000", "1e3", "1E3", "1e+3", "1.5e+20", ".5", "5.", "-1", "+1",
        "-0", "0b1", "0o7", "-0x1f", "123456789012", ".inf", "-.inf", "+.Inf", ".INF", ".nan", ".NaN",
    ]

    static let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"].flatMap {
        [$0, $0.capitalized, $0.uppercased()]
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
