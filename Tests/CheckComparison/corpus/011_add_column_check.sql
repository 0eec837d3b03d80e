ALTER TABLE users ADD COLUMN age bigint CHECK (age > 0);
