-- Applies scripts of sql (set main); to be run with mariadb --comments.

\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
CREATE TABLE IF NOT EXISTS borealis_history (
    seq BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    set_name VARCHAR(64) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    version VARCHAR(64) NULL,
    description VARCHAR(200) NOT NULL,
    script VARCHAR(500) NOT NULL,
    checksum CHAR(64) NOT NULL,
    statements INTEGER NOT NULL,
    applied_statements INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    stack_id VARCHAR(255) NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    started_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    finished_at TIMESTAMP(6) NULL,
    UNIQUE KEY borealis_history_version (set_name, kind, version)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- V1__users.sql
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
INSERT INTO borealis_history (set_name, kind, version, description, script, checksum, statements, applied_statements, state, stack_id, request_id, finished_at)
VALUES ('main', 'versioned', '1', 'users', 'V1__users.sql', '58e7702b20f3e39e3a58072997bbd6307b96a7ed91068ac2eed59f748f1ad7bf', 1, 0, 'RUNNING', 'offline', 'offline', NULL);
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
CREATE TABLE users (id INT);
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
UPDATE borealis_history SET state = 'APPLIED', applied_statements = 1, finished_at = CURRENT_TIMESTAMP
WHERE set_name = 'main' AND script = 'V1__users.sql' AND state = 'RUNNING';

-- V2__fill.sql
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
INSERT INTO borealis_history (set_name, kind, version, description, script, checksum, statements, applied_statements, state, stack_id, request_id, finished_at)
VALUES ('main', 'versioned', '2', 'fill', 'V2__fill.sql', '85d76af01c6e44e6b641f5be3169b09d952f904f707b093c99a78515ba5bca96', 5, 0, 'RUNNING', 'offline', 'offline', NULL);
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
DELIMITER $$$
CREATE PROCEDURE fill() BEGIN INSERT INTO users VALUES (1); /* $$ */ END
$$$
DELIMITER ;
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
START TRANSACTION;
INSERT INTO users VALUES (2);
INSERT INTO users VALUES (3);
COMMIT;
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
ALTER TABLE users ADD COLUMN name TEXT;
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
START TRANSACTION;
UPDATE users SET name = 'a';
COMMIT;
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
UPDATE borealis_history SET state = 'APPLIED', applied_statements = 5, finished_at = CURRENT_TIMESTAMP
WHERE set_name = 'main' AND script = 'V2__fill.sql' AND state = 'RUNNING';

-- V3__rows.sql
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
START TRANSACTION;
INSERT INTO users VALUES (4, 'b');
INSERT INTO borealis_history (set_name, kind, version, description, script, checksum, statements, applied_statements, state, stack_id, request_id, finished_at)
VALUES ('main', 'versioned', '3', 'rows', 'V3__rows.sql', 'd7313539d775dca907fdfd80884f9ec0cd29af4ef4d1eb97585b09a615a7d7f1', 1, 1, 'APPLIED', 'offline', 'offline', CURRENT_TIMESTAMP);
COMMIT;

-- R__view.sql
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
INSERT INTO borealis_history (set_name, kind, version, description, script, checksum, statements, applied_statements, state, stack_id, request_id, finished_at)
VALUES ('main', 'repeatable', NULL, 'view', 'R__view.sql', '5121c310b6411418291428cd0dce05bb5f8448aca84e4afa1a653a37f36a66a1', 1, 0, 'RUNNING', 'offline', 'offline', NULL);
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
CREATE OR REPLACE VIEW v AS SELECT 1;
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
UPDATE borealis_history SET state = 'APPLIED', applied_statements = 1, finished_at = CURRENT_TIMESTAMP
WHERE set_name = 'main' AND script = 'R__view.sql' AND state = 'RUNNING';
