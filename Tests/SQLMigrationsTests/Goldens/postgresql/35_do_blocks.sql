DO $body$
DECLARE x int := 1;
BEGIN
  IF x = 1 THEN EXECUTE 'SELECT 1;'; EXECUTE $q$SELECT $$;$$$q$; END IF;
END
$body$;
SELECT 1;
