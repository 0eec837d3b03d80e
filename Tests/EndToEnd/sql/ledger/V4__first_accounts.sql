INSERT INTO accounts VALUES (1, 'Ada', 100), (2, 'Bob; or Eve', 0);
