--- postgresql: a file, a program
COPY users FROM '/tmp/users.csv' CSV;
COPY users TO PROGRAM 'cat';
--- mysql: a file
LOAD DATA INFILE '/tmp/users.csv' INTO TABLE users;
SELECT * FROM users INTO OUTFILE '/tmp/users.csv';
--- mysql: S3
SELECT * FROM users INTO OUTFILE S3 's3://bucket/users';
