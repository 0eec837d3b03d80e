--- postgresql: once for a script
ALTER TABLE users ADD COLUMN a int;
ALTER TABLE users ADD COLUMN b int;
--- postgresql: said in the script
SET LOCAL lock_timeout = '5s';
ALTER TABLE users ADD COLUMN a int;
--- postgresql timeout: said by a directive
ALTER TABLE users ADD COLUMN a int;
--- postgresql: a table of the script, and what keeps nobody away
CREATE TABLE a (x int);
ALTER TABLE a ADD COLUMN y int;
INSERT INTO users VALUES (1);
