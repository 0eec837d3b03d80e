internal import BorealisDiagnostics

/// How much of CloudFormation's limits the text of a template uses.
///
/// - Source: CloudFormation User Guide, "Understand CloudFormation quotas", read 2026-11-21: 51,200 bytes in a request,
///   1 MB through S3. Whether that is 1,000,000 or 1,048,576 isn't said; the smaller is safe.
struct TemplateSize {
    static let inlineLimit = 51_200
    static let limit = 1_000_000

    let stack: String
    let bytes: Int

    var diagnostic: Diagnostic? {
        if bytes > Self.limit { return .templateTooLarge(bytes, limit: Self.limit, stack: stack) }
        if bytes > Self.inlineLimit { return .inlineLimit(bytes, limit: Self.inlineLimit, stack: stack) }
        return nil
    }

    /// In words: `6,120 bytes: 12 % of the inline limit, 1 % of 1 MB`.
    var summary: String {
        "\(Self.grouped(bytes)) bytes: \(percent(of: Self.inlineLimit)) % of the inline limit, "
            + "\(percent(of: Self.limit)) % of 1 MB"
    }

    /// Rounded up: a template that is a little over a limit isn't at 100 % of it.
    private func percent(of limit: Int) -> Int {
        (bytes * 100 + limit - 1) / limit
    }

    private static func grouped(_ number: Int) -> String {
        guard number >= 1000 else { return String(number) }
        let rest = String(number % 1000)
        return grouped(number / 1000) + "," + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
