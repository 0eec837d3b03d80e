-- borealis:timeout 10m
-- borealis:lock-timeout 500ms
-- borealis:phase expand

-- Comments of the first statement.
CREATE TABLE posts (id bigint PRIMARY KEY, author bigint REFERENCES users);
-- borealis:allow SQL101 "nobody reads it yet"
CREATE INDEX posts_author ON posts (author);
