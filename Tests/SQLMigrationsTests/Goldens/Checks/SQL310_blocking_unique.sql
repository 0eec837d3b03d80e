--- postgresql: kinds
ALTER TABLE users ADD CONSTRAINT u UNIQUE (email);
ALTER TABLE users ADD PRIMARY KEY (id);
ALTER TABLE rooms ADD EXCLUDE USING gist (during WITH &&);
ALTER TABLE users ADD COLUMN email text UNIQUE;
--- postgresql: of an index that is there
ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX users_email;
--- mysql: others go on
ALTER TABLE users ADD UNIQUE (email);
