SELECT 'a'
'b;c', to_char(now(), 'HH24:MI:SS'), '{"k": 1}'::jsonb ? 'k', (ARRAY[1,2,3])[1:2];
SELECT 1;
