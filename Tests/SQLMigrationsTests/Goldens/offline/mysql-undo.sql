-- Undoes scripts of sql (set main); to be run with mariadb --comments.
SET NAMES utf8mb4;
SET autocommit = 1;

-- U3__rows.sql
START TRANSACTION;
DELETE FROM users WHERE id = 4;
DELETE FROM borealis_history
WHERE set_name = 'main' AND kind = 'versioned' AND version = '3';
COMMIT;
