--- postgresql: what a dump begins with
SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
SET row_security = off;
CREATE TABLE a (x int);
--- postgresql: a setting of an application
SET app.user = 'ann';
SET SESSION TIME ZONE 'UTC';
--- postgresql: another role
SET ROLE app;
--- postgresql: another role until the commit
SET LOCAL ROLE app;
--- postgresql: another user
SET SESSION AUTHORIZATION app;
--- postgresql: temporary tables and views
CREATE TEMP TABLE t (a int);
CREATE TEMPORARY VIEW v AS SELECT 1;
SELECT 1 AS a INTO TEMP u;
--- postgresql: what ends with the transaction
SET LOCAL search_path TO app;
SELECT set_config('search_path', 'app', true);
CREATE TEMP TABLE t (a int) ON COMMIT DROP;
SET CONSTRAINTS ALL DEFERRED;
SELECT current_setting('search_path');
--- postgresql: what is put back
SET search_path TO app;
SET ROLE app;
CREATE TEMP TABLE t (a int);
DROP TABLE t;
RESET ROLE;
RESET ALL;
--- postgresql: a role that is kept
SET ROLE app;
RESET ALL;
