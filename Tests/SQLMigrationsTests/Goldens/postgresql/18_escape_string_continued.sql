SELECT E'a\''
  -- a comment between
  'b\';c' AS x;
SELECT 'a'
'b\';
SELECT te.e FROM (SELECT 1 AS e) AS te WHERE 'x;' = E'\x3B';
