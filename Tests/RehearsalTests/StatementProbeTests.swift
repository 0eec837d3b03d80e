internal import BorealisRehearsal
internal import SQLMigrations
internal import Testing

/// What the runner asks the catalogue to find out whether a statement was run, asked of real servers.
struct StatementProbeTests {
    @Test(arguments: [DatabaseEngine.mysql, .postgresql])
    func `The catalogue says one thing before a statement and another after it`(engine: DatabaseEngine) throws {
        let server = try DatabaseServer(engine, programs: try programs(engine))
        defer { server.stop() }
        let connection = try server.connection()
        for statement in engine == .mysql ? Self.mysql : Self.postgresql {
            guard let probe = probe(of: statement, engine) else {
                Issue.record("nothing tells of \(statement)")
                continue
            }
            let before = try isThere(probe, on: connection, engine)
            try connection.run(statement)
            #expect(before != probe.exists, "before \(statement)")
            #expect(try isThere(probe, on: connection, engine) == probe.exists, "after \(statement)")
        }
    }

    /// Each leaves names as they were, or names that others can have too.
    @Test(
        arguments: [
            (.mysql, "ALTER TABLE a MODIFY b BIGINT"), (.mysql, "RENAME TABLE a TO c, b TO a, c TO b"),
            (.mysql, "ALTER TABLE a RENAME COLUMN b TO c, RENAME COLUMN c TO b"),
            (.mysql, "ALTER TABLE a DROP PRIMARY KEY, ADD PRIMARY KEY (b)"), (.mysql, "TRUNCATE a"),
            (.mysql, "CREATE OR REPLACE VIEW v AS SELECT 1"), (.mysql, "GRANT SELECT ON a TO b"),
            (.postgresql, "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'"),
            (.postgresql, "DROP PROCEDURE p"), (.postgresql, "CREATE SCHEMA AUTHORIZATION CURRENT_USER"),
            (.postgresql, "CREATE INDEX CONCURRENTLY ON a (b)"), (.postgresql, "ALTER TABLE a ALTER b TYPE bigint"),
        ] as [(DatabaseEngine, String)]
    )
    func `Nothing is asked where no answer would tell`(engine: DatabaseEngine, statement: String) {
        #expect(probe(of: statement, engine) == nil)
    }

    private func probe(of statement: String, _ engine: DatabaseEngine) -> StatementProbe? {
        let bytes = Array(statement.utf8)
        let whole = SQLStatement(range: bytes.indices, code: bytes.indices, line: 1, column: 1)
        return StatementClass(of: whole, in: bytes, engine: engine).probe
    }

    private func isThere(
        _ probe: StatementProbe,
        on connection: any DatabaseConnection,
        _ engine: DatabaseEngine
    ) throws -> Bool {
        let condition = engine == .mysql ? mysqlCondition(probe) : postgreSQLCondition(probe)
        return try connection.rows("SELECT count(*) FROM \(condition)") != [["0"]]
    }

    private func mysqlCondition(_ probe: StatementProbe) -> String {
        let schema = probe.schema.map { "'\($0)'" } ?? "DATABASE()"
        let table = probe.table.map { " AND table_name = '\($0)'" } ?? ""
        let name = "'\(probe.name)'"
        func listed(_ view: String, _ prefix: String) -> String {
            "information_schema.\(view) WHERE \(prefix)_schema = \(schema) AND \(prefix)_name = \(name)"
        }
        return switch probe.kind {
        case .schema: "information_schema.schemata WHERE schema_name = \(name)"
        case .table: listed("tables", "table")
        case .view: listed("views", "table")
        case .column:
            "information_schema.columns WHERE table_schema = \(schema) AND column_name = \(name)\(table)"
        case .index: "information_schema.statistics WHERE table_schema = \(schema) AND index_name = \(name)\(table)"
        case .constraint: listed("table_constraints", "constraint") + table
        case .function: listed("routines", "routine") + " AND routine_type = 'FUNCTION'"
        case .procedure: listed("routines", "routine") + " AND routine_type = 'PROCEDURE'"
        case .trigger: listed("triggers", "trigger")
        case .event: listed("events", "event")
        case .sequence, .type: "(SELECT 1) AS none WHERE FALSE"
        }
    }

