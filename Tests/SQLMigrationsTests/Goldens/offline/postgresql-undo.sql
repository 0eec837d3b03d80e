-- Undoes scripts of sql (set main); to be run with psql --no-psqlrc.
\set ON_ERROR_STOP on
\set AUTOCOMMIT on
\set SINGLELINE off
\set SINGLESTEP off
\encoding UTF8

-- U2__index.sql
DROP INDEX CONCURRENTLY i;
DELETE FROM borealis.history
WHERE set_name = 'main' AND kind = 'versioned' AND version = '2';

-- U1__users.sql
BEGIN;
DROP TABLE users;
DELETE FROM borealis.history
WHERE set_name = 'main' AND kind = 'versioned' AND version = '1';
COMMIT;
