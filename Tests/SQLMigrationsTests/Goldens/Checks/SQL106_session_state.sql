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
--- mysql: a statement made of a text
SET @s = IF((SELECT COUNT(*) FROM information_schema.columns) = 0, 'ALTER TABLE a ADD x int', 'DO 0');
PREPARE p FROM @s;
EXECUTE p;
DEALLOCATE PREPARE p;
--- mysql: variables and answers that are read after the schema was changed
INSERT INTO a VALUES (1);
SELECT COUNT(*) INTO @n FROM a;
ALTER TABLE a ADD COLUMN y int;
INSERT INTO b VALUES (@n, LAST_INSERT_ID());
INSERT INTO b VALUES (2, Last_Insert_Id());
CREATE TABLE c AS SELECT @n AS n;
SELECT row_count();
UPDATE b SET x = FOUND_ROWS();
SET @i = @I + 1, @j = 2, @k = @j;
--- mysql: variables that are read in the run that sets them
CREATE TABLE a (x int);
SELECT @n := 1, @m FROM (SELECT @m := 2) b;
SELECT 1, 2 INTO @o, @p;
INSERT INTO a VALUES (@N), (@o), (@p), (@m), (LAST_INSERT_ID(@n + 1));
INSERT INTO a VALUES (LAST_INSERT_ID());
CALL p(1, @out);
CREATE USER 'app'@'%', app@localhost;
CREATE PROCEDURE q() SELECT @z, ROW_COUNT();
INSERT INTO a VALUES ('@n', 'LAST_INSERT_ID()', @@sql_mode);
--- mysql: an answer of a procedure
CALL p(1, @out);
SELECT @out;
