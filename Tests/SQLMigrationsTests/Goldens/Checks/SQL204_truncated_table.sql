--- postgresql: two
TRUNCATE users, ONLY orders;
--- mysql: one
TRUNCATE TABLE blog.users;
--- postgresql: of the script
CREATE TABLE a (x int);
TRUNCATE a;
