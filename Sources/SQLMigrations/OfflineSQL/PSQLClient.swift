/// PostgreSQL's `psql`.
///
/// - Source: PostgreSQL 18 documentation, psql, Variables and SQL Interpolation, read 2026-11-21.
struct PSQLClient: OfflineClient {
    let command = "psql --no-psqlrc"

    /// The variables are those by which a file of its user's could change how it reads.
    let settings = [
        #"\set ON_ERROR_STOP on"#, #"\set AUTOCOMMIT on"#, #"\set SINGLELINE off"#, #"\set SINGLESTEP off"#,
    ]

    /// With its settings the session loses the encoding too.
    let newSession = ["DISCARD ALL;", #"\encoding UTF8"#, "SET standard_conforming_strings = on;"]

    let begin = "BEGIN;\n"

    let tables = OfflineTables(
        OfflineTables.Words(
            prefix: "borealis.",
            number: "GENERATED ALWAYS AS IDENTITY",
            longText: "TEXT",
            time: "TIMESTAMPTZ",
            now: "clock_timestamp()",
            unique: "UNIQUE",
            end: ")"
        )
    )

    var definition: [String] {
        ["CREATE SCHEMA IF NOT EXISTS borealis"] + tables.definition + [
            "INSERT INTO \(tables.lease) (id) VALUES (1) ON CONFLICT DO NOTHING",
            "INSERT INTO \(tables.fence) (id, value) VALUES (1, 0) ON CONFLICT DO NOTHING",
        ]
    }

    let now = "pg_catalog.clock_timestamp()"
    let serverVersion = "pg_catalog.left(pg_catalog.current_setting('server_version'), 64)"
    let user = "current_user"

    /// `:name` outside of quotes would be replaced by a variable of psql: with a blank behind the colon it isn't, and
    /// the server sees the same tokens.
    func text(of code: ArraySlice<UInt8>) -> String {
        let code = Array(code)
        var bytes: [UInt8] = []
        var start = 0
        for offset in PSQLInterpolation.offsets(in: code) {
            bytes += code[start..<offset] + [UInt8(ascii: " ")]
            start = offset
        }
        return String(decoding: bytes + code[start...], as: UTF8.self) + ";\n"
    }

    func literal(_ text: String) -> String {
        let quoted = "'" + text.replacing("'", with: "''") + "'"
        return text.contains("\\") ? "E" + quoted.replacing("\\", with: "\\\\") : quoted
    }

    func transactionSettings(for directives: ScriptDirectives) -> [String] {
        settings(for: directives).map { "SET LOCAL \($0) = \($1)" }
    }

    func sessionSettings(for directives: ScriptDirectives) -> [String] {
        settings(for: directives).map { "SET \($0) = \($1)" }
    }

    func check(thatRowOf table: String, where condition: String, or problem: String) -> [String] {
        [
            """
            DO $borealis$ BEGIN
                PERFORM 1 FROM \(table) WHERE \(condition);
                IF NOT FOUND THEN RAISE EXCEPTION USING MESSAGE = \(literal(problem)); END IF;
            END $borealis$
            """
        ]
    }

    /// In milliseconds.
    private func settings(for directives: ScriptDirectives) -> [(name: String, value: Int)] {
        let values = [
            ("lock_timeout", directives.lockTimeout), ("statement_timeout", directives.timeout.map { $0 * 1000 }),
        ]
        return values.compactMap { name, value in value.map { (name, $0) } }
    }
}
