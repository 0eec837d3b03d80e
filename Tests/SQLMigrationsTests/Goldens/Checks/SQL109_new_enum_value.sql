--- postgresql: used by the next statement
ALTER TYPE mood ADD VALUE 'great';
UPDATE people SET mood = 'great' WHERE mood = 'ok';
--- postgresql: not used
ALTER TYPE mood ADD VALUE 'great';
ALTER TYPE mood ADD VALUE 'greater' AFTER 'great';
UPDATE people SET mood = 'ok' WHERE note = 'great!' AND other = $$great$$;
--- postgresql: a type of the same transaction
CREATE TYPE mood AS ENUM ('sad');
ALTER TYPE mood ADD VALUE 'great';
CREATE TABLE people (mood mood DEFAULT 'great');
--- postgresql: the same text of another type
ALTER TYPE status ADD VALUE 'active';
CREATE TABLE x (a text DEFAULT 'active', b varchar(10) CHECK (b <> 'active'));
COMMENT ON TYPE status IS 'active';
ALTER TABLE y ADD COLUMN note text DEFAULT 'active', ADD IF NOT EXISTS "more" app.text DEFAULT 'active';
--- postgresql: columns of the type, and what can't be told
ALTER TYPE app.status ADD VALUE 'active';
CREATE TABLE x (a app.status DEFAULT 'active');
ALTER TABLE y ADD COLUMN a int, ADD "b" status DEFAULT 'active';
CREATE TABLE z (a text, CHECK (a <> 'active'));
ALTER TABLE y ALTER COLUMN c SET DEFAULT 'active';
INSERT INTO q VALUES ('active');
