INSERT INTO users (user_id, email)
VALUES ('00000000-0000-4000-8000-000000000001', 'editor@example.com');

INSERT INTO posts (user_id, title, slug, description)
SELECT id, 'Hello', 'hello', 'The first post of the blog.'
FROM users
WHERE email = 'editor@example.com';
