"""Scripts that a client could read in another way than the runner: their marks are where they are none."""

POSTGRESQL = {
    "V1__orders.sql": """-- borealis:lock-timeout 5s
CREATE SCHEMA "odd;schema";
CREATE TABLE orders (id INT PRIMARY KEY, "weird:name" TEXT DEFAULT 'a;b :name', parts INT[], at TIMESTAMPTZ);
-- It's a comment; with \\ and :name
INSERT INTO orders VALUES (1, 'it''s; \\ :name', '{1,2,3}', NULL), (2, E'tab\\t\\'; ö', '{4,5,6}', NULL);
CREATE FUNCTION parts_of(lower INT, upper INT) RETURNS INT[] LANGUAGE sql
BEGIN ATOMIC
    SELECT parts[lower : upper] FROM orders WHERE id = 1;
END;
CREATE FUNCTION count_all() RETURNS INT LANGUAGE plpgsql AS $body$
DECLARE
    found INT; -- $$ and ' and :name
BEGIN
    SELECT count(*)::INT INTO found FROM orders WHERE parts[1:2] <> '{}';
    RETURN found;
END;
$body$;
""",
    "V2__views.sql": """CREATE VIEW first_parts AS SELECT id, parts[1:2] AS first,
    '2026-11-21 10:30'::timestamptz AS at, parts[:2] AS upto, parts[2:] AS rest FROM orders;
CREATE RULE keep AS ON DELETE TO orders DO ALSO (INSERT INTO orders VALUES (9, ':name', '{}', NULL); SELECT 1);
DO $$ BEGIN PERFORM count_all(); END $$;
UPDATE orders SET parts = parts_of(1, 2) WHERE id = 2;
""",
    "V3__index.sql": "CREATE INDEX CONCURRENTLY orders_parts ON orders (parts);\n",
    "V4__rows.sql": "INSERT INTO orders SELECT n, 'row ' || n, ARRAY[n], NULL FROM generate_series(10, 20) n;\n",
    "R__totals.sql": "CREATE OR REPLACE VIEW totals AS SELECT count(*) AS count FROM orders;\n",
}
MYSQL = {
    "V1__orders.sql": """CREATE TABLE orders (id INT PRIMARY KEY, `weird;name` TEXT, body TEXT) COMMENT 'a;b $$';
-- It's a comment; with \\g and \\! in it
INSERT INTO orders VALUES (1, 'it''s; \\\\ \\'', "say \\"$$\\";"), (2, 'ö', _utf8mb4'x;y'); # and it's over;
INSERT INTO orders VALUES (3, 'a
b;
c', 'DELIMITER');
""",
    "V2__procedures.sql": """DELIMITER //
CREATE PROCEDURE fill_orders(IN upto INT)
BEGIN
    -- This comment is kept; so is /* that */
    DECLARE n INT DEFAULT 100;
    /* and this one; $$ */
    WHILE n < upto DO
        INSERT INTO orders VALUES (n, '$$ // ;', NULL);
        SET n = n + 1;
    END WHILE;
END//
CREATE TRIGGER orders_body BEFORE INSERT ON orders FOR EACH ROW
BEGIN
    IF NEW.body IS NULL THEN SET NEW.body = 'none;'; END IF;
END//
DELIMITER ;
CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2; -- the end;
CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO
BEGIN DELETE FROM orders WHERE id < 0; END;
CALL fill_orders(105);
""",
    "V3__rows.sql": "INSERT INTO orders VALUES (5, 'e', NULL);\nUPDATE orders SET body = 'b;' WHERE id = 5;\n",
    "V4__mixed.sql": """ALTER TABLE orders ADD COLUMN at DATETIME NULL;
UPDATE orders SET at = '2026-11-21 10:30:00';
DELETE FROM orders WHERE id = 3;
/*!50100 CREATE INDEX orders_at ON orders (at) */;
INSERT INTO orders (id) VALUES (6);
""",
    "R__totals.sql": "CREATE OR REPLACE VIEW totals AS SELECT count(*) AS count FROM orders;\n",
}
SETS = {"postgresql": POSTGRESQL, "mysql": MYSQL}
# What a script leaves in its session is not there for the next one.
SESSIONS = {
    "postgresql": {
        "V1__app.sql": "CREATE SCHEMA app;\nSET search_path TO app;\nCREATE TABLE a (id INT);\n",
        "V2__dump.sql": "CREATE TABLE b (id INT);\nSELECT pg_catalog.set_config('search_path', '', false);\n",
        "V3__last.sql": "CREATE TABLE c (id INT, name TEXT DEFAULT 'ö');\n",
    },
    "mysql": {
        "V1__a.sql": "CREATE TABLE a (id INT PRIMARY KEY);\nCREATE TABLE b (id INT, x INT REFERENCES a (id));\n",
        "V2__session.sql": "SET SESSION sql_mode = 'PIPES_AS_CONCAT', @x = 2;\nINSERT INTO a VALUES (1 + @x);\n",
        "V3__last.sql": "INSERT INTO a VALUES (5 || 3);\nCREATE TABLE c (name TEXT DEFAULT ('ö'));\n",
    },
}
UNDO = {
    "U2__undo.sql": {
        "postgresql": "DROP RULE keep ON orders;\nDROP VIEW first_parts;\n"
        "UPDATE orders SET parts = '{4,5,6}' WHERE id = 2;\n",
        "mysql": "DROP EVENT tidy;\nDROP FUNCTION twice;\nDROP TRIGGER orders_body;\nDROP PROCEDURE fill_orders;\n"
        "DELETE FROM orders WHERE id >= 100;\n",
    },
    "U3__undo.sql": {
        "postgresql": "DROP INDEX CONCURRENTLY orders_parts;\n",
        "mysql": "DELETE FROM orders WHERE id = 5;\n",
    },
}
# Settings of a session with which quotes mean something else, and a script that shows it.
LENIENT = {
    "postgresql": "-c standard_conforming_strings=off",
    "mysql": "SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES'",
}
TEXTS = {
    "postgresql": "INSERT INTO a VALUES ('it\\');\nINSERT INTO a VALUES ('it''s');\n",
    "mysql": "INSERT INTO a VALUES (\"it\\\\\");\nINSERT INTO a VALUES ('it\\'s');\n",
}
