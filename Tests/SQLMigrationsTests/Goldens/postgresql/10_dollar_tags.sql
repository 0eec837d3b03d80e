CREATE FUNCTION g() RETURNS text LANGUAGE sql AS $func$ select $q$ x; $$ y; $q$ $func$;
SELECT 1;
