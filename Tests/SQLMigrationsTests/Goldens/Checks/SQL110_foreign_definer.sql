--- mysql: an account of another server
CREATE DEFINER=`root`@`localhost` VIEW v AS SELECT 1;
CREATE DEFINER='admin'@'%' PROCEDURE p() SELECT 1;
--- mysql: in a comment of a dump
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON users FOR EACH ROW SET NEW.a = 1 */;
--- mysql: whoever runs it
CREATE DEFINER=CURRENT_USER VIEW v AS SELECT 1;
CREATE DEFINER = current_user() EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM logs;
CREATE VIEW w AS SELECT 1;
