ALTER TABLE users
    ADD COLUMN a text,
    ADD COLUMN b bigint NOT NULL,
    DROP COLUMN c;
