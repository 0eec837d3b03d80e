--- postgresql: with another statement
ALTER TABLE users ADD COLUMN email text;
CREATE INDEX CONCURRENTLY users_email ON users (email);
--- postgresql none: alone
CREATE INDEX CONCURRENTLY users_email ON users (email);
--- postgresql none file: alone, in a transaction
VACUUM users;
--- postgresql: others of its kind
DROP INDEX CONCURRENTLY a;
ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;
