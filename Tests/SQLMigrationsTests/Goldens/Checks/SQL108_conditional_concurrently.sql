--- postgresql none: skips an invalid index
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);
--- postgresql none: dropping is fine
DROP INDEX CONCURRENTLY IF EXISTS users_email;
