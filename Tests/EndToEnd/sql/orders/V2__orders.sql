CREATE TABLE orders (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer BIGINT NOT NULL REFERENCES customers,
    placed_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- Counts the orders of a customer; its body has semicolons of its own.
CREATE FUNCTION count_order() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    UPDATE customers SET orders = orders + 1 WHERE id = NEW.customer;
    RETURN NEW;
END;
$body$;

CREATE TRIGGER orders_are_counted AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION count_order();
