SELECT 'C:\'; SELECT 'x;';
