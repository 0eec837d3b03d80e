-- Applies scripts of sql (set main); to be run with psql --no-psqlrc.
\set ON_ERROR_STOP on
\set AUTOCOMMIT on
\set SINGLELINE off
\set SINGLESTEP off

DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
CREATE SCHEMA IF NOT EXISTS borealis;
CREATE TABLE IF NOT EXISTS borealis.history (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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
    undo_sql TEXT NULL,
    run_id VARCHAR(64) NOT NULL,
    stack_id VARCHAR(255) NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    engine_version VARCHAR(64) NOT NULL,
    installed_by VARCHAR(128) NOT NULL,
    started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    finished_at TIMESTAMPTZ NULL,
    execution_ms BIGINT NULL,
    error_code VARCHAR(64) NULL,
    error_message VARCHAR(1000) NULL,
    error_line INTEGER NULL,
    waivers TEXT NULL,
    reason VARCHAR(500) NULL,
    fence BIGINT NOT NULL,
    UNIQUE (set_name, kind, version, undone)
);
CREATE TABLE IF NOT EXISTS borealis.steps (
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    hash CHAR(64) NOT NULL,
    state VARCHAR(16) NOT NULL,
    was_there INTEGER NULL,
    connection_id VARCHAR(64) NULL,
    row_count BIGINT NULL,
    started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    finished_at TIMESTAMPTZ NULL,
    PRIMARY KEY (seq, idx)
);
CREATE TABLE IF NOT EXISTS borealis.runs (
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
    started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (stack_id, request_id, set_name, phase)
);
CREATE TABLE IF NOT EXISTS borealis.lease (
    id INTEGER NOT NULL PRIMARY KEY,
    owner VARCHAR(64) NULL,
    stack_id VARCHAR(255) NULL,
    request_id VARCHAR(64) NULL,
    set_name VARCHAR(64) NULL,
    taken_at TIMESTAMPTZ NULL,
    expires_at TIMESTAMPTZ NULL
);
CREATE TABLE IF NOT EXISTS borealis.fence (
    id INTEGER NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO borealis.lease (id) VALUES (1) ON CONFLICT DO NOTHING;
INSERT INTO borealis.fence (id, value) VALUES (1, 0) ON CONFLICT DO NOTHING;

-- V1__users.sql
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
BEGIN;
SET LOCAL lock_timeout = 5000;
SET LOCAL statement_timeout = 30000;
CREATE TABLE users (id INT, "it's" TEXT);
INSERT INTO users VALUES (1, 'a;b');
DELETE FROM borealis.history
WHERE set_name = 'main' AND kind = 'versioned' AND version = '1' AND undone = 0 AND state = 'FAILED' AND applied_statements = 0;
INSERT INTO borealis.history (set_name, kind, version, description, script, checksum, statements, transaction_mode, undo_sql, run_id, stack_id, request_id, engine_version, installed_by, waivers, fence, applied_statements, applied_prefix_hash, state, finished_at)
VALUES ('main', 'versioned', '1', 'users', 'V1__users.sql', '464760b6671c25a45448305413a9aaac0c719ae1220ff6a3d48e61b4ac8eb6f2', 2, 'transaction', '{"script": "U1__users.sql", "mode": "transaction", "statements": [{"line": 1, "class": "ddl destructive", "probe": {"kind": "table", "name": "users", "exists": false}, "text": "DROP TABLE users"}]}', 'offline', 'offline', 'offline', pg_catalog.left(pg_catalog.current_setting('server_version'), 64), current_user, NULL, 0, 2, '25a63aaebbeb5e92d2baab8b0a3100cfc7f061a4b969e9aa74fff6d9511ded1d', 'APPLIED', pg_catalog.clock_timestamp());
COMMIT;

-- V2__index.sql
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
DELETE FROM borealis.history
WHERE set_name = 'main' AND kind = 'versioned' AND version = '2' AND undone = 0 AND state = 'FAILED' AND applied_statements = 0;
INSERT INTO borealis.history (set_name, kind, version, description, script, checksum, statements, transaction_mode, undo_sql, run_id, stack_id, request_id, engine_version, installed_by, waivers, fence, applied_statements, applied_prefix_hash, state, finished_at)
VALUES ('main', 'versioned', '2', 'index', 'V2__index.sql', 'dceb7177a12e4c75b7be393b2d291c427d202b7d2ad058e269beccc32c61eda7', 1, 'none', '{"script": "U2__index.sql", "mode": "none", "statements": [{"line": 1, "class": "ddl neutral", "transaction": "outside", "probe": {"kind": "index", "name": "i", "exists": false}, "text": "DROP INDEX CONCURRENTLY i"}]}', 'offline', 'offline', 'offline', pg_catalog.left(pg_catalog.current_setting('server_version'), 64), current_user, NULL, 0, 0, NULL, 'RUNNING', NULL);
INSERT INTO borealis.steps (seq, idx, hash, state, was_there, finished_at)
SELECT seq, 1, 'd1885c30a8757faceeb232de918b9830ed5931d210b38820cdefeac9540029f8', 'started', 1, NULL FROM borealis.history WHERE set_name = 'main' AND script = 'V2__index.sql' AND state = 'RUNNING';
CREATE INDEX CONCURRENTLY i ON users (id);
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
UPDATE borealis.steps SET state = 'done', finished_at = pg_catalog.clock_timestamp()
WHERE idx = 1 AND seq = (SELECT seq FROM borealis.history WHERE set_name = 'main' AND script = 'V2__index.sql' AND state = 'RUNNING');
UPDATE borealis.history SET applied_statements = 1, applied_prefix_hash = '69cfb466884d9326be952eabdb51ca08bf370002e86003e8c67cd286b8cca6f3', state = 'APPLIED', finished_at = pg_catalog.clock_timestamp()
WHERE set_name = 'main' AND script = 'V2__index.sql' AND state = 'RUNNING';
