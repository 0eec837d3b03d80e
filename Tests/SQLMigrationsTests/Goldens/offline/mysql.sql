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
    applied_prefix_hash CHAR(64) NULL,
    transaction_mode VARCHAR(16) NOT NULL,
    state VARCHAR(16) NOT NULL,
    undone BIGINT NOT NULL DEFAULT 0,
    undo_sql LONGTEXT NULL,
    run_id VARCHAR(64) NOT NULL,
    stack_id VARCHAR(255) NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    engine_version VARCHAR(64) NOT NULL,
    installed_by VARCHAR(128) NOT NULL,
    started_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    finished_at DATETIME(6) NULL,
    execution_ms BIGINT NULL,
    error_code VARCHAR(64) NULL,
    error_message VARCHAR(1000) NULL,
    error_line INTEGER NULL,
    waivers TEXT NULL,
    reason VARCHAR(500) NULL,
    fence BIGINT NOT NULL,
    UNIQUE KEY borealis_history_version (set_name, kind, version, undone)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS borealis_steps (
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    hash CHAR(64) NOT NULL,
    state VARCHAR(16) NOT NULL,
    was_there INTEGER NULL,
    connection_id VARCHAR(64) NULL,
    row_count BIGINT NULL,
    started_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    finished_at DATETIME(6) NULL,
    PRIMARY KEY (seq, idx)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS borealis_runs (
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
    started_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    PRIMARY KEY (stack_id, request_id, set_name, phase)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS borealis_lease (
    id INTEGER NOT NULL PRIMARY KEY,
    owner VARCHAR(64) NULL,
    stack_id VARCHAR(255) NULL,
    request_id VARCHAR(64) NULL,
    set_name VARCHAR(64) NULL,
    taken_at DATETIME(6) NULL,
    expires_at DATETIME(6) NULL
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS borealis_fence (
    id INTEGER NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT IGNORE INTO borealis_lease (id) VALUES (1);
INSERT IGNORE INTO borealis_fence (id, value) VALUES (1, 0);

-- V1__users.sql
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
DELETE FROM borealis_history
WHERE set_name = 'main' AND kind = 'versioned' AND version = '1' AND undone = 0 AND state = 'FAILED' AND applied_statements = 0;
INSERT INTO borealis_history (set_name, kind, version, description, script, checksum, statements, transaction_mode, undo_sql, run_id, stack_id, request_id, engine_version, installed_by, waivers, fence, applied_statements, applied_prefix_hash, state, finished_at)
VALUES ('main', 'versioned', '1', 'users', 'V1__users.sql', '58e7702b20f3e39e3a58072997bbd6307b96a7ed91068ac2eed59f748f1ad7bf', 1, 'segments', NULL, 'offline', 'offline', 'offline', LEFT(VERSION(), 64), LEFT(CURRENT_USER(), 128), NULL, 0, 0, NULL, 'RUNNING', NULL);
INSERT INTO borealis_steps (seq, idx, hash, state, was_there, finished_at)
SELECT seq, 1, '6759b2f7a2c791f011083097ded90f7610687e943dd00b979b421c72b4171224', 'started', 1, NULL FROM borealis_history WHERE set_name = 'main' AND script = 'V1__users.sql' AND state = 'RUNNING';
CREATE TABLE users (id INT);
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
UPDATE borealis_steps SET state = 'done', finished_at = UTC_TIMESTAMP(6)
WHERE idx = 1 AND seq = (SELECT seq FROM borealis_history WHERE set_name = 'main' AND script = 'V1__users.sql' AND state = 'RUNNING');
UPDATE borealis_history SET applied_statements = 1, applied_prefix_hash = '42a6c1bafb046df5116ba58e363f588a21eb99bf497c88e5be3f6ea71110a23f', state = 'APPLIED', finished_at = UTC_TIMESTAMP(6)
WHERE set_name = 'main' AND script = 'V1__users.sql' AND state = 'RUNNING';

-- V2__fill.sql
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
DELETE FROM borealis_history
WHERE set_name = 'main' AND kind = 'versioned' AND version = '2' AND undone = 0 AND state = 'FAILED' AND applied_statements = 0;
INSERT INTO borealis_history (set_name, kind, version, description, script, checksum, statements, transaction_mode, undo_sql, run_id, stack_id, request_id, engine_version, installed_by, waivers, fence, applied_statements, applied_prefix_hash, state, finished_at)
VALUES ('main', 'versioned', '2', 'fill', 'V2__fill.sql', '85d76af01c6e44e6b641f5be3169b09d952f904f707b093c99a78515ba5bca96', 5, 'segments', NULL, 'offline', 'offline', 'offline', LEFT(VERSION(), 64), LEFT(CURRENT_USER(), 128), NULL, 0, 0, NULL, 'RUNNING', NULL);
INSERT INTO borealis_steps (seq, idx, hash, state, was_there, finished_at)
SELECT seq, 1, '3ea5b5d4ff899d5cb181fdf3892faaed70f0e828e500b648c803440538a3c146', 'started', 1, NULL FROM borealis_history WHERE set_name = 'main' AND script = 'V2__fill.sql' AND state = 'RUNNING';
DELIMITER $$$
CREATE PROCEDURE fill() BEGIN INSERT INTO users VALUES (1); /* $$ */ END
$$$
DELIMITER ;
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
UPDATE borealis_steps SET state = 'done', finished_at = UTC_TIMESTAMP(6)
WHERE idx = 1 AND seq = (SELECT seq FROM borealis_history WHERE set_name = 'main' AND script = 'V2__fill.sql' AND state = 'RUNNING');
START TRANSACTION;
INSERT INTO users VALUES (2);
INSERT INTO users VALUES (3);
INSERT INTO borealis_steps (seq, idx, hash, state, was_there, finished_at)
SELECT seq, 2, '6c22514bea5b3b5eb5a85ae06705fb01341ef299f03fb3b25c6af67ec5e7a382', 'done', NULL, UTC_TIMESTAMP(6) FROM borealis_history WHERE set_name = 'main' AND script = 'V2__fill.sql' AND state = 'RUNNING';
INSERT INTO borealis_steps (seq, idx, hash, state, was_there, finished_at)
SELECT seq, 3, '3ae0e0051de3ed414856a3b97fede630b68106326e838b24cf405538c6a433fc', 'done', NULL, UTC_TIMESTAMP(6) FROM borealis_history WHERE set_name = 'main' AND script = 'V2__fill.sql' AND state = 'RUNNING';
COMMIT;
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
INSERT INTO borealis_steps (seq, idx, hash, state, was_there, finished_at)
SELECT seq, 4, 'bb930a1af3d042ed0d35b01bc0035a4162dcdb40e75d01c1906e6e2f8b53668d', 'started', 1, NULL FROM borealis_history WHERE set_name = 'main' AND script = 'V2__fill.sql' AND state = 'RUNNING';
ALTER TABLE users ADD COLUMN name TEXT;
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
UPDATE borealis_steps SET state = 'done', finished_at = UTC_TIMESTAMP(6)
WHERE idx = 4 AND seq = (SELECT seq FROM borealis_history WHERE set_name = 'main' AND script = 'V2__fill.sql' AND state = 'RUNNING');
START TRANSACTION;
UPDATE users SET name = 'a';
INSERT INTO borealis_steps (seq, idx, hash, state, was_there, finished_at)
SELECT seq, 5, '4b9760aa6131399b95b56483b18176a20f9ab3d356a369611f704ceebc957b6a', 'done', NULL, UTC_TIMESTAMP(6) FROM borealis_history WHERE set_name = 'main' AND script = 'V2__fill.sql' AND state = 'RUNNING';
COMMIT;
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
UPDATE borealis_history SET applied_statements = 5, applied_prefix_hash = '8d14ac9ff1f8876380b5c0b9f8ed3bec799299c029c04e7c355587ce98d23632', state = 'APPLIED', finished_at = UTC_TIMESTAMP(6)
WHERE set_name = 'main' AND script = 'V2__fill.sql' AND state = 'RUNNING';

-- V3__rows.sql
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
START TRANSACTION;
INSERT INTO users VALUES (4, 'b');
DELETE FROM borealis_history
WHERE set_name = 'main' AND kind = 'versioned' AND version = '3' AND undone = 0 AND state = 'FAILED' AND applied_statements = 0;
INSERT INTO borealis_history (set_name, kind, version, description, script, checksum, statements, transaction_mode, undo_sql, run_id, stack_id, request_id, engine_version, installed_by, waivers, fence, applied_statements, applied_prefix_hash, state, finished_at)
VALUES ('main', 'versioned', '3', 'rows', 'V3__rows.sql', 'd7313539d775dca907fdfd80884f9ec0cd29af4ef4d1eb97585b09a615a7d7f1', 1, 'transaction', '{"script": "U3__rows.sql", "mode": "transaction", "statements": [{"line": 1, "text": "DELETE FROM users WHERE id = 4"}]}', 'offline', 'offline', 'offline', LEFT(VERSION(), 64), LEFT(CURRENT_USER(), 128), NULL, 0, 1, 'b47bcbc9d1f87df7157f54b13b143b0af5a14532f1bdfb36ef0d019d68dd84fa', 'APPLIED', UTC_TIMESTAMP(6));
COMMIT;

-- R__view.sql
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
DELETE FROM borealis_history
WHERE set_name = 'main' AND kind = 'repeatable' AND script = 'R__view.sql' AND undone = 0 AND state = 'FAILED' AND applied_statements = 0;
INSERT INTO borealis_history (set_name, kind, version, description, script, checksum, statements, transaction_mode, undo_sql, run_id, stack_id, request_id, engine_version, installed_by, waivers, fence, applied_statements, applied_prefix_hash, state, finished_at)
VALUES ('main', 'repeatable', NULL, 'view', 'R__view.sql', '5121c310b6411418291428cd0dce05bb5f8448aca84e4afa1a653a37f36a66a1', 1, 'segments', NULL, 'offline', 'offline', 'offline', LEFT(VERSION(), 64), LEFT(CURRENT_USER(), 128), NULL, 0, 0, NULL, 'RUNNING', NULL);
INSERT INTO borealis_steps (seq, idx, hash, state, was_there, finished_at)
SELECT seq, 1, '3b0891caa4f8f3a96dd8d1bbe5d542b6ebbd60d479b67a19dd698a3c1877651b', 'started', NULL, NULL FROM borealis_history WHERE set_name = 'main' AND script = 'R__view.sql' AND state = 'RUNNING';
CREATE OR REPLACE VIEW v AS SELECT 1;
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
UPDATE borealis_steps SET state = 'done', finished_at = UTC_TIMESTAMP(6)
WHERE idx = 1 AND seq = (SELECT seq FROM borealis_history WHERE set_name = 'main' AND script = 'R__view.sql' AND state = 'RUNNING');
UPDATE borealis_history SET applied_statements = 1, applied_prefix_hash = 'c337eabe878dfbdcf50e3c2a6ff42d394378a0b8e29bf8154c63f1cd1e06d84d', state = 'APPLIED', finished_at = UTC_TIMESTAMP(6)
WHERE set_name = 'main' AND script = 'R__view.sql' AND state = 'RUNNING';
