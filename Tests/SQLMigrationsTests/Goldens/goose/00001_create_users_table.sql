-- +goose Up
CREATE TABLE users (
    id int NOT NULL PRIMARY KEY
);

-- +goose Down
DROP TABLE users;
