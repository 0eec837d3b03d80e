create table PERSON (ID int, NAME varchar(100));
