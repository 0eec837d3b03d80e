CREATE TYPE mood AS ENUM ('sad;', 'ok');
SELECT B'101', X'1F', N'n;', 1.5e-3, .5, 1., (ARRAY[1,2])[1:2];
SELECT e'\n'::text, E'\\', E'a''b\\'';', 'sad;'::mood;
