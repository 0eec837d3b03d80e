-- Undoes scripts of sql (set main); to be run with psql --no-psqlrc.
\set ON_ERROR_STOP on
\set AUTOCOMMIT on
\set SINGLELINE off
\set SINGLESTEP off

-- U2__index.sql
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
DO $borealis$ BEGIN
    PERFORM 1 FROM borealis.history WHERE set_name = 'main' AND kind = 'versioned' AND version = '2' AND undone = 0 AND state IN ('APPLIED', 'BASELINE', 'REPAIRED');
    IF NOT FOUND THEN RAISE EXCEPTION USING MESSAGE = 'the history has no script of version 2 that is applied'; END IF;
END $borealis$;
UPDATE borealis.history SET state = 'AMBIGUOUS', applied_statements = 0
WHERE set_name = 'main' AND kind = 'versioned' AND version = '2' AND undone = 0;
DROP INDEX CONCURRENTLY i;
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
UPDATE borealis.history SET state = 'UNDONE', undone = seq, finished_at = pg_catalog.clock_timestamp()
WHERE set_name = 'main' AND kind = 'versioned' AND version = '2' AND undone = 0;

-- U1__users.sql
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
DO $borealis$ BEGIN
    PERFORM 1 FROM borealis.history WHERE set_name = 'main' AND kind = 'versioned' AND version = '1' AND undone = 0 AND state IN ('APPLIED', 'BASELINE', 'REPAIRED');
    IF NOT FOUND THEN RAISE EXCEPTION USING MESSAGE = 'the history has no script of version 1 that is applied'; END IF;
END $borealis$;
BEGIN;
DROP TABLE users;
UPDATE borealis.history SET state = 'UNDONE', undone = seq, finished_at = pg_catalog.clock_timestamp()
WHERE set_name = 'main' AND kind = 'versioned' AND version = '1' AND undone = 0;
COMMIT;
