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
    state VARCHAR(16) NOT NULL,
    stack_id VARCHAR(255) NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    finished_at TIMESTAMPTZ NULL,
    UNIQUE (set_name, kind, version)
);

-- V1__users.sql
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
BEGIN;
SET LOCAL lock_timeout = 5000;
SET LOCAL statement_timeout = 30000;
CREATE TABLE users (id INT, "it's" TEXT);
INSERT INTO users VALUES (1, 'a;b');
INSERT INTO borealis.history (set_name, kind, version, description, script, checksum, statements, applied_statements, state, stack_id, request_id, finished_at)
VALUES ('main', 'versioned', '1', 'users', 'V1__users.sql', '464760b6671c25a45448305413a9aaac0c719ae1220ff6a3d48e61b4ac8eb6f2', 2, 2, 'APPLIED', 'offline', 'offline', CURRENT_TIMESTAMP);
COMMIT;

-- V2__index.sql
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
INSERT INTO borealis.history (set_name, kind, version, description, script, checksum, statements, applied_statements, state, stack_id, request_id, finished_at)
VALUES ('main', 'versioned', '2', 'index', 'V2__index.sql', 'dceb7177a12e4c75b7be393b2d291c427d202b7d2ad058e269beccc32c61eda7', 1, 0, 'RUNNING', 'offline', 'offline', NULL);
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
CREATE INDEX CONCURRENTLY i ON users (id);
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
UPDATE borealis.history SET state = 'APPLIED', applied_statements = 1, finished_at = CURRENT_TIMESTAMP
WHERE set_name = 'main' AND script = 'V2__index.sql' AND state = 'RUNNING';
