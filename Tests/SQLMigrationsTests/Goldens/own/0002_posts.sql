-- borealis:timeout 10m
-- borealis:lock-timeout 500ms
-- borealis:phase expand

-- Comments of the first statement.
CREATE TABLE posts (id bigint PRIMARY KEY, author bigint REFERENCES users);
CREATE INDEX posts_author ON posts (author);
-- borealis:allow SQL301 "it has a hundred rows"
CREATE INDEX users_name ON users (name);
