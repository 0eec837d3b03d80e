DELIMITER //
CREATE TRIGGER accounts_changed AFTER UPDATE ON accounts FOR EACH ROW
BEGIN
    IF NEW.balance <> OLD.balance THEN
        INSERT INTO audit (note) VALUES (CONCAT(NEW.owner, '; ', OLD.balance, ' // ', NEW.balance));
    END IF;
END//
DELIMITER ;

CREATE TRIGGER accounts_opened AFTER INSERT ON accounts FOR EACH ROW
    INSERT INTO audit (note) VALUES (CONCAT('opened; ', NEW.owner));
