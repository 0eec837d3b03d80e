-- borealis:phase contract
ALTER TABLE posts DROP COLUMN body;
