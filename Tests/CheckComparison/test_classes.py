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
# MariaDB loads an index without a commit; tables that are not locked are unlocked without one; a session ends; a
# procedure can have a commit in it.
NOT_COMPARED = re.compile(r"^LOAD INDEX|^UNLOCK TABLES|^KILL|^CALL")


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


@pytest.mark.parametrize("case", cases("postgresql"), ids=lambda case: case.statement)
def test_postgresql_takes_it_in_a_transaction(case: Case, connection: psycopg.Connection[Any]) -> None:
    if case.transaction == "control" or case.statement in NEEDS_THE_THING or "STD" in case.statement:
        pytest.skip("it ends the transaction, or says nothing without its thing, or talks to a client")
    connection.execute("BEGIN")
    error = run(connection, case.statement)
    connection.execute("ROLLBACK")
    is_refused = isinstance(error, psycopg.errors.ActiveSqlTransaction)
    assert is_refused == (case.transaction == "outside"), str(error)


LOCKING = [case for case in cases("postgresql") if case.table not in (None, "?") and case.transaction == "inside"]


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
    if error or relation == (None,):
        pytest.skip(f"its thing isn't there: {error}")
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


@pytest.mark.parametrize("case", cases("mysql"), ids=lambda case: case.statement)
def test_mysql_commits_before_it(case: Case, administrator: "pymysql.Connection[Any]") -> None:
    if case.transaction == "control" or NOT_COMPARED.search(case.statement):
        pytest.skip("it ends the transaction, or MariaDB has another rule")
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
    if code in (ER.PARSE_ERROR, ER.SYNTAX_ERROR):
        pytest.skip("MariaDB doesn't read it")
    assert (row == (1,)) == (case.transaction == "commits"), code
