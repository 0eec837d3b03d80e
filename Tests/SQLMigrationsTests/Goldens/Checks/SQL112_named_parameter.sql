--- postgresql: a slice between columns
SELECT parts[first:last] FROM words;
--- postgresql: casts, slices of numbers, texts and comments
SELECT '10:a', a::text, b :: int, parts[1:2], $$:x$$ /* :x */ FROM words; -- :y
--- mysql: a label right after its colon
CREATE PROCEDURE p() BEGIN once:LOOP LEAVE once; END LOOP; END;
--- mysql: with a blank
CREATE PROCEDURE p() BEGIN once: LOOP LEAVE once; END LOOP; SET @a := 1; END;
