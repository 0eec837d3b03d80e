--- postgresql: names, schemas and values
ALTER VIEW v RENAME TO w;
ALTER TABLE users SET SCHEMA archive;
ALTER FUNCTION f(int) SET SCHEMA archive;
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
--- postgresql: an index is not used by name
ALTER INDEX a RENAME TO b;
