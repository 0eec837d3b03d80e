--- postgresql: two
DROP TABLE IF EXISTS users, app.orders;
--- postgresql: made by the script
CREATE TABLE a (x int);
DROP TABLE public.a;
--- postgresql: dropped, then made
DROP TABLE a;
CREATE TABLE a (x int);
--- mysql: temporary
DROP TEMPORARY TABLE t;
--- mysql: with quotes
DROP TABLE `old users`;
