--- postgresql: a table, an index
REINDEX TABLE users;
REINDEX INDEX users_email;
--- postgresql none: CONCURRENTLY
REINDEX (CONCURRENTLY) TABLE users;
