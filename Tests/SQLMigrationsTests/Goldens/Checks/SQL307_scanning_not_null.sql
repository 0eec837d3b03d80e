--- postgresql: of a table in use
ALTER TABLE users ALTER COLUMN age SET NOT NULL;
--- postgresql: of a table of the script, and the other way
CREATE TABLE a (x int);
ALTER TABLE a ALTER x SET NOT NULL;
ALTER TABLE users ALTER COLUMN age DROP NOT NULL;
