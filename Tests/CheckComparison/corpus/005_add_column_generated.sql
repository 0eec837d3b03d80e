ALTER TABLE users ADD COLUMN lowered text GENERATED ALWAYS AS (lower(email)) STORED;
