CREATE TABLE t (end INT, begin INT, id INT);
CREATE PROCEDURE p()
BEGIN
  UPDATE t SET end = 1, begin = 2 WHERE t.end > 1;
  SELECT end, begin FROM t WHERE id = CASE WHEN end > 1 THEN end ELSE t.end END;
  SELECT CASE t.end WHEN 1 THEN begin END FROM t;
END;
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW SET NEW.end = 1, NEW.begin = OLD.end;
SELECT end FROM t;
