/* a comment */ ALTER TABLE "app"."Users" -- another
    ALTER COLUMN "Name" TYPE varchar(10);
