CREATE OR REPLACE VIEW recent AS
  SELECT id -- not the body
  FROM posts;
