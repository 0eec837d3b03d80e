--- postgresql: of many kinds
DROP FUNCTION f(int), g();
DROP TYPE mood;
DROP SEQUENCE s;
DROP EXTENSION pgcrypto;
DROP POLICY own ON users;
DROP TRIGGER audit ON users;
--- postgresql: made anew
DROP FUNCTION IF EXISTS f(int);
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
--- mysql: routines, triggers and events
DROP PROCEDURE p;
DROP TRIGGER audit;
DROP EVENT e;
