--- postgresql: for good
DROP VIEW v;
DROP MATERIALIZED VIEW m;
--- postgresql: made anew
DROP VIEW v;
CREATE VIEW v AS SELECT 1;
