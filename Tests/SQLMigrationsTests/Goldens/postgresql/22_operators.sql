SELECT 1 -- +
;
SELECT 2 - -1, 3 --- 1
+ 1;
SELECT '{1}'::int[] @> '{1}'::int[], 4 /2, 4 */**/2, 'a' || /*;*/ 'b';
SELECT point '(1,1)' <-> point '(0,0)';
