CREATE TABLE r (a int);
CREATE TABLE s (a text);
CREATE RULE rr AS ON UPDATE TO r WHERE (new.a > 1) DO INSTEAD (
  INSERT INTO s VALUES ((new.a)); -- ) ;
  INSERT INTO s VALUES (';)');
  /* ) */ DELETE FROM s
);
UPDATE r SET a = 2;
