-- don't; stop
SELECT 1; -- trailing; it's