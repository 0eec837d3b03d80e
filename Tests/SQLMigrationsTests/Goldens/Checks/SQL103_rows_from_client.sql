--- mysql: LOCAL reads a file of the client
LOAD DATA LOCAL INFILE 'users.csv' INTO TABLE users;
--- postgresql: STDOUT is the client's
COPY users TO STDOUT;
--- mysql: S3 is fine
LOAD DATA FROM S3 's3://bucket/users.csv' INTO TABLE users;
