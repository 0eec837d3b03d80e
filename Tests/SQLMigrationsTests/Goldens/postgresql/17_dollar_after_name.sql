CREATE TABLE t$$ (a int);
CREATE TABLE u$1$ (b int);
SELECT 1 AS a$$, $$;$$ AS b, $ä$;$$;$ä$ AS c;
