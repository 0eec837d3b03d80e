ALTER TYPE mood ADD VALUE 'great' AFTER 'ok';
UPDATE people SET mood = 'great' WHERE id = 1;
