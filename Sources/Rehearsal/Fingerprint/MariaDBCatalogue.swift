/// What the databases of MariaDB have.
///
/// Left out: users and their rights, definers, and what follows from rows or the time of day: the next value of a
/// counter, the start of an event.
/// - Source: MariaDB documentation, "Information Schema Tables", read 2026-11-21.
enum MariaDBCatalogue {
    static let queries = tables + programs

    /// - Parameter column: has the name of a database.
    private static func isOurs(_ column: String) -> String {
        "\(column) NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')"
    }

    /// - Parameter column: has the name of a table.
    private static func isOurs(_ column: String, table: String) -> String {
        "\(isOurs(column)) AND \(table) NOT LIKE 'borealis\\\\_%'"
    }

    /// - Parameter column: has a comment, empty where there is none.
    private static func comment(_ column: String) -> String {
        "IF(\(column) = '', NULL, CONCAT('comment ', QUOTE(\(column))))"
    }

    private static let tables = [
        CatalogueQuery(
            "database",
            """
            SELECT SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME
            FROM information_schema.SCHEMATA WHERE \(isOurs("SCHEMA_NAME"))
            """
        ),
        CatalogueQuery(
            "table",
            """
            SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME), LOWER(TABLE_TYPE), ENGINE, TABLE_COLLATION,
                CONCAT('options ', NULLIF(CREATE_OPTIONS, '')), \(comment("TABLE_COMMENT"))
            FROM information_schema.TABLES
            WHERE TABLE_TYPE <> 'VIEW' AND \(isOurs("TABLE_SCHEMA", table: "TABLE_NAME"))
            """
        ),
        CatalogueQuery(
            "column",
            """
            SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, '.', COLUMN_NAME), ORDINAL_POSITION, COLUMN_TYPE,
                IF(IS_NULLABLE = 'NO', 'not null', NULL), CONCAT('default ', COLUMN_DEFAULT), NULLIF(EXTRA, ''),
                CONCAT('as ', NULLIF(GENERATION_EXPRESSION, '')), COLLATION_NAME,
                \(comment("COLUMN_COMMENT"))
            FROM information_schema.COLUMNS WHERE \(isOurs("TABLE_SCHEMA", table: "TABLE_NAME"))
            """
        ),
        CatalogueQuery(
            "index",
            """
            SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, '.', INDEX_NAME),
                GROUP_CONCAT(CONCAT(COLUMN_NAME, IF(SUB_PART IS NULL, '', CONCAT('(', SUB_PART, ')')),
                    IF(COLLATION = 'D', ' DESC', '')) ORDER BY SEQ_IN_INDEX SEPARATOR ' '),
                MIN(INDEX_TYPE), IF(MIN(NON_UNIQUE) = 0, 'unique', NULL),
                \(comment("MIN(INDEX_COMMENT)"))
            FROM information_schema.STATISTICS WHERE \(isOurs("TABLE_SCHEMA", table: "TABLE_NAME"))
            GROUP BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME
            """
        ),
        CatalogueQuery(
            "foreign key",
            """
            SELECT CONCAT(k.TABLE_SCHEMA, '.', k.TABLE_NAME, '.', k.CONSTRAINT_NAME),
                GROUP_CONCAT(k.COLUMN_NAME ORDER BY k.ORDINAL_POSITION SEPARATOR ' '),
                CONCAT('to ', MIN(k.REFERENCED_TABLE_SCHEMA), '.', MIN(k.REFERENCED_TABLE_NAME), ' ',
                    GROUP_CONCAT(k.REFERENCED_COLUMN_NAME ORDER BY k.ORDINAL_POSITION SEPARATOR ' ')),
                CONCAT('on update ', MIN(r.UPDATE_RULE)), CONCAT('on delete ', MIN(r.DELETE_RULE))
            FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r
                ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
                    AND r.TABLE_NAME = k.TABLE_NAME
            WHERE \(isOurs("k.TABLE_SCHEMA", table: "k.TABLE_NAME"))
            GROUP BY k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME
            """
        ),
        CatalogueQuery(
            "check",
            """
            SELECT CONCAT(CONSTRAINT_SCHEMA, '.', TABLE_NAME, '.', CONSTRAINT_NAME), CHECK_CLAUSE
            FROM information_schema.CHECK_CONSTRAINTS
            WHERE \(isOurs("CONSTRAINT_SCHEMA", table: "TABLE_NAME"))
            """
        ),
        CatalogueQuery(
            "partition",
            """
            SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, '.', PARTITION_NAME, COALESCE(CONCAT('.', SUBPARTITION_NAME), '')),
                PARTITION_ORDINAL_POSITION, PARTITION_METHOD, PARTITION_EXPRESSION, PARTITION_DESCRIPTION,
                SUBPARTITION_METHOD, SUBPARTITION_EXPRESSION
            FROM information_schema.PARTITIONS
            WHERE PARTITION_NAME IS NOT NULL AND \(isOurs("TABLE_SCHEMA", table: "TABLE_NAME"))
            """
        ),
        CatalogueQuery(
            "view",
            """
            SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME), CONCAT('check ', CHECK_OPTION), SECURITY_TYPE,
                VIEW_DEFINITION
            FROM information_schema.VIEWS WHERE \(isOurs("TABLE_SCHEMA"))
            """
        ),
    ]

