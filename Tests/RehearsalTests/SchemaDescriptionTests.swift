internal import BorealisDiagnostics
internal import BorealisRehearsal
internal import SQLMigrations
internal import TestSupport
internal import Testing

struct SchemaDescriptionTests {
    @Test
    func `The schema of PostgreSQL is described object by object`() throws {
        let set = rehearsedSet(
            .postgresql,
            [
                (
                    "V1__all.sql",
                    """
                    CREATE SCHEMA app;
                    CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok');
                    CREATE DOMAIN app.positive AS integer DEFAULT 1 NOT NULL CHECK (VALUE > 0);
                    CREATE TYPE app.pair AS (a integer, b text);
                    CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, gone int, name text COLLATE "C" NOT NULL DEFAULT 'x', mood app.mood, CHECK (name <> ''));
                    ALTER TABLE users DROP COLUMN gone;
                    CREATE TABLE posts (id serial, author bigint REFERENCES users ON DELETE CASCADE, doubled int GENERATED ALWAYS AS (1 + 1) STORED) PARTITION BY RANGE (id);
                    CREATE TABLE posts_1 PARTITION OF posts FOR VALUES FROM (1) TO (10);
                    CREATE UNIQUE INDEX ON users (lower(name)) WHERE mood IS NOT NULL;
                    CREATE VIEW names AS SELECT name FROM users;
                    CREATE MATERIALIZED VIEW moods AS SELECT mood FROM users;
                    CREATE FUNCTION app.one(a int DEFAULT 3) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
                    CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW;  END $$;
                    CREATE AGGREGATE app.total (int) (sfunc = int4pl, stype = int, initcond = '0');
                    CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION app.touch();
                    CREATE RULE quiet AS ON DELETE TO users DO INSTEAD NOTHING;
                    CREATE POLICY own ON users USING (name = current_user);
                    ALTER TABLE users ENABLE ROW LEVEL SECURITY;
                    CREATE STATISTICS related ON id, name FROM users;
                    CREATE EXTENSION IF NOT EXISTS plpgsql;
                    COMMENT ON COLUMN users.name IS 'two
                    lines';
                    CREATE ROLE reader;
                    GRANT SELECT ON users TO reader;
                    INSERT INTO users (name) VALUES ('a');

                    """
                )
            ]
        )
        let report = try Rehearsal(of: set, programs: try programs(.postgresql)).run()
        Golden("Tests/RehearsalTests/Goldens/postgresql.txt").expect(report.schema.text)
    }

    @Test
    func `The schema of MariaDB is described object by object`() throws {
        let set = rehearsedSet(
            .mysql,
            [
                (
                    "V1__all.sql",
                    """
                    CREATE TABLE users (id bigint AUTO_INCREMENT PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'x' COMMENT 'whose; name', mood enum('sad','ok'), length int AS (char_length(name)) STORED, CHECK (name <> ''), KEY by_name (name(5) DESC)) COMMENT 'people';
                    CREATE TABLE posts (id int PRIMARY KEY, author bigint, CONSTRAINT author FOREIGN KEY (author) REFERENCES users (id) ON DELETE CASCADE) ENGINE=InnoDB;
                    CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION low VALUES LESS THAN (10), PARTITION high VALUES LESS THAN MAXVALUE);
                    CREATE VIEW names AS SELECT name FROM users;
                    CREATE FUNCTION one(a int) RETURNS int DETERMINISTIC RETURN 1;
                    CREATE PROCEDURE many(IN a int, OUT b text) COMMENT 'c' BEGIN SET b = 'x'; SET b = 'y'; END;
                    CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW SET NEW.name = 'z';
                    CREATE EVENT daily ON SCHEDULE EVERY 1 DAY DO DELETE FROM posts;
                    CREATE DATABASE other;
                    CREATE TABLE other.things (a int);
                    INSERT INTO users (name) VALUES ('a');

                    """
                )
            ]
        )
        let report = try Rehearsal(of: set, programs: try programs(.mysql)).run()
        Golden("Tests/RehearsalTests/Goldens/mysql.txt").expect(report.schema.text)
    }

    @Test(arguments: [DatabaseEngine.mysql, .postgresql])
    func `A schema doesn't depend on its rows, nor on when and where it was made`(engine: DatabaseEngine) throws {
        let table = "CREATE TABLE users (id int PRIMARY KEY, name varchar(20))"
        let programs = try programs(engine)
        let empty = rehearsedSet(engine, [("V1__a.sql", table)])
        let full = rehearsedSet(engine, [("V1__a.sql", table), ("V2__b.sql", "INSERT INTO users VALUES (1, 'x')")])
        let prints = try [empty, full].map { try Rehearsal(of: $0, programs: programs).run().schema.fingerprint }
        #expect(prints[0] == prints[1])
    }
}
