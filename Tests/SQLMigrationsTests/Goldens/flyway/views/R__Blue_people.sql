create or replace view BLUE as select * from PERSON;
