INSERT INTO customers (email) VALUES ('first@example.com');

INSERT INTO orders (customer) SELECT id FROM customers WHERE email = 'first@example.com';
