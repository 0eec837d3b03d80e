/// MariaDB's `mariadb` and MySQL's `mysql`.
///
/// - Source: MySQL 8.4 Reference Manual, mysql Client Options and mysql Client Commands, read 2026-11-21.
struct MariaDBClient: OfflineClient {
    /// Without the option it leaves out comments, also those in the body of a procedure.
    let command = "mariadb --comments"

    let settings: [String] = []

    /// A new connection to the same database, by the short name that is understood behind a comment too.
    ///
    /// `ANSI` stands for several modes, of which one is taken out.
    let newSession = [
        #"\r"#,
        """
        SET NAMES utf8mb4, autocommit = 1, sql_mode = \
        REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
        """,
    ]

    let begin = "START TRANSACTION;\n"

    let tables = OfflineTables(
        OfflineTables.Words(
            prefix: "borealis_",
            number: "NOT NULL AUTO_INCREMENT",
            longText: "LONGTEXT",
            time: "DATETIME(6)",
            now: "(UTC_TIMESTAMP(6))",
            unique: "UNIQUE KEY borealis_history_version",
            // Names are told apart to the byte, whatever the database's own collation is.
            end: ") ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
        )
    )

    var definition: [String] {
        tables.definition + [
            "INSERT IGNORE INTO \(tables.lease) (id) VALUES (1)",
            "INSERT IGNORE INTO \(tables.fence) (id, value) VALUES (1, 0)",
        ]
    }

    let now = "UTC_TIMESTAMP(6)"
    let serverVersion = "LEFT(VERSION(), 64)"
    let user = "LEFT(CURRENT_USER(), 128)"

    /// The client looks for the end of a statement itself: one with a semicolon inside gets another end.
    func text(of code: ArraySlice<UInt8>) -> String {
        let text = String(decoding: code, as: UTF8.self)
        guard code.contains(UInt8(ascii: ";")) else { return text + ";\n" }
        let end = Self.delimiter(for: text)
        return "DELIMITER \(end)\n\(text)\n\(end)\nDELIMITER ;\n"
    }

    /// Signs that are not in the text.
    private static func delimiter(for text: String) -> String {
        var delimiter = "$$"
        while text.contains(delimiter) {
            delimiter += "$"
        }
        return delimiter
    }

    func literal(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "''") + "'"
    }

    func transactionSettings(for directives: ScriptDirectives) -> [String] { [] }

    func sessionSettings(for directives: ScriptDirectives) -> [String] { [] }

    /// Neither MySQL nor all versions of MariaDB raise an error outside of a routine: a column that no table has makes
    /// one that shows its name.
    func check(thatRowOf table: String, where condition: String, or problem: String) -> [String] {
        [
            """
            SET @borealis_check = IF(EXISTS (SELECT 1 FROM \(table) WHERE \(condition)),
                'DO 0', \(literal("SELECT `\(problem)`")))
            """,
            "PREPARE borealis_check FROM @borealis_check",
            "EXECUTE borealis_check",
            "DEALLOCATE PREPARE borealis_check",
        ]
    }
}
