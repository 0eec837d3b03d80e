--- postgresql: once for a script
ALTER TABLE users ADD COLUMN a int;
ALTER TABLE users ADD COLUMN b int;
--- postgresql: said in the script
SET LOCAL lock_timeout = '5s';
ALTER TABLE users ADD COLUMN a int;
--- postgresql timeout: said by a directive
ALTER TABLE users ADD COLUMN a int;
--- postgresql: a table of the script, and what keeps nobody away
CREATE TABLE a (x int);
ALTER TABLE a ADD COLUMN y int;
INSERT INTO users VALUES (1);
--- postgresql: what keeps writers away
CREATE TRIGGER audit AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION audit();
--- postgresql: a new table with a foreign key, what is done beside others
CREATE TABLE orders (user_id bigint REFERENCES users (id));
CREATE INDEX orders_user ON orders (user_id);
ALTER TABLE users VALIDATE CONSTRAINT c;
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
