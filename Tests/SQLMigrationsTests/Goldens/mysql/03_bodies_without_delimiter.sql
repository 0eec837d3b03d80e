CREATE PROCEDURE p(n INT)
lp: BEGIN
  DECLARE i INT DEFAULT 0;
  WHILE i < n DO
    SET i = i + IF(i > 2, 1, 2);
    IF i = 3 THEN
      SET @x = CASE WHEN i > 1 THEN 'a;' ELSE 'b' END;
    ELSEIF i = 4 THEN LEAVE lp;
    ELSE
      BEGIN SELECT 1; END;
    END IF;
    CASE i WHEN 1 THEN SELECT 1; ELSE BEGIN END; END CASE;
  END WHILE;
  REPEAT SET i = i - 1; UNTIL i < 1 END REPEAT;
  inner_loop: LOOP LEAVE inner_loop; END LOOP inner_loop;
END lp;
SELECT 1;
