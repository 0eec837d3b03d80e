CREATE TABLE a$b$c(x int); CREATE TABLE d$b$e(y int);
PREPARE p(int) AS SELECT $1;
