--- postgresql: after a change of a table in use
ALTER TABLE users ADD COLUMN a int;
UPDATE users SET a = 1 WHERE a IS NULL;
DELETE FROM orders WHERE id = 1;
--- postgresql: before it
UPDATE users SET a = 1 WHERE a IS NULL;
ALTER TABLE users ADD COLUMN b int;
--- postgresql: of new tables
CREATE TABLE a (x int);
ALTER TABLE a ADD COLUMN y int;
UPDATE a SET x = 1 WHERE y = 2;
