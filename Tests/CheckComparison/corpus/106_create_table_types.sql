CREATE TABLE a (id serial PRIMARY KEY, b int, c smallint, d char(10), e varchar(10), f timestamp);
