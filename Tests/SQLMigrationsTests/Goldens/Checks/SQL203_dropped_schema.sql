--- postgresql: a schema, what a role owns
DROP SCHEMA app;
DROP OWNED BY reader;
--- mysql: a database
DROP DATABASE IF EXISTS blog;
