--- mysql: both
CREATE TABLE a (x int);
INSERT INTO a VALUES (1);
CREATE TABLE b (x int);
--- mysql: schema alone
CREATE TABLE a (x int);
CREATE TABLE b (x int);
--- postgresql: undone as a whole
CREATE TABLE a (x int);
INSERT INTO a VALUES (1);
--- mysql: rows of a procedure, of locked tables, and statistics
CALL p();
LOCK TABLES a WRITE;
UNLOCK TABLES;
ANALYZE TABLE a;
--- mysql: a procedure that may change rows, and a table
CALL p();
DROP TABLE a;
