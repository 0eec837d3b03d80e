SELECT 'it''s; ok';
