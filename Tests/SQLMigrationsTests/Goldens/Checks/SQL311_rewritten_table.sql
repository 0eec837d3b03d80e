--- postgresql none: in full
VACUUM (FULL, VERBOSE) users;
--- postgresql: other ways
CLUSTER users USING users_email;
ALTER TABLE users SET LOGGED;
ALTER TABLE users SET TABLESPACE fast;
ALTER INDEX users_email SET TABLESPACE fast;
--- postgresql none: in part
VACUUM users;
