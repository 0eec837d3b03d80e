SET @`a;b` = 1, @'c;d' = 2, @"e;f" = 3, @g.h$i = 4;
SELECT @`a;b`, @@global.max_connections, @@session.sql_mode;
CREATE USER 'a;b'@'%';
DROP USER 'a;b'@'%';
