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
