internal import BorealisDiagnostics
internal import ConstructKit
internal import SQLMigrations
internal import TemplateValidation

/// The words for what is wrong with the capacity of a cluster.
extension Diagnostic {
    static func invalidCapacity(_ capacity: Double, bound: String, atLeast minimum: Double, place: Place) -> Diagnostic
    {
        Diagnostic(
            .known(.invalidCapacity),
            at: place,
            "\(bound) capacity is not one that Aurora accepts",
            got: "\(capacity.decimalText) ACU",
            expected: "\(minimum.decimalText)...256 in steps of 0.5",
            fix: "choose \(ServerlessCapacity.nearest(to: capacity, atLeast: minimum).decimalText)"
        )
    }

    static func invalidPause(_ limits: ClosedRange<Int>, seconds: Int, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidPause),
            at: place,
            "the time until auto-pause is not one that Aurora accepts",
            got: "\(seconds) s",
            expected: "\(limits.lowerBound)...\(limits.upperBound) s",
            fix: "choose .seconds(\(min(max(seconds, limits.lowerBound), limits.upperBound)))"
        )
    }

    static func invalidLegacyCapacity(_ capacity: Int, bound: String, allowed: [Int], place: Place) -> Diagnostic {
        let nearest = allowed.min { abs($0 - capacity) < abs($1 - capacity) } ?? capacity
        return Diagnostic(
            .known(.invalidCapacity),
            at: place,
            "\(bound) capacity is not one that Serverless v1 accepts",
            got: "\(capacity) ACU",
            expected: allowed.map(String.init).joined(separator: ", "),
            fix: "choose \(nearest)"
        )
    }

    static func pauseWithoutZero(minimum: Double, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidPause),
            at: place,
            "a cluster pauses only when its minimum capacity is 0",
            got: "\(minimum.decimalText) ACU",
            expected: "0 ACU, or no pauseAfter",
            fix: "choose a minimum of 0"
        )
    }

    static func serverlessV1(place: Place) -> Diagnostic {
        Diagnostic(
            .known(.serverlessV1),
            at: place,
            "Aurora Serverless v1 ended on 2025-03-31 and takes no new clusters",
            got: "engine mode serverless",
            expected: "capacity: .serverless(…), which is Serverless v2",
            fix: "remove engineMode and scalingConfiguration, or say .legacyServerlessV1 for a cluster that exists"
        )
    }
}

/// The words for what is wrong with the version, the names and the instances of a cluster.
extension Diagnostic {
    static func engineVersionForm(_ engine: AuroraEngine, place: Place) -> Diagnostic {
        let example = engine.kind == .mysql ? "8.0.mysql_aurora.3.08.2" : "16.4"
        return Diagnostic(
            .known(.unsupportedEngineVersion),
            at: place,
            "this is not a full version of \(engine.name)",
            got: engine.version,
            expected: "the form of \(example)",
            fix: "choose \(example)"
        )
    }

    static func engineVersion(
        _ engine: AuroraEngine,
        lacks feature: AuroraFeature,
        place: Place
    ) -> Diagnostic {
        let latest = feature.firstReleases(of: engine.family).last?.text(of: engine.family)
        return Diagnostic(
            .known(.unsupportedEngineVersion),
            at: place,
            "the engine version lacks \(feature.name)",
            got: engine.version,
            expected: feature.expected(of: engine.family),
            fix: "choose \(latest ?? "a later version") or later"
        )
    }

    static func readerCount(_ count: Int, limits: ClosedRange<Int>, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.readerCount),
            at: place,
            "the cluster has fewer or more readers than Aurora accepts",
            got: "\(count)",
            expected: "\(limits.lowerBound)...\(limits.upperBound)",
            fix: "choose \(min(max(count, limits.lowerBound), limits.upperBound))"
        )
    }

    static func subnetCount(_ count: Int, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.subnetCount),
            at: place,
            "the cluster needs at least two subnets, in different availability zones",
            got: "\(count)",
            expected: "at least 2",
            fix: "pass vpc.isolatedSubnets of a VPC with 2...6 zones"
        )
    }

    static func databaseName(_ name: String, limit: Int, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidDatabaseName),
            at: place,
            "the database name is not one that Aurora accepts",
            got: name.isEmpty ? "an empty one" : name,
            expected: "1...\(limit) letters, digits and underscores, a letter first",
            fix: "choose a name such as blog"
        )
    }

    static func userName(_ name: String, limit: Int, reserved: [String], place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidUserName),
            at: place,
            "the user name is not one that Aurora accepts",
            got: name.isEmpty ? "an empty one" : name,
            expected:
                "1...\(limit) letters, digits and underscores, a letter first, not \(reserved.joined(separator: " or "))",
            fix: "choose a name such as blog, or leave it out"
        )
    }
}
