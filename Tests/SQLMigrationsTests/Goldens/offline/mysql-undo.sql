-- Undoes scripts of sql (set main); to be run with mariadb --comments.

-- U3__rows.sql
\r
SET NAMES utf8mb4, autocommit = 1, sql_mode = REPLACE(REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''), 'NO_BACKSLASH_ESCAPES', ''), 'ANSI', '');
SET @borealis_check = IF(EXISTS (SELECT 1 FROM borealis_history WHERE set_name = 'main' AND kind = 'versioned' AND version = '3' AND undone = 0 AND state IN ('APPLIED', 'BASELINE', 'REPAIRED')),
    'DO 0', 'SELECT `the history has no script of version 3 that is applied`');
PREPARE borealis_check FROM @borealis_check;
EXECUTE borealis_check;
DEALLOCATE PREPARE borealis_check;
START TRANSACTION;
DELETE FROM users WHERE id = 4;
UPDATE borealis_history SET state = 'UNDONE', undone = seq, finished_at = UTC_TIMESTAMP(6)
WHERE set_name = 'main' AND kind = 'versioned' AND version = '3' AND undone = 0;
COMMIT;
