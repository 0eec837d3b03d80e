--- postgresql: two of three
ALTER TABLE users DROP COLUMN age, DROP IF EXISTS name, ADD COLUMN email text;
--- mysql: with and without COLUMN
ALTER TABLE users DROP age, DROP COLUMN name, DROP INDEX a, DROP PRIMARY KEY, DROP FOREIGN KEY b;
--- postgresql: of a table of the script
CREATE TABLE a (x int);
ALTER TABLE a DROP COLUMN x;
--- postgresql: of a type
ALTER TYPE pair DROP ATTRIBUTE b;
