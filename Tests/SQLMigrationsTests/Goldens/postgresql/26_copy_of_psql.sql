\copy t FROM stdin
1	it's
\.
\copy t FROM 'file.csv'
\i other.sql
SELECT 1 \; SELECT 2;
