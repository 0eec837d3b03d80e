CREATE PROCEDURE transfer(source INT, target INT, amount INT)
BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
        ROLLBACK;
        RESIGNAL;
    END;
    START TRANSACTION;
    UPDATE accounts SET balance = balance - amount WHERE id = source;
    UPDATE accounts SET balance = CASE WHEN amount > 0 THEN balance + amount ELSE balance END WHERE id = target;
    COMMIT;
END;

CREATE FUNCTION total() RETURNS INT READS SQL DATA RETURN (SELECT SUM(balance) FROM accounts);
