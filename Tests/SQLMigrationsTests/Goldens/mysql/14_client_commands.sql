USE other;
source f.sql
\. f.sql
SELECT 1\G
SELECT 2 \g
START TRANSACTION;
