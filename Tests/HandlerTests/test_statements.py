"""Where a statement ends."""

import tracemalloc

import pytest

from request import Engine
from statements import Statement, split

BOTH: tuple[Engine, ...] = ("mysql", "postgresql")


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize(
    ("script", "statements"),
    [
        ("", []),
        (" ;; \n;", []),
        ("-- only a comment", []),
        ("SELECT 1", ["SELECT 1"]),
        ("SELECT 1;\nSELECT 2 ;", ["SELECT 1", "SELECT 2"]),
        ("SELECT ';'; SELECT 'it''s;'", ["SELECT ';'", "SELECT 'it''s;'"]),
        ('SELECT ";"; SELECT 2', ['SELECT ";"', "SELECT 2"]),
        ("SELECT /* ; */ 1; SELECT 2", ["SELECT /* ; */ 1", "SELECT 2"]),
        ("-- a;\nSELECT 1 -- b;\n; SELECT 2", ["SELECT 1", "SELECT 2"]),
        ("SELECT 'ü€😀;'; SELECT 2", ["SELECT 'ü€😀;'", "SELECT 2"]),
        ("SELECT 'open; SELECT 2", ["SELECT 'open; SELECT 2"]),
    ],
)
def test_a_semicolon_in_quotes_or_comments_ends_nothing(engine: Engine, script: str, statements: list[str]) -> None:
    assert [statement.text for statement in split(script, engine)] == statements


@pytest.mark.parametrize(
    ("script", "count"),
    [
        (r"SELECT 'a\'; b'; SELECT 2", 2),
        ("SELECT `a;b`; SELECT 2", 2),
        ("# a;\nSELECT 1", 1),
        ("SELECT 5--1; SELECT 2", 2),
        ("/*! SET x = 1; */; SELECT 1", 3),
    ],
)
def test_mysql_has_its_own_quotes_and_comments(script: str, count: int) -> None:
    assert len(split(script, "mysql")) == count


@pytest.mark.parametrize(
    ("script", "count"),
    [
        (r"SELECT 'a\'; SELECT 2", 2),
        (r"SELECT E'a\'; b'; SELECT 2", 2),
        (r"SELECT (e'a\'; b'); SELECT 2", 2),
        ("CREATE FUNCTION f() RETURNS int AS $$ BEGIN; RETURN 1; END $$ LANGUAGE plpgsql; SELECT 1", 2),
        ("CREATE FUNCTION f() AS $fn$ SELECT $$;$$; $fn$; SELECT 1", 2),
        ("SELECT a$b$c; SELECT 1", 2),
        ("SELECT $1; SELECT 2", 2),
        ("SELECT 1 /* a /* ; */ ; */; SELECT 2", 2),
        ("SELECT 1 /* open; SELECT 2", 1),
    ],
)
def test_postgresql_has_its_own_quotes_and_comments(script: str, count: int) -> None:
    assert len(split(script, "postgresql")) == count


@pytest.mark.parametrize("engine", BOTH)
def test_large_scripts_take_little_time_and_memory(engine: Engine) -> None:
    """A row of a megabyte, a quote that is never closed, and very many statements."""
    literal = "INSERT INTO a VALUES ('" + "x" * 5_000_000 + "');"
    tracemalloc.start()
    assert len(split(literal, engine)) == 1
    assert len(split("SELECT 'open " + "y" * 5_000_000, engine)) == 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000
    statements = split("SELECT 1;\n" * 50_000, engine)
    assert statements[-1] == Statement("SELECT 1", 50_000)


def test_a_statement_knows_its_line() -> None:
    script = "-- first\n\nSELECT 1;\n\n  SELECT\n2;"
    assert split(script, "mysql") == [Statement("SELECT 1", 3), Statement("SELECT\n2", 5)]


@pytest.mark.parametrize(
    ("text", "is_data"),
    [
        ("insert into a values (1)", True),
        ("WITH a AS (SELECT 1) DELETE FROM b", False),
        ("CREATE TABLE a (b int)", False),
    ],
)
def test_what_mysql_can_roll_back(text: str, is_data: bool) -> None:
    assert Statement(text, 1).changes_data_only == is_data
