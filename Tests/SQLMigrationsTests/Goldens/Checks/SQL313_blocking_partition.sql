--- postgresql: attached and detached
ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM (1) TO (2);
ALTER TABLE events DETACH PARTITION events_0;
--- postgresql none: detached while others go on
ALTER TABLE events DETACH PARTITION events_0 CONCURRENTLY;
--- postgresql: a partition of the script
CREATE TABLE events_1 (LIKE events);
ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM (1) TO (2);
