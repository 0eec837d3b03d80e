public import BorealisDiagnostics
internal import BorealisRDS
internal import ConstructKit
internal import SQLMigrations
internal import TemplateValidation

extension AuroraCluster {
    /// Checks the options against Aurora's limits.
    public func validate() -> [Diagnostic] {
        capacityProblems + pauseProblems + versionProblems + legacyProblems + backDoorProblems + instanceProblems
            + nameProblems
    }

    private var capacityProblems: [Diagnostic] {
        guard case .serverless(let range, _) = options.capacity.kind else { return [] }
        let bounds = [("minimum", range.lowerBound, 0.0), ("maximum", range.upperBound, 1.0)]
        return bounds.compactMap { bound, capacity, least in
            guard !ServerlessCapacity.isValid(capacity, atLeast: least) else { return nil }
            return .invalidCapacity(capacity, bound: bound, atLeast: least, place: place)
        }
    }

    private var pauseProblems: [Diagnostic] {
        guard case .serverless(let range, let pause?) = options.capacity.kind else { return [] }
        guard ServerlessCapacity.isValid(range.lowerBound, atLeast: 0) else { return [] }
        guard range.lowerBound == 0 else { return [.pauseWithoutZero(minimum: range.lowerBound, place: place)] }
        let limits = ServerlessCapacity.pauseSeconds
        guard !limits.contains(pause.wholeSeconds) else { return [] }
        return [.invalidPause(limits, seconds: pause.wholeSeconds, place: place)]
    }

    private var versionProblems: [Diagnostic] {
        guard case .serverless(let range, _) = options.capacity.kind else { return [] }
        guard options.engine.release != nil else { return [.engineVersionForm(options.engine, place: place)] }
        let features: [AuroraFeature] = range.lowerBound == 0 ? [.dataAPI, .pausing] : [.dataAPI]
        let missing = features.filter { !options.engine.has($0) }
        return missing.map { .engineVersion(options.engine, lacks: $0, place: place) }
    }

    /// - Source: RDS API Reference, ScalingConfiguration, read 2026-11-21, which has 384 for PostgreSQL only.
    private var legacyProblems: [Diagnostic] {
        guard case .legacyServerlessV1(let range, let pause) = options.capacity.kind else { return [] }
        let capacities = [1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 384]
        var problems: [Diagnostic] = []
        for (bound, capacity) in [("minimum", range.lowerBound), ("maximum", range.upperBound)]
        where !capacities.contains(capacity) {
            problems.append(.invalidLegacyCapacity(capacity, bound: bound, allowed: capacities, place: place))
        }
        if let pause, !ServerlessCapacity.pauseSeconds.contains(pause.wholeSeconds) {
            problems.append(
                .invalidPause(ServerlessCapacity.pauseSeconds, seconds: pause.wholeSeconds, place: place)
            )
        }
        if options.readerCount > 0 {
            problems.append(.readerCount(options.readerCount, limits: 0...0, place: place))
        }
        return problems
    }

    /// Serverless v1 that was asked for through the resource, past the option that names it.
    private var backDoorProblems: [Diagnostic] {
        guard !options.capacity.isLegacy else { return [] }
        let isLegacyMode = resource.engineMode.map { $0.expression.isText("serverless") } ?? false
        return isLegacyMode || resource.scalingConfiguration != nil ? [.serverlessV1(place: place)] : []
    }

    private var instanceProblems: [Diagnostic] {
        var problems: [Diagnostic] = []
        if !Self.readerLimits.contains(options.readerCount) {
            problems.append(.readerCount(options.readerCount, limits: Self.readerLimits, place: place))
        }
        if let count = options.subnetCount, count < 2 {
            problems.append(.subnetCount(count, place: place))
        }
        return problems
    }

    /// - Source: RDS API Reference, CreateDBCluster, DatabaseName and MasterUsername, read 2026-11-21; the registry
    ///   schema of AWS::RDS::DBCluster for the reserved names.
    private var nameProblems: [Diagnostic] {
        let isMySQL = options.engine.kind == .mysql
        let databaseLimit = isMySQL ? 64 : 63
        let userLimit = isMySQL ? 16 : 63
        let reserved = isMySQL ? ["rdsadmin"] : ["rdsadmin", "admin"]
        var problems: [Diagnostic] = []
        if !database.isIdentifier(upTo: databaseLimit), LostValue.description(in: database) == nil {
            problems.append(.databaseName(database, limit: databaseLimit, place: place))
        }
        if !options.userName.isIdentifier(upTo: userLimit) || reserved.contains(options.userName) {
            problems.append(.userName(options.userName, limit: userLimit, reserved: reserved, place: place))
        }
        return problems
    }
}

/// - Source: RDS API Reference, ServerlessV2ScalingConfiguration, read 2026-11-19.
enum ServerlessCapacity {
    static let pauseSeconds = 300...86_400
    static let maximum = 256.0
    static let step = 0.5

    static func isValid(_ capacity: Double, atLeast minimum: Double) -> Bool {
        (minimum...maximum).contains(capacity) && (capacity / step).rounded() == capacity / step
    }

    static func nearest(to capacity: Double, atLeast minimum: Double) -> Double {
        min(max((capacity / step).rounded() * step, minimum), maximum)
    }
}

extension Expression {
    fileprivate func isText(_ text: String) -> Bool {
        if case .string(text) = term { true } else { false }
    }
}

extension String {
    /// A letter, then letters, digits and underscores.
    fileprivate func isIdentifier(upTo limit: Int) -> Bool {
        guard let first, first.isASCII, first.isLetter, utf8.count <= limit else { return false }
        return allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
