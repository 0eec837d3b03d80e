CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);
ALTER TABLE users ADD CONSTRAINT users_age CHECK (id > 0);
ALTER TABLE users ADD CONSTRAINT users_unique UNIQUE (email);
