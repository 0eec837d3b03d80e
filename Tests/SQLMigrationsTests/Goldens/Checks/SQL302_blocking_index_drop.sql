--- postgresql: without CONCURRENTLY
DROP INDEX IF EXISTS a, b;
--- postgresql none: with it
DROP INDEX CONCURRENTLY a;
--- postgresql: of the script
CREATE INDEX a ON users (email);
DROP INDEX a;
