--- postgresql: modes
LOCK TABLE users;
LOCK TABLE orders IN SHARE MODE;
LOCK TABLE logs IN ROW SHARE MODE;
