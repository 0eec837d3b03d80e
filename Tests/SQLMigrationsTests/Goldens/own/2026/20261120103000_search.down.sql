-- borealis:transaction none
DROP INDEX CONCURRENTLY posts_text;
