PREPARE q (int, text) AS SELECT $1, $2||$$;$$;
EXECUTE q(1, 'a');
DEALLOCATE q;
