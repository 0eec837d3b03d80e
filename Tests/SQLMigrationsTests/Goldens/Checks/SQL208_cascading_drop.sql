--- postgresql: a table, a column, rows
DROP TABLE users CASCADE;
ALTER TABLE users DROP COLUMN age CASCADE;
TRUNCATE users CASCADE;
--- postgresql: what a foreign key does to rows
ALTER TABLE users ADD FOREIGN KEY (a) REFERENCES b (id) ON DELETE CASCADE;
--- mysql: the word says nothing
DROP TABLE users CASCADE;
