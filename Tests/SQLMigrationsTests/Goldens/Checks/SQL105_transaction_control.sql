--- postgresql: in the middle
CREATE TABLE a (x int);
COMMIT;
CREATE TABLE b (x int);
--- postgresql: a savepoint
SAVEPOINT a;
ROLLBACK TO SAVEPOINT a;
RELEASE a;
--- mysql: of MySQL
START TRANSACTION;
INSERT INTO a VALUES (1);
SET autocommit = 1;
--- postgresql: a body is no transaction
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
--- mysql: an isolation of a transaction that has begun
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
INSERT INTO a VALUES (1);
--- mysql: a block of MariaDB
BEGIN NOT ATOMIC
  INSERT INTO a VALUES (1);
END;
