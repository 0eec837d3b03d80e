--- postgresql: a constraint, a column
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team) REFERENCES app.teams (id);
ALTER TABLE users ADD COLUMN team bigint DEFAULT 1 REFERENCES teams (id);
--- postgresql: not looked at
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team) REFERENCES teams (id) NOT VALID;
ALTER TABLE users ADD COLUMN team bigint REFERENCES teams (id);
--- mysql: a copy
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team) REFERENCES teams (id);
