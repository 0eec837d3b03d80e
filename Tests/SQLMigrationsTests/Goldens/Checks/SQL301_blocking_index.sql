--- postgresql: without CONCURRENTLY
CREATE UNIQUE INDEX users_email ON users (email);
CREATE INDEX ON users (name);
--- postgresql none: with it
CREATE INDEX CONCURRENTLY users_email ON users (email);
--- postgresql: on a table of the script, on a partitioned table alone
CREATE TABLE a (x int);
CREATE INDEX a_x ON public.a (x);
CREATE INDEX events_at ON ONLY events (at);
--- mysql: full text and spatial
CREATE FULLTEXT INDEX ft ON posts (body);
ALTER TABLE places ADD SPATIAL INDEX (location);
--- mysql: others
CREATE INDEX a ON users (email);
ALTER TABLE users ADD UNIQUE KEY b (email);
CREATE FULLTEXT INDEX ft ON posts (body) LOCK=NONE;
