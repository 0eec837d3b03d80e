internal import OrderedCollections
internal import TemplateModel

/// The database that a migration is for, and what is known of what it has.
struct MigratedDatabase {
    enum State {
        /// It has what the last deploy brought.
        case same
        /// The deploy makes it.
        case empty
        /// It is there already, and this stack hasn't deployed to it.
        case unknown
    }

    let state: State
    private(set) var gaps: [Gap] = []

    private static let targets = ["ClusterArn", "DatabaseName", "Set"]
    /// What makes a new cluster with the tables of another.
    private static let sources = [
        "GlobalClusterIdentifier", "ReplicationSourceIdentifier", "SnapshotIdentifier", "SourceDBClusterIdentifier",
        "SourceDbClusterResourceId",
    ]

    init(
        of migration: MigrationResource,
        earlier: MigrationResource?,
        in comparison: StackComparison,
        _ difference: StackDifference
    ) {
        let clusters = (migration.properties["ClusterArn"]?.mentions ?? []).sorted()
        let replacement =
            clusters.compactMap { id in difference.resources.first { $0.logicalID == id } }
            .map(\.replacement).max() ?? .never
        let isMade = clusters.contains { id in
            comparison.after.template.resources[id] != nil && comparison.before?.template.resources[id] == nil
        }
        let hasOtherTarget = earlier.map { _ in
            difference.resources.first { $0.logicalID == migration.logicalID }?.properties.contains { change in
                change.isOwn && change.path.first == "Properties"
                    && Self.targets.contains(change.path.dropFirst().first ?? "")
            } ?? false
        }
        switch (hasOtherTarget, isMade || replacement == .always) {
        case (_, true):
            let isCopy = clusters.contains { comparison.after.template.isCopy($0, by: Self.sources) }
            state = isCopy ? .unknown : .empty
        case (false, false): state = .same
        case (_, false): state = .unknown
        }
        if state == .same, replacement == .conditional {
            gaps.append(Gap("whether the database is made anew is known at the deploy", logicalID: migration.logicalID))
        }
        if state == .unknown {
            gaps.append(Gap(Self.words(for: migration), logicalID: migration.logicalID))
        }
    }

    private static func words(for migration: MigrationResource) -> String {
        let reaction = migration.text("OnUnmanaged").flatMap { $0 == "fail" ? nil : ", and OnUnmanaged is \($0)" } ?? ""
        return "which scripts of set \(migration.set) the database has already isn't known\(reaction)"
    }
}

extension PropertyChange {
    /// Whether the value is written otherwise.
    fileprivate var isOwn: Bool {
        if case .indirect = kind { false } else { true }
    }
}

extension Template {
    fileprivate func isCopy(_ logicalID: String, by sources: [String]) -> Bool {
        guard case .map(let resource)? = resources[logicalID], case .map(let properties)? = resource["Properties"]
        else {
            return false
        }
        return sources.contains { properties[$0] != nil }
    }
}
