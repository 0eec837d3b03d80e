--- postgresql: one
ALTER TABLE users RENAME TO people;
--- mysql: three ways
ALTER TABLE users RENAME people;
ALTER TABLE users RENAME TO people;
RENAME TABLE a TO b, c TO d;
--- mysql: of the script
CREATE TABLE a (x int);
RENAME TABLE a TO b;