    private func postgreSQLCondition(_ probe: StatementProbe) -> String {
        let schema = probe.schema.map { "'\($0)'" } ?? "current_schema()"
        let table = probe.table.map { "'\($0)'" } ?? "''"
        let name = "'\(probe.name)'"
        let relation = "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = \(schema)"
        return switch probe.kind {
        case .schema: "pg_namespace WHERE nspname = \(name)"
        case .table: "\(relation) WHERE relname = \(name) AND relkind IN ('r', 'p', 'f')"
        case .view: "\(relation) WHERE relname = \(name) AND relkind IN ('v', 'm')"
        case .sequence: "\(relation) WHERE relname = \(name) AND relkind = 'S'"
        case .index: "\(relation) WHERE relname = \(name) AND relkind IN ('i', 'I')"
        case .column:
            "\(relation) JOIN pg_attribute a ON attrelid = c.oid WHERE relname = \(table) AND attname = \(name)"
        case .constraint:
            "\(relation) JOIN pg_constraint k ON conrelid = c.oid WHERE relname = \(table) AND conname = \(name)"
        case .trigger:
            "\(relation) JOIN pg_trigger t ON tgrelid = c.oid WHERE relname = \(table) AND tgname = \(name)"
        case .type:
            "pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE nspname = \(schema) AND typname = \(name)"
        case .function, .procedure, .event: "(SELECT 1) AS none WHERE FALSE"
        }
    }

    /// Each needs those before it.
    private static let mysql = [
        "CREATE TABLE a (id INT, b INT)", "CREATE TABLE `Odd name` (id INT PRIMARY KEY)",
        "ALTER TABLE a ADD COLUMN c INT", "ALTER TABLE a ADD COLUMN (d INT, e INT)",
        "ALTER TABLE a MODIFY b BIGINT, DROP COLUMN e", "ALTER TABLE a CHANGE c f INT",
        "ALTER TABLE a RENAME COLUMN f TO c", "ALTER TABLE a CHANGE c g INT, ADD COLUMN c BIGINT",
        "CREATE INDEX i ON a (b)", "ALTER TABLE a RENAME INDEX i TO j",
        "ALTER TABLE a DROP INDEX j, ADD UNIQUE KEY j (b)",
        "DROP INDEX j ON a", "ALTER TABLE a ADD CONSTRAINT anything PRIMARY KEY (id)", "ALTER TABLE a DROP PRIMARY KEY",
        "ALTER TABLE a ADD CONSTRAINT k CHECK (b > 0)", "ALTER TABLE a DROP CONSTRAINT k",
        "ALTER TABLE a ADD CONSTRAINT f FOREIGN KEY (d) REFERENCES `Odd name` (id)", "ALTER TABLE a DROP FOREIGN KEY f",
        "CREATE VIEW v AS SELECT 1 AS n", "DROP VIEW v",
        "CREATE FUNCTION g() RETURNS INT DETERMINISTIC RETURN 1", "DROP FUNCTION g",
        "CREATE PROCEDURE p() SELECT 1", "DROP PROCEDURE p",
        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = 1", "DROP TRIGGER t",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1", "DROP EVENT e", "CREATE TABLE z LIKE a",
        "RENAME TABLE a TO old, z TO a", "ALTER TABLE old RENAME TO older, ADD COLUMN h INT",
        "DROP TABLE IF EXISTS older, `Odd name`",
    ]
    private static let postgresql = [
        "CREATE SCHEMA app", "CREATE TABLE app.a (id INT, b INT)", "ALTER TABLE app.a ADD COLUMN C INT",
        "ALTER TABLE app.a RENAME COLUMN c TO \"D e\"",
        "ALTER TABLE app.a ADD COLUMN IF NOT EXISTS b INT, ADD COLUMN f INT",
        "CREATE INDEX CONCURRENTLY i ON app.a (b)", "DROP INDEX CONCURRENTLY app.i",
        "ALTER TABLE app.a ADD CONSTRAINT k CHECK (b > 0) NOT VALID", "ALTER TABLE app.a RENAME CONSTRAINT k TO l",
        "ALTER TABLE app.a DROP CONSTRAINT l, ADD CONSTRAINT m UNIQUE (b)",
        "CREATE VIEW \"V w\" AS SELECT 1", "DROP VIEW \"V w\"", "CREATE MATERIALIZED VIEW Mat AS SELECT 1 AS n",
        "DROP MATERIALIZED VIEW mat", "CREATE SEQUENCE s", "DROP SEQUENCE s",
        "CREATE TYPE mood AS ENUM ('a')", "DROP TYPE mood", "CREATE DOMAIN app.email AS text", "DROP DOMAIN app.email",
        "CREATE TRIGGER t BEFORE UPDATE ON app.a FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "DROP TRIGGER t ON app.a", "ALTER TABLE app.a SET SCHEMA public", "ALTER TABLE a RENAME TO B",
        "SELECT * INTO c FROM b", "DROP TABLE c, b", "DROP SCHEMA app CASCADE",
    ]
}
