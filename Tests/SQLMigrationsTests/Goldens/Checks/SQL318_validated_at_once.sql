--- postgresql: in one transaction
ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT c;
--- postgresql: in the next
ALTER TABLE users VALIDATE CONSTRAINT c;
