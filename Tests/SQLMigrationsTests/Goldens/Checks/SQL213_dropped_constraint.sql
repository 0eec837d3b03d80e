--- postgresql: for good
ALTER TABLE users DROP CONSTRAINT users_age_check;
--- postgresql: in exchange
ALTER TABLE users DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (age > 0) NOT VALID;
--- mysql: kinds
ALTER TABLE users DROP FOREIGN KEY fk, DROP CHECK c, DROP PRIMARY KEY;
--- mysql: in exchange
ALTER TABLE users DROP PRIMARY KEY, ADD PRIMARY KEY (id, part);
