--- postgresql: two tables in use
ALTER TABLE users ADD COLUMN a int;
ALTER TABLE orders ADD COLUMN b int;
--- postgresql: one of them is new
CREATE TABLE orders (a int);
ALTER TABLE users ADD COLUMN a int;
ALTER TABLE orders ADD COLUMN b int;
ALTER TABLE users ADD COLUMN c int;
