--- postgresql: bounds
ALTER TABLE users ALTER COLUMN name TYPE varchar(50), ALTER age TYPE smallint USING age::smallint;
ALTER TABLE users ALTER COLUMN price SET DATA TYPE numeric(10, 2);
--- postgresql: without bounds
ALTER TABLE users ALTER name TYPE text, ALTER age TYPE bigint, ALTER price TYPE numeric, ALTER at TYPE timestamp with time zone;
--- mysql: bounds
ALTER TABLE users MODIFY name varchar(50) NOT NULL, CHANGE age years int unsigned;
--- mysql: the widest
ALTER TABLE users MODIFY name longtext, MODIFY age bigint;
