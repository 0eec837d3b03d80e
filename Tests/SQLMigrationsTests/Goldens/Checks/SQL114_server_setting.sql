--- postgresql none: of the server
ALTER SYSTEM SET work_mem = '64MB';
--- mysql: of the server
SET GLOBAL max_connections = 10;
SET PERSIST max_connections = 10;
INSTALL PLUGIN p SONAME 'p.so';
--- postgresql: of a database or role
ALTER DATABASE blog SET work_mem = '64MB';
ALTER ROLE app SET work_mem = '64MB';
