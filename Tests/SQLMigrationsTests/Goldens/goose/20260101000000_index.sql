-- +goose NO TRANSACTION
-- +goose up
CREATE INDEX CONCURRENTLY users_id ON users (id);

-- +goose down
DROP INDEX CONCURRENTLY users_id;
