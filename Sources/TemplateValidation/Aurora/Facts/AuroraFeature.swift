/// A feature of Aurora, and the first release of each major version that has it.
package struct AuroraFeature: Sendable {
    package let name: String
    private let mysql: [AuroraRelease]
    private let postgresql: [AuroraRelease]

    /// A later major version than those known has every feature; an older one doesn't.
    package func isPart(of release: AuroraRelease, of family: AuroraFamily) -> Bool {
        let firsts = firstReleases(of: family)
        if let first = firsts.first(where: { $0.major == release.major }) {
            return release >= first
        }
        return firsts.last.map { release > $0 } ?? false
    }

    package func firstReleases(of family: AuroraFamily) -> [AuroraRelease] {
        family == .mysql ? mysql : postgresql
    }

    /// In words: `13.15, 14.12, 15.7, 16.3 or later`.
    package func expected(of family: AuroraFamily) -> String {
        firstReleases(of: family).map { $0.text(of: family) }.joined(separator: ", ") + " or later"
    }

    /// - Source: Aurora User Guide, "Supported Regions and Aurora DB engines for RDS Data API", read 2026-11-19.
    package static let dataAPI = AuroraFeature(
        name: "the Data API",
        mysql: [AuroraRelease(3, 7)],
        postgresql: [
            AuroraRelease(13, 11), AuroraRelease(14, 8), AuroraRelease(15, 3), AuroraRelease(16, 1),
            AuroraRelease(17, 4),
        ]
    )

    /// - Source: Aurora User Guide, "Scaling to Zero ACUs with automatic pause and resume", read 2026-11-19.
    package static let pausing = AuroraFeature(
        name: "auto-pause",
        mysql: [AuroraRelease(3, 8)],
        postgresql: [AuroraRelease(13, 15), AuroraRelease(14, 12), AuroraRelease(15, 7), AuroraRelease(16, 3)]
    )
}
