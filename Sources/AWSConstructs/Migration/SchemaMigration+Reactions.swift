internal import ConstructKit
internal import SQLMigrations

extension SchemaMigration {
    /// What a deploy does where a script was changed, renamed or removed that this database has already.
    public enum EditedScripts: Sendable {
        /// It fails before anything is run, and names the script.
        case refuse
        /// It drops everything in the database, with all rows, and applies all scripts of the set anew.
        ///
        /// That is what others have made there too, by hand for instance; on PostgreSQL it is all schemas. It is for a
        /// developer's own stack, and so only for a cluster of `durability: .ephemeral`; and only for a database whose
        /// history this set has begun, without a baseline, and has alone: elsewhere the deploy fails, and nothing is
        /// dropped.
        case rebuild
    }

    /// What is done with the scripts of a deploy that CloudFormation takes back, because something else in the stack
    /// failed.
    public enum StackRollback: Sendable {
        /// They stay applied, and the state is `AHEAD` until the next deploy: what ran before the deploy has to work
        /// with the new schema.
        case keep
        /// They are undone, the newest first, by the undo scripts as they were when the scripts were applied.
        ///
        /// All of them are, or none: where one has no undo script nothing is undone, and the state is `AHEAD`. A
        /// repeatable script has none, and stays.
        case undo
    }

    /// What the first deploy does with a database that has tables and no history of this set.
    public enum UnmanagedDatabase: Hashable, Sendable {
        /// It fails before anything is run.
        case fail
        /// It takes over the history that Flyway, golang-migrate, dbmate, goose or Alembic left: what they applied is
        /// not applied again.
        case adopt
        /// The database is taken to have all scripts up to this version, which are not applied: `.baseline(at: "3")`.
        case baseline(at: String)
    }

    /// What is done where a database is not as a deploy would have it.
    struct Reactions: PlainData {
        let onEdited: EditedScripts
        let onRollback: StackRollback
        let onUnmanaged: UnmanagedDatabase
    }
}

extension SchemaMigration.EditedScripts {
    /// As the property of the custom resource has it.
    var text: String {
        switch self {
        case .refuse: "refuse"
        case .rebuild: "rebuild"
        }
    }
}

extension SchemaMigration.StackRollback {
    /// As the property of the custom resource has it.
    var text: String {
        switch self {
        case .keep: "keep"
        case .undo: "undo"
        }
    }
}

extension SchemaMigration.UnmanagedDatabase {
    /// As the property of the custom resource has it, and the version as the history has it: `baseline:3` for 003.
    var text: String {
        switch self {
        case .fail: "fail"
        case .adopt: "adopt"
        case .baseline(let version): "baseline:\(ScriptVersion(version)?.text ?? version)"
        }
    }
}
