-- migrate:up
update users set name = 'x; y';
delete from users;

-- migrate:down

