CREATE INDEX posts_by_user ON posts (user_id);
ALTER TABLE posts ADD COLUMN body text NOT NULL;
