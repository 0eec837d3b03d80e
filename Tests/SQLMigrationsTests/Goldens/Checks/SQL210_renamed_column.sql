--- postgresql: with and without COLUMN
ALTER TABLE users RENAME COLUMN age TO years;
ALTER TABLE users RENAME name TO title;
--- postgresql: constraints are not used by name
ALTER TABLE users RENAME CONSTRAINT a TO b;
--- mysql: RENAME and CHANGE
ALTER TABLE users RENAME COLUMN age TO years, CHANGE name title text, CHANGE a a bigint;
