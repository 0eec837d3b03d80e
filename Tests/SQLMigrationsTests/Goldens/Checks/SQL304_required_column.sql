--- postgresql: no value for the rows
ALTER TABLE users ADD COLUMN age int NOT NULL;
ALTER TABLE users ADD age int NOT NULL DEFAULT NULL;
--- postgresql: a value
ALTER TABLE users ADD COLUMN age int NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN n bigint NOT NULL GENERATED ALWAYS AS IDENTITY;
ALTER TABLE users ADD COLUMN s serial NOT NULL;
ALTER TABLE users ADD COLUMN b text;
--- mysql: zero, says nobody
ALTER TABLE users ADD COLUMN age int NOT NULL AFTER name;
--- mysql: counted
ALTER TABLE users ADD COLUMN n int NOT NULL AUTO_INCREMENT UNIQUE;
