--- postgresql: any type
ALTER TABLE users ALTER COLUMN age TYPE bigint;
ALTER TABLE "Users" ALTER "Name" SET DATA TYPE character varying(50)[];
--- mysql: MODIFY and CHANGE
ALTER TABLE users MODIFY age bigint unsigned;
ALTER TABLE users CHANGE age years bigint;
--- mysql: or not at all
ALTER TABLE users MODIFY age bigint, ALGORITHM=INPLACE, LOCK=NONE;
