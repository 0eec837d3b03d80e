"""Asks the servers whether what is said of statements is so: which a transaction can hold, and what they lock."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pymysql
import pytest
from pymysql.constants import ER

from local_aws.databases.mariadb import MariaDB
from local_aws.databases.postgresql import PostgreSQL

CLASSES = Path(__file__).parents[1] / "SQLMigrationsTests/Goldens/Classes"

# What the statements of the golden are about, as far as they have to be there to lock something.
POSTGRESQL_SCHEMA = """
CREATE ROLE app; CREATE ROLE reader;
CREATE TABLE b (id bigint PRIMARY KEY);
CREATE TABLE users (id bigint NOT NULL, a bigint, age int, email text, CONSTRAINT a CHECK (a > 0),
    CONSTRAINT fk FOREIGN KEY (a) REFERENCES b (id) NOT VALID);
CREATE UNIQUE INDEX users_email ON users (email);
CREATE TABLE orders (id bigint);
CREATE TABLE parent (a int);
CREATE TABLE events (id int) PARTITION BY RANGE (id);
CREATE TABLE events_2026 (id int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER audit AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();
CREATE POLICY own ON orders USING (true);
CREATE VIEW v AS SELECT 1 AS a;
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
CREATE UNIQUE INDEX m_a ON m (a);
CREATE SEQUENCE s;
CREATE SCHEMA archive;
"""
# They run on their own: the server says so when it has found the thing, which isn't there.
NEEDS_THE_THING = {"DROP SUBSCRIPTION s", "ALTER TABLE events DETACH PARTITION events_2026 CONCURRENTLY"}
# What they are about isn't there, or is there already: they fail before they lock.
NOT_LOCKED = {
    'CREATE TABLE "Orders" (id bigint, user_id bigint REFERENCES app.users (id))',
    "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
    "CREATE INDEX users_email ON users (email)",
    "CREATE UNIQUE INDEX ON app.users USING btree (lower(email)) WHERE deleted IS NULL",
    "CREATE OR REPLACE VIEW v AS SELECT 1",
    "CREATE TRIGGER audit AFTER INSERT OR UPDATE OF a ON app.users FOR EACH ROW EXECUTE FUNCTION f()",
    "CREATE POLICY own ON users USING (owner = current_user)",
    "ALTER TABLE users ADD COLUMN age int",
    "ALTER TABLE users ADD age int NOT NULL DEFAULT 0, ADD CONSTRAINT old CHECK (age >= 0)",
    "ALTER TABLE IF EXISTS ONLY app.users DROP COLUMN IF EXISTS age CASCADE",
    "ALTER TABLE users ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES b (id)",
    "ALTER TABLE users ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES b (id) NOT VALID",
    "ALTER TABLE users ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&)",
    "ALTER TABLE events DETACH PARTITION events_2026",
    "ALTER TABLE users SET TABLESPACE fast",
    "ALTER FOREIGN TABLE ft ADD COLUMN b int",
    "DROP POLICY own ON users",
    "ALTER TABLE users SET SCHEMA app",
    "ALTER TABLE users ADD COLUMN IF NOT EXISTS a int, DROP COLUMN b",
    "ALTER TABLE users DROP CONSTRAINT c, ADD CONSTRAINT d UNIQUE (a)",
    "ALTER TABLE users ADD CONSTRAINT users_pk PRIMARY KEY USING INDEX users_id",
    "DROP SEQUENCE app.s",
    "DROP TRIGGER audit ON app.users",
}
# MariaDB loads an index without a commit; tables that are not locked are unlocked without one; a session ends; a
# procedure or a prepared statement can have a commit in it.
NOT_COMPARED = re.compile(r"^LOAD INDEX|^UNLOCK TABLES|^KILL|^CALL|^EXECUTE")
# Statements of MySQL that MariaDB doesn't know.
NOT_READ = {
    "CREATE SPATIAL REFERENCE SYSTEM 4120 NAME 'Greek' DEFINITION 'x'",
    "CREATE RESOURCE GROUP g TYPE = USER",
    "CREATE TABLESPACE ts ADD DATAFILE 'ts.ibd'",
    "CREATE UNDO TABLESPACE u ADD DATAFILE 'u.ibu'",
    "CREATE LOGFILE GROUP lg ADD UNDOFILE 'u'",
    "ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED",
    "ALTER TABLE users DROP CHECK c",
    "ALTER INSTANCE ROTATE INNODB MASTER KEY",
    "WITH a AS (SELECT 1) UPDATE users SET a = 1",
    "LOAD DATA FROM S3 's3://b/k' INTO TABLE users",
    "FROBNICATE users",
}


@dataclass(frozen=True)
class Case:
    statement: str
    transaction: str
    lock: str | None
    table: str | None


def cases(engine: str) -> list[Case]:
    lines = (CLASSES / f"{engine}.golden").read_text().splitlines()
    found = []
    for statement, line in zip(lines[::2], lines[1::2], strict=True):
        lock = re.search(r"; ([A-Z ]+) on (\S+) blocks", line)
        words = line.split("; ")[1].split(", ")
        found.append(Case(statement, words[2], lock[1] if lock else None, lock[2] if lock else None))
    return found


@pytest.fixture(scope="module")
def connection(postgresql: PostgreSQL) -> psycopg.Connection[Any]:
    connection = postgresql.connect_as_administrator()
    connection.execute(POSTGRESQL_SCHEMA)
    return connection


def run(connection: psycopg.Connection[Any], statement: str) -> psycopg.Error | None:
    try:
        connection.execute(statement)
    except psycopg.Error as error:
        return error
    return None


# The others end the transaction, say nothing without their thing, or talk to a client.
HELD = [
    case
    for case in cases("postgresql")
    if case.transaction != "control" and case.statement not in NEEDS_THE_THING and "STD" not in case.statement
]


@pytest.mark.parametrize("case", HELD, ids=lambda case: case.statement)
def test_postgresql_takes_it_in_a_transaction(case: Case, connection: psycopg.Connection[Any]) -> None:
    connection.execute("BEGIN")
    error = run(connection, case.statement)
    connection.execute("ROLLBACK")
    is_refused = isinstance(error, psycopg.errors.ActiveSqlTransaction)
    assert is_refused == (case.transaction == "outside"), str(error)


LOCKING = [
    case
    for case in cases("postgresql")
    if case.table not in (None, "?") and case.transaction == "inside" and case.statement not in NOT_LOCKED
]


@pytest.mark.parametrize("case", LOCKING, ids=lambda case: case.statement)
def test_postgresql_takes_the_lock(case: Case, connection: psycopg.Connection[Any]) -> None:
    connection.execute("BEGIN")
    relation = connection.execute("SELECT to_regclass(%s)::oid", (case.table,)).fetchone()
    error = run(connection, case.statement)
    locks = (
        []
        if error
        else connection.execute(
            "SELECT mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation = %s AND locktype = 'relation'",
            relation,
        ).fetchall()
    )
    connection.execute("ROLLBACK")
    assert error is None
    assert relation != (None,)
    names = [re.sub(r"(?<!^)(?=[A-Z])", " ", mode.removesuffix("Lock")).upper() for (mode,) in locks]
    assert case.lock in names
    assert strength(case.lock or "") == max(map(strength, names))


def strength(lock: str) -> int:
    order = [
        "ACCESS SHARE",
        "ROW SHARE",
        "ROW EXCLUSIVE",
        "SHARE UPDATE EXCLUSIVE",
        "SHARE",
        "SHARE ROW EXCLUSIVE",
        "EXCLUSIVE",
        "ACCESS EXCLUSIVE",
    ]
    return order.index(lock)


@pytest.fixture(scope="module")
def administrator(mariadb: MariaDB) -> "pymysql.Connection[Any]":
    connection = mariadb.connect_as_administrator()
    with connection.cursor() as cursor:
        for statement in ("CREATE DATABASE classes", "USE classes", "CREATE TABLE marks (a int)"):
            cursor.execute(statement)
    return connection


# The others end the transaction, or MariaDB has another rule for them, or doesn't read them.
COMMITTING = [
    case
    for case in cases("mysql")
    if case.transaction != "control" and not NOT_COMPARED.search(case.statement) and case.statement not in NOT_READ
]


@pytest.mark.parametrize("case", COMMITTING, ids=lambda case: case.statement)
def test_mysql_commits_before_it(case: Case, administrator: "pymysql.Connection[Any]") -> None:
    with administrator.cursor() as cursor:
        for statement in (
            "USE classes",
            "SET autocommit = 1",
            "DELETE FROM marks",
            "BEGIN",
            "INSERT INTO marks VALUES (1)",
        ):
            cursor.execute(statement)
        code = None
        try:
            cursor.execute(case.statement)
        except pymysql.MySQLError as error:
            code = error.args[0]
        for statement in ("ROLLBACK", "UNLOCK TABLES", "USE classes"):
            cursor.execute(statement)
        cursor.execute("SELECT COUNT(*) FROM marks")
        row = cursor.fetchone()
    assert code not in (ER.PARSE_ERROR, ER.SYNTAX_ERROR)
    assert (row == (1,)) == (case.transaction == "commits"), code
