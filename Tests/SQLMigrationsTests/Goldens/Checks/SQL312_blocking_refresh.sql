--- postgresql: readers wait
REFRESH MATERIALIZED VIEW totals;
--- postgresql: readers go on
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
--- postgresql: of the script
CREATE MATERIALIZED VIEW totals AS SELECT 1 WITH NO DATA;
REFRESH MATERIALIZED VIEW totals;
