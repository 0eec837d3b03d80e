--- postgresql: all rows
UPDATE users SET a = (SELECT b FROM c WHERE d);
--- postgresql: some
UPDATE users SET a = 1 WHERE a IS NULL;
--- mysql: all rows
UPDATE `users` SET a = 1;
--- postgresql: of a table of the script
CREATE TABLE a AS SELECT 1 AS x;
UPDATE a SET x = 2;
