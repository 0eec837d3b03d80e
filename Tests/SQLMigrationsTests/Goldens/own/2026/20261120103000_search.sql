CREATE INDEX CONCURRENTLY posts_text ON posts (text);
