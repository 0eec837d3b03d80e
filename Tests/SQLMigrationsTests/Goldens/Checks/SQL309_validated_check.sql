--- postgresql: a constraint, a column
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18);
ALTER TABLE users ADD COLUMN age int CHECK (age > 0);
--- postgresql: not looked at
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;
--- mysql: a copy
ALTER TABLE users ADD CHECK (age >= 18);
--- mysql: not enforced
ALTER TABLE users ADD CHECK (age >= 18) NOT ENFORCED;
