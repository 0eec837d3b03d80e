SELECT E'it\'s; ok', e'\\'; SELECT 1;
