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
    PERFORM 1 FROM borealis.history WHERE set_name = 'main' AND kind = 'versioned' AND version = '2';
    IF NOT FOUND THEN RAISE EXCEPTION USING MESSAGE = 'the history has no script of version 2'; END IF;
END $borealis$;
UPDATE borealis.history SET state = 'RUNNING', applied_statements = 0
WHERE set_name = 'main' AND kind = 'versioned' AND version = '2';
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
DROP INDEX CONCURRENTLY i;
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
DELETE FROM borealis.history
WHERE set_name = 'main' AND kind = 'versioned' AND version = '2';

-- U1__users.sql
DISCARD ALL;
\encoding UTF8
SET standard_conforming_strings = on;
DO $borealis$ BEGIN
    PERFORM 1 FROM borealis.history WHERE set_name = 'main' AND kind = 'versioned' AND version = '1';
    IF NOT FOUND THEN RAISE EXCEPTION USING MESSAGE = 'the history has no script of version 1'; END IF;
END $borealis$;
BEGIN;
DROP TABLE users;
DELETE FROM borealis.history
WHERE set_name = 'main' AND kind = 'versioned' AND version = '1';
COMMIT;
