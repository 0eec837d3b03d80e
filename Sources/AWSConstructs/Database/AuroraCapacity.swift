/// How much a cluster can do at least and at most, and whether it pauses.
public struct AuroraCapacity: Sendable {
    package enum Kind: Sendable {
        case serverless(ClosedRange<Double>, pauseAfter: Duration?)
        case legacyServerlessV1(ClosedRange<Int>, pauseAfter: Duration?)
    }

    package let kind: Kind

    /// Aurora Serverless v2.
    ///
    /// - Parameters:
    ///   - range: in ACU (about 2 GiB of memory each): 0...256 in steps of 0.5, the maximum at least 1. With a minimum of
    ///     0 the cluster pauses when nothing is connected, and resumes in about 15 seconds.
    ///   - pauseAfter: 300...86,400 seconds without a connection; RDS waits 300 where it is left out.
    /// - Source: RDS API Reference, ServerlessV2ScalingConfiguration, read 2026-11-19.
    public static func serverless(_ range: ClosedRange<Double>, pauseAfter: Duration? = nil) -> AuroraCapacity {
        AuroraCapacity(kind: .serverless(range, pauseAfter: pauseAfter))
    }

    /// Aurora Serverless v1, for the template of a cluster that runs since before its end of life: AWS ended it on
    /// 2025-03-31 and makes no new one.
    ///
    /// - Parameter range: in ACU: 1, 2, 4, 8, 16, 32, 64, 128, 192, 256 or 384.
    public static func legacyServerlessV1(_ range: ClosedRange<Int>, pauseAfter: Duration? = nil) -> AuroraCapacity {
        AuroraCapacity(kind: .legacyServerlessV1(range, pauseAfter: pauseAfter))
    }

    var isLegacy: Bool {
        if case .legacyServerlessV1 = kind { true } else { false }
    }
}

extension Duration {
    /// Whole seconds, rounded up.
    var wholeSeconds: Int {
        Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0)
    }
}
