/// The runner's own tables; its `tables.py` has the same, and both are changed only by adding.
struct OfflineTables: Sendable {
    /// What differs between the engines.
    struct Words: Sendable {
        /// Of the names: `borealis.` or `borealis_`.
        let prefix: String
        let number: String
        let longText: String
        let time: String
        let now: String
        let unique: String
        let end: String
    }

    private let words: Words

    init(_ words: Words) {
        self.words = words
    }

    var history: String { words.prefix + "history" }
    var steps: String { words.prefix + "steps" }
    var lease: String { words.prefix + "lease" }
    var fence: String { words.prefix + "fence" }

    /// Makes what isn't there.
    var definition: [String] {
        let tables = [
            ("history", historyColumns), ("steps", stepColumns), ("runs", runColumns), ("lease", leaseColumns),
            ("fence", fenceColumns),
        ]
        return tables.map { name, columns in
            "CREATE TABLE IF NOT EXISTS \(words.prefix)\(name) (\n\(columns)\n\(words.end)"
        }
    }

    /// One row for each script that was begun; `undone` is its own number once it was undone.
    private var historyColumns: String {
        """
            seq BIGINT \(words.number) PRIMARY KEY,
            set_name VARCHAR(64) NOT NULL,
            kind VARCHAR(16) NOT NULL,
            version VARCHAR(64) NULL,
            description VARCHAR(200) NOT NULL,
            script VARCHAR(500) NOT NULL,
            checksum CHAR(64) NOT NULL,
            statements INTEGER NOT NULL,
            applied_statements INTEGER NOT NULL,
            applied_prefix_hash CHAR(64) NULL,
            transaction_mode VARCHAR(16) NOT NULL,
            state VARCHAR(16) NOT NULL,
            undone BIGINT NOT NULL DEFAULT 0,
            undo_sql \(words.longText) NULL,
            run_id VARCHAR(64) NOT NULL,
            stack_id VARCHAR(255) NOT NULL,
            request_id VARCHAR(64) NOT NULL,
            engine_version VARCHAR(64) NOT NULL,
            installed_by VARCHAR(128) NOT NULL,
            started_at \(words.time) NOT NULL DEFAULT \(words.now),
            finished_at \(words.time) NULL,
            execution_ms BIGINT NULL,
            error_code VARCHAR(64) NULL,
            error_message VARCHAR(1000) NULL,
            error_line INTEGER NULL,
            waivers TEXT NULL,
            reason VARCHAR(500) NULL,
            fence BIGINT NOT NULL,
            \(words.unique) (set_name, kind, version, undone)
        """
    }

    /// The statements of scripts that no transaction holds, counted from 1.
    private var stepColumns: String {
        """
            seq BIGINT NOT NULL,
            idx INTEGER NOT NULL,
            hash CHAR(64) NOT NULL,
            state VARCHAR(16) NOT NULL,
            was_there INTEGER NULL,
            connection_id VARCHAR(64) NULL,
            row_count BIGINT NULL,
            started_at \(words.time) NOT NULL DEFAULT \(words.now),
            finished_at \(words.time) NULL,
            PRIMARY KEY (seq, idx)
        """
    }

    private var runColumns: String {
        """
            stack_id VARCHAR(255) NOT NULL,
            request_id VARCHAR(64) NOT NULL,
            set_name VARCHAR(64) NOT NULL,
            phase VARCHAR(16) NOT NULL,
            hop INTEGER NOT NULL,
            state VARCHAR(16) NOT NULL,
            from_hash VARCHAR(64) NULL,
            to_hash VARCHAR(64) NOT NULL,
            response TEXT NULL,
            owner VARCHAR(64) NOT NULL,
            started_at \(words.time) NOT NULL DEFAULT \(words.now),
            updated_at \(words.time) NOT NULL DEFAULT \(words.now),
            PRIMARY KEY (stack_id, request_id, set_name, phase)
        """
    }

    private var leaseColumns: String {
        """
            id INTEGER NOT NULL PRIMARY KEY,
            owner VARCHAR(64) NULL,
            stack_id VARCHAR(255) NULL,
            request_id VARCHAR(64) NULL,
            set_name VARCHAR(64) NULL,
            taken_at \(words.time) NULL,
            expires_at \(words.time) NULL
        """
    }

    private var fenceColumns: String {
        """
            id INTEGER NOT NULL PRIMARY KEY,
            value BIGINT NOT NULL
        """
    }
}
