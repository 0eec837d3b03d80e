"""What the tool prints leaves the same in a database as the runner does."""

import pytest

from databases import ORIGIN, PREFIX, Database, Scripts
from sets import LENIENT, SESSIONS, SETS, TEXTS, UNDO


def test_a_client_leaves_the_schema_rows_and_history_of_the_runner(
    scripts: Scripts, database: Database, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts.write(SETS[scripts.engine])
    scripts.write({name: texts[scripts.engine] for name, texts in UNDO.items()})
    database.migrate(scripts, monkeypatch)
    done = other.pipe(scripts.sql())
    assert (done.returncode, done.stderr.decode()) == (0, done.stderr.decode()), done.stderr.decode()
    assert other.dump() == database.dump()
    assert other.history == database.history
    assert other.steps == database.steps
    assert [row["state"] for row in other.history] == ["APPLIED"] * 5


def test_what_a_client_applied_is_not_taken_for_the_work_of_a_stack(scripts: Scripts, database: Database) -> None:
    scripts.write(SETS[scripts.engine])
    assert database.pipe(scripts.sql()).returncode == 0
    offline = {"run_id": "offline", "stack_id": "offline", "request_id": "offline", "fence": 0}
    assert database.rows("history", ORIGIN, "ORDER BY seq") == [offline] * 5
    assert database.rows("history", ["script"], "WHERE finished_at < started_at OR finished_at IS NULL") == []
    assert database.rows("fence", ["id", "value"], "") == [{"id": 1, "value": 0}]
    assert database.rows("lease", ["id", "owner"], "") == [{"id": 1, "owner": None}]
    assert database.rows("runs", ["request_id"], "") == []


def test_the_runner_goes_on_where_a_client_has_stopped(
    scripts: Scripts, database: Database, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts.write(SETS[scripts.engine])
    assert database.pipe(scripts.sql("..2")).returncode == 0
    database.migrate(scripts, monkeypatch)
    other.migrate(scripts, monkeypatch)
    assert database.dump() == other.dump()
    assert database.history == other.history


def test_a_client_goes_on_where_the_runner_has_stopped(
    scripts: Scripts, database: Database, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts.write({name: text for name, text in SETS[scripts.engine].items() if name[1] in "12"})
    database.migrate(scripts, monkeypatch)
    scripts.write(SETS[scripts.engine])
    assert database.pipe(scripts.sql("2..")).returncode == 0
    assert other.pipe(scripts.sql()).returncode == 0
    assert database.dump() == other.dump()
    assert database.history == other.history


def test_what_is_undone_is_as_if_it_had_never_been(scripts: Scripts, database: Database, other: Database) -> None:
    scripts.write({name: text for name, text in SETS[scripts.engine].items() if name[1] in "123"})
    scripts.write({name: texts[scripts.engine] for name, texts in UNDO.items()})
    assert other.pipe(scripts.sql("..1")).returncode == 0
    assert database.pipe(scripts.sql()).returncode == 0
    done = database.pipe(scripts.sql("1..3", "--undo"))
    assert done.returncode == 0, done.stderr.decode()
    assert database.dump() == other.dump()
    assert database.history == other.history
    undone = database.rows("history", ["version", "state", "undone"], "WHERE undone <> 0 ORDER BY seq")
    assert undone == [
        {"version": "2", "state": "UNDONE", "undone": 2},
        {"version": "3", "state": "UNDONE", "undone": 3},
    ]
    assert database.pipe(scripts.sql("1..")).returncode == 0
    assert [row["version"] for row in database.history] == ["1", "2", "3"]


def test_why_a_check_was_let_pass_is_kept(
    scripts: Scripts, database: Database, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts.write({"V1__a.sql": "CREATE TABLE a (id INT);\n", "V2__b.sql": "CREATE TABLE b (id INT);\n"})
    scripts.write({"V3__b.sql": "-- borealis:allow SQL201 \"nobody's; \\ 'b'\"\nDROP TABLE b;\n"})
    scripts.write({"V4__a.sql": '-- borealis:allow SQL201 "ö"\nDROP TABLE a;\n'})
    database.migrate(scripts, monkeypatch)
    done = other.pipe(scripts.sql())
    assert done.returncode == 0, done.stderr.decode()
    assert other.history == database.history
    assert [row["waivers"][0]["reason"] for row in other.history[2:]] == ["nobody's; \\ 'b'", "ö"]


def test_what_undoes_a_script_is_kept_as_it_was_when_that_was_applied(scripts: Scripts, database: Database) -> None:
    scripts.write({"V1__a.sql": "CREATE TABLE a (name TEXT);\n"})
    text = "DELETE FROM a WHERE name = 'it''s; \\\\ :name \"ö\"'"
    scripts.write({"U1__a.sql": f"-- what for\n{text};\n\nDROP TABLE a;\n"})
    done = database.pipe(scripts.sql())
    assert done.returncode == 0, done.stderr.decode()
    undo = database.history[0]["undo_sql"]
    assert [statement["text"] for statement in undo["statements"]] == [text, "DROP TABLE a"]
    assert [statement["line"] for statement in undo["statements"]] == [2, 4]
    assert undo["script"] == "U1__a.sql"


def test_the_runner_goes_on_in_the_script_that_a_client_stopped_in(
    scripts: Scripts, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = "CREATE INDEX CONCURRENTLY i ON a (id)" if scripts.engine == "postgresql" else "CREATE INDEX i ON a (id)"
    begin = "" if scripts.engine == "postgresql" else "INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\n"
    scripts.write({"V1__a.sql": "CREATE TABLE a (id INT);\n", "V2__b.sql": f"{begin}{index};\n"})
    assert database.pipe(scripts.sql("1")).returncode == 0
    database.change("CREATE INDEX i ON a (id)")
    assert database.pipe(scripts.sql("2")).returncode != 0
    assert [row["state"] for row in database.history] == ["APPLIED", "RUNNING"]
    steps = [row["s.state"] for row in database.steps if row["script"] == "V2__b.sql"]
    assert steps == (["started"] if scripts.engine == "postgresql" else ["done", "done", "started"])
    database.change("DROP INDEX i" if scripts.engine == "postgresql" else "DROP INDEX i ON a")
    database.migrate(scripts, monkeypatch)
    assert [row["state"] for row in database.history] == ["APPLIED", "APPLIED"]
    assert {row["s.state"] for row in database.steps} == {"done"}
    assert database.query("SELECT count(*) FROM a") == [[0 if scripts.engine == "postgresql" else 2]]


def test_the_runner_does_not_take_what_somebody_else_made_for_the_work_of_a_client(
    scripts: Scripts, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = "-- borealis:transaction none\n" if scripts.engine == "postgresql" else "CREATE TABLE a (id INT);\n"
    scripts.write({"V1__b.sql": f"{begin}CREATE TABLE b (id INT);\n"})
    database.change("CREATE TABLE b (name TEXT)")
    assert database.pipe(scripts.sql()).returncode != 0
    with pytest.raises(AssertionError, match="already exists"):
        database.migrate(scripts, monkeypatch)
    assert [row["state"] for row in database.history] == ["FAILED"]


def test_an_undoing_that_stops_leaves_a_doubt(scripts: Scripts, database: Database) -> None:
    nowhere = "DROP INDEX CONCURRENTLY nowhere" if scripts.engine == "postgresql" else "DROP TABLE nowhere"
    scripts.write({"V1__a.sql": "CREATE TABLE a (id INT);\n", "U1__a.sql": f"{nowhere};\n"})
    assert database.pipe(scripts.sql()).returncode == 0
    assert database.pipe(scripts.sql("1", "--undo")).returncode != 0
    assert [row["state"] for row in database.history] == ["AMBIGUOUS"]


def test_an_attempt_of_the_runner_that_did_nothing_is_in_nobodys_way(scripts: Scripts, database: Database) -> None:
    scripts.write({"V1__a.sql": "CREATE TABLE a (id INT);\n", "V2__b.sql": "INSERT INTO a VALUES (1);\n"})
    assert database.pipe(scripts.sql()).returncode == 0
    table = f"{PREFIX[scripts.engine]}history"
    database.change(f"UPDATE {table} SET state = 'FAILED', applied_statements = 0 WHERE version = '2'")
    done = database.pipe(scripts.sql("2"))
    assert done.returncode == 0, done.stderr.decode()
    assert [row["state"] for row in database.history] == ["APPLIED", "APPLIED"]


def test_an_error_stops_the_client_and_is_undone_with_its_transaction(scripts: Scripts, database: Database) -> None:
    scripts.write(
        {
            "V1__a.sql": "CREATE TABLE a (id INT PRIMARY KEY);\n",
            "V2__b.sql": "INSERT INTO a VALUES (1);\nINSERT INTO nowhere VALUES (1);\n",
            "V3__c.sql": "INSERT INTO a VALUES (3);\n",
        }
    )
    done = database.pipe(scripts.sql())
    assert done.returncode != 0
    assert "nowhere" in done.stderr.decode()
    assert database.query("SELECT * FROM a") == []
    assert [row["version"] for row in database.history] == ["1"]


def test_a_script_that_was_applied_is_refused_by_the_history(scripts: Scripts, database: Database) -> None:
    scripts.write({"V1__a.sql": "CREATE TABLE a (id INT PRIMARY KEY);\n", "V2__b.sql": "INSERT INTO a VALUES (1);\n"})
    assert database.pipe(scripts.sql()).returncode == 0
    assert database.pipe(scripts.sql("2")).returncode != 0
    assert database.query("SELECT count(*) FROM a") == [[1]]
    assert len(database.history) == 2


def test_a_database_may_begin_with_a_baseline(
    scripts: Scripts, database: Database, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts.write(
        {
            "V1__a.sql": "CREATE TABLE a (id INT);\n",
            "V2__b.sql": "CREATE TABLE b (id INT);\n",
            "B2__all.sql": "CREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\n",
            "V3__c.sql": "CREATE TABLE c (id INT);\n",
        }
    )
    database.migrate(scripts, monkeypatch)
    assert other.pipe(scripts.sql()).returncode == 0
    assert database.dump() == other.dump()
    assert database.history == other.history


def test_a_script_leaves_nothing_in_the_session_of_the_next(
    scripts: Scripts, database: Database, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts.write(SESSIONS[scripts.engine])
    database.migrate(scripts, monkeypatch)
    done = other.pipe(scripts.sql())
    assert done.returncode == 0, done.stderr.decode()
    assert other.dump() == database.dump()
    assert other.history == database.history


def test_quotes_mean_what_the_tool_read_whatever_the_server_is_set_to(scripts: Scripts, database: Database) -> None:
    scripts.write({"V1__a.sql": "CREATE TABLE a (name TEXT);\n", "V2__a.sql": TEXTS[scripts.engine]})
    done = database.pipe(scripts.sql(), LENIENT[scripts.engine])
    assert done.returncode == 0, done.stderr.decode()
    assert database.query("SELECT name FROM a") == [["it\\"], ["it's"]]


def test_what_was_undone_is_not_undone_again(scripts: Scripts, database: Database) -> None:
    scripts.write({"V1__a.sql": "CREATE TABLE a (id INT);\n", "V2__b.sql": "INSERT INTO a VALUES (1);\n"})
    scripts.write({"U2__b.sql": "INSERT INTO a VALUES (-1);\n"})
    assert database.pipe(scripts.sql()).returncode == 0
    assert database.pipe(scripts.sql("2", "--undo")).returncode == 0
    done = database.pipe(scripts.sql("2", "--undo"))
    assert done.returncode != 0
    assert "the history has no script of version 2" in done.stderr.decode()
    assert database.query("SELECT count(*) FROM a") == [[2]]
    assert len(database.history) == 1
