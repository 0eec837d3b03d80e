-- migrate:up
update users set name = 'x; y' where id = 1;
delete from users where id = 2;

-- migrate:down

