SELECT 1.5e-3, .5, 1., 0x1F, 0b11, 1e3, -1--1, 5 --1, 6 --	;
;
CREATE TABLE 1st (2nd INT, 3e INT);
SELECT 2nd FROM 1st;
