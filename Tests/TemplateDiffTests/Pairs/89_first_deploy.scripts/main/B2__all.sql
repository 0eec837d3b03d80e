CREATE TABLE users (
  id int PRIMARY KEY
);
CREATE TABLE posts (id int);
