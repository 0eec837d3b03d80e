\restrict abc
CREATE TABLE t (a int);
\connect other
COPY t FROM stdin;
1;'
\.
\unrestrict abc
SELECT 1 \gset
SELECT 2;
