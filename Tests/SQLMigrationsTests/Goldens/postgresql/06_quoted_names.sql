CREATE TABLE "we;ird""t" ("c--x" int);
