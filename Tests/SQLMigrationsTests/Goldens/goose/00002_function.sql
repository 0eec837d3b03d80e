-- +goose Up
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION touch() RETURNS trigger AS $$
BEGIN
    NEW.changed = now();
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
-- +goose StatementEnd
SELECT 1;

-- +goose Down
-- +goose StatementBegin
DROP FUNCTION touch;
-- +goose StatementEnd
