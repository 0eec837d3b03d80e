--- postgresql: in a transaction it holds as long as it is needed
SET LOCAL search_path TO app;
SET search_path TO app;
CREATE TEMP TABLE t (a int) ON COMMIT DROP;
LOCK TABLE users IN SHARE MODE;
--- postgresql none: outside of one it is lost
SET search_path TO app;
--- postgresql: a lock that nobody releases
SELECT pg_advisory_lock(1);
SELECT pg_advisory_xact_lock(2);
--- postgresql: what listens
LISTEN orders;
--- mysql: a variable between two calls
SET @id = 1;
CREATE TABLE a (x int);
--- mysql: rows alone are one transaction
SET @id = 1;
INSERT INTO a VALUES (@id);
--- mysql: what a dump writes
/*!40101 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_CHECKS = @@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS = 0 */;
CREATE TABLE a (x int);
LOCK TABLES a WRITE;
UNLOCK TABLES;
SET foreign_key_checks = 1;
--- mysql: prepared statements and temporary tables
CREATE TEMPORARY TABLE t (a int);
PREPARE s FROM 'SELECT 1';
EXECUTE s;
CREATE TABLE a (x int);
--- mysql: a lock of the session
SELECT GET_LOCK('migration', 10);
