SELECT 5--1; SELECT 6 -- tail; x
; # hash; 'quote
SELECT 7;
