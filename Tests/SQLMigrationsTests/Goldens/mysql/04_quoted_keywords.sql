CREATE TABLE kw (`begin` INT, `end` INT, `case` INT); INSERT INTO kw (`begin`, `end`, `case`) VALUES (1, 2, 3);
