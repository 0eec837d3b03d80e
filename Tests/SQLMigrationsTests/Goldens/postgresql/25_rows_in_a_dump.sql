COPY public.t (a, b) FROM stdin WITH (FORMAT text);
1	it's; $$ /*
\N	\.x
\.

SELECT 1;
COPY t FROM stdin;
2	never ended
