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
