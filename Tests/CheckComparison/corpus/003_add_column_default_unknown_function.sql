ALTER TABLE users ADD COLUMN token text DEFAULT app.next_token();
