--- postgresql: constraints
ALTER DOMAIN email ADD CONSTRAINT c CHECK (VALUE <> '');
ALTER DOMAIN email SET NOT NULL;
ALTER TYPE pair ADD ATTRIBUTE c int;
--- postgresql: not looked at
ALTER DOMAIN email ADD CONSTRAINT c CHECK (VALUE <> '') NOT VALID;