    private static let programs = [
        CatalogueQuery(
            "routine",
            """
            SELECT CONCAT(r.ROUTINE_SCHEMA, '.', r.ROUTINE_NAME), LOWER(r.ROUTINE_TYPE),
                (SELECT CONCAT('(', GROUP_CONCAT(CONCAT_WS(' ', p.PARAMETER_MODE, p.PARAMETER_NAME, p.DTD_IDENTIFIER)
                    ORDER BY p.ORDINAL_POSITION SEPARATOR ', '), ')')
                    FROM information_schema.PARAMETERS p WHERE p.SPECIFIC_SCHEMA = r.ROUTINE_SCHEMA
                    AND p.SPECIFIC_NAME = r.SPECIFIC_NAME AND p.ROUTINE_TYPE = r.ROUTINE_TYPE),
                r.SQL_DATA_ACCESS, IF(r.IS_DETERMINISTIC = 'YES', 'deterministic', NULL), r.SECURITY_TYPE,
                \(comment("r.ROUTINE_COMMENT")), IF(r.SQL_MODE = @@GLOBAL.sql_mode, NULL, r.SQL_MODE), r.ROUTINE_DEFINITION
            FROM information_schema.ROUTINES r WHERE \(isOurs("r.ROUTINE_SCHEMA"))
            """
        ),
        CatalogueQuery(
            "trigger",
            """
            SELECT CONCAT(TRIGGER_SCHEMA, '.', TRIGGER_NAME), LOWER(ACTION_TIMING), LOWER(EVENT_MANIPULATION),
                CONCAT('on ', EVENT_OBJECT_SCHEMA, '.', EVENT_OBJECT_TABLE), ACTION_ORDER, IF(SQL_MODE = @@GLOBAL.sql_mode, NULL, SQL_MODE), ACTION_STATEMENT
            FROM information_schema.TRIGGERS WHERE \(isOurs("TRIGGER_SCHEMA"))
            """
        ),
        CatalogueQuery(
            "event",
            """
            SELECT CONCAT(EVENT_SCHEMA, '.', EVENT_NAME), LOWER(EVENT_TYPE),
                CONCAT('every ', INTERVAL_VALUE, ' ', INTERVAL_FIELD), STATUS, ON_COMPLETION,
                \(comment("EVENT_COMMENT")), IF(SQL_MODE = @@GLOBAL.sql_mode, NULL, SQL_MODE), EVENT_DEFINITION
            FROM information_schema.EVENTS WHERE \(isOurs("EVENT_SCHEMA"))
            """
        ),
    ]
}
