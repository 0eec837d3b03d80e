--- postgresql: all rows
DELETE FROM users;
--- postgresql: some
DELETE FROM users WHERE id = 1;
DELETE FROM users USING gone WHERE users.id = gone.id;
WITH gone AS (SELECT 1 AS id) DELETE FROM users WHERE id IN (SELECT id FROM gone);
--- postgresql: WHERE in a query is not its own
WITH gone AS (SELECT id FROM old WHERE x) DELETE FROM users;
--- mysql: some
DELETE FROM users LIMIT 10;
