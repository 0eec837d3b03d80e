DELIMITER $$
SET @`a$$b` = 1$$
SET @"c$$d" = 2$$
SET @e = 3$$
SELECT @`a$$b`, @"c$$d", @e$$
DELIMITER ;
SELECT @'a$$b';
