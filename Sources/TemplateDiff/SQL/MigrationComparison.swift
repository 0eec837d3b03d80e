internal import BorealisDiagnostics
internal import SQLMigrations
internal import TemplateModel

/// Compares the scripts that were deployed with those that would be.
///
/// A template that is deployed names its scripts in the metadata of the custom resource; what they do is only known of
/// those that are there as files.
struct MigrationComparison {
    private let comparison: StackComparison
    private let old: [MigrationResource]
    private let new: [MigrationResource]

    init(_ comparison: StackComparison) {
        self.comparison = comparison
        old = comparison.before.map { MigrationResource.all(in: $0.template) } ?? []
        new = MigrationResource.all(in: comparison.after.template)
    }

    func add(to difference: inout StackDifference) {
        for migration in new {
            let earlier = counterpart(of: migration)
            let databases = MigratedDatabase(of: migration, earlier: earlier, in: comparison, difference)
            let result = changes(of: migration, earlier: earlier, in: databases)
            if let change = result.change {
                difference.migrations.append(change)
                difference.leaveOutScripts(of: change.logicalID)
            }
            difference.remarks += result.remarks
            difference.addGaps(result.gaps)
        }
    }

    /// The same migration as it was: by its logical ID, or else by what it is for.
    private func counterpart(of migration: MigrationResource) -> MigrationResource? {
        if let same = old.first(where: { $0.logicalID == migration.logicalID }) { return same }
        return old.first { other in
            other.isSame(as: migration) && !new.contains { $0.logicalID == other.logicalID }
        }
    }

    private func changes(
        of migration: MigrationResource,
        earlier: MigrationResource?,
        in database: MigratedDatabase
    ) -> MigrationResult {
        let local = LocalScripts(of: migration, in: comparison.sets)
        var result = MigrationResult(gaps: database.gaps)
        if database.state == .same, let earlier, migration.isUnchanged(since: earlier) { return result }
        guard let record = local?.record ?? migration.record else {
            result.gap("the template doesn't name the scripts of set \(migration.set)", migration)
            return result
        }
        var change = MigrationChange(
            logicalID: migration.logicalID,
            set: migration.set,
            engine: migration.engine ?? local?.compared.set.engine.rawValue,
            folder: local?.folder
        )
        change.place = comparison.after.place(["Resources", migration.logicalID])
        let scripts = MigrationScriptList(of: migration, isAlone: isAlone(migration), local: local)
        if database.state != .same {
            scripts.addFresh(record, to: &change, &result)
        } else if let deployed = earlier?.record {
            scripts.add(AlignedRecords(deployed, record), to: &change, &result)
        } else {
            let scripts = "which scripts of set \(migration.set) were run"
            result.gap("\(scripts) isn't known: the old template doesn't name them", migration)
        }
        if !change.scripts.isEmpty { result.change = change }
        return result
    }

    /// Whether no other resource of the template stands for all scripts of its set.
    private func isAlone(_ migration: MigrationResource) -> Bool {
        !new.contains { !$0.isContraction && $0.hasScripts(of: migration) && $0.logicalID != migration.logicalID }
    }
}

extension StackDifference {
    /// The scripts are told with what they do: not once more as lines of metadata.
    fileprivate mutating func leaveOutScripts(of logicalID: String) {
        guard let index = resources.firstIndex(where: { $0.logicalID == logicalID }) else { return }
        let others = resources[index].properties.filter { $0.path.prefix(2) != ["Metadata", ScriptRecord.key] }
        if !others.isEmpty { resources[index].properties = others }
    }
}

/// What is known of a migration.
struct MigrationResult {
    var change: MigrationChange?
    var remarks: [Diagnostic] = []
    var gaps: [Gap]

    mutating func gap(_ text: String, _ migration: MigrationResource) {
        gaps.append(Gap(text, logicalID: migration.logicalID))
    }
}
