"""Statements that no transaction holds, and whose end nobody saw."""

from typing import Any

import pytest

from crashes import short_waits
from layers import Given
from local_aws.data_api import faults
from local_aws.data_api.errors import DataAPIError, LostAnswer
from local_aws.data_api.faults import Fault
from mixed import Scripts, probe, script
from stage import Context, Stage

OUTSIDE = {"transaction": "outside"}
TABLE = "CREATE TABLE users (id INT)"
BOOKS = "CREATE TABLE books (id INT)"
MARKED = "/* borealis "
FUNCTION = "CREATE FUNCTION twice(a INT) RETURNS INT DETERMINISTIC RETURN 2 * a"
NOTHING = "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
ON_USERS = "CREATE TRIGGER noted BEFORE INSERT ON users FOR EACH ROW"

# Kind, name, table; what makes it; what removes it.
Change = tuple[str, str, str | None, str, str]
BOTH: list[Change] = [
    ("table", "books", None, BOOKS, "DROP TABLE books"),
    ("column", "age", "users", "ALTER TABLE users ADD COLUMN age INT", "ALTER TABLE users DROP COLUMN age"),
    (
        "constraint",
        "adult",
        "users",
        "ALTER TABLE users ADD CONSTRAINT adult CHECK (id > 17)",
        "ALTER TABLE users DROP CONSTRAINT adult",
    ),
    ("view", "ids", None, "CREATE VIEW ids AS SELECT id FROM users", "DROP VIEW ids"),
]
MYSQL: list[Change] = [
    *BOTH,
    ("index", "users_id", "users", "CREATE INDEX users_id ON users (id)", "DROP INDEX users_id ON users"),
    ("function", "twice", None, FUNCTION, "DROP FUNCTION twice"),
    ("procedure", "nothing", None, "CREATE PROCEDURE nothing() SET @a = 1", "DROP PROCEDURE nothing"),
    ("trigger", "noted", None, f"{ON_USERS} SET NEW.id = 1", "DROP TRIGGER noted"),
    ("event", "nightly", None, "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO SET @a = 1", "DROP EVENT nightly"),
    ("schema", "database_of_probes", None, "CREATE SCHEMA database_of_probes", "DROP SCHEMA database_of_probes"),
]
POSTGRESQL: list[Change] = [
    *BOTH,
    (
        "index",
        "users_id",
        "users",
        "CREATE INDEX CONCURRENTLY users_id ON users (id)",
        "DROP INDEX CONCURRENTLY users_id",
    ),
    ("trigger", "noted", "users", f"{ON_USERS} EXECUTE FUNCTION nothing()", "DROP TRIGGER noted ON users"),
    ("sequence", "numbers", None, "CREATE SEQUENCE numbers", "DROP SEQUENCE numbers"),
    ("type", "mood", None, "CREATE TYPE mood AS ENUM ('good')", "DROP TYPE mood"),
    ("schema", "attic", None, "CREATE SCHEMA attic", "DROP SCHEMA attic"),
]
CHANGES: list[tuple[str, Change, bool]] = [
    (engine, change, exists)
    for engine, changes in (("mysql", MYSQL), ("postgresql", POSTGRESQL))
    for change in changes
    for exists in (True, False)
]


def alone(*statements: tuple[str, dict[str, Any]]) -> Given:
    """A script whose statements no transaction holds."""
    outside = [(text, OUTSIDE | {"class": "ddl additive"} | more) for text, more in statements]
    return script(*outside, mode="none")


def before(engine: str) -> Scripts:
    statements: list[tuple[str, dict[str, Any]]] = [(TABLE, {})]
    if engine == "postgresql":
        statements.append((NOTHING, {}))
    return {"V1__users.sql": script(*statements)}


def marked(stage: Stage, text: str) -> int:
    """How often a statement was sent."""
    return sum(call.sql.startswith(MARKED) and text in call.sql for call in stage.calls)


def change_under(stage: Stage, change: Change, exists: bool, fault: Fault) -> tuple[str, int]:
    """Makes or removes something by a call that meets a fault; the answer, and how often it was sent."""
    kind, name, table, make, remove = change
    made = before(stage.engine)
    if not exists:
        made = {**made, "V2__made.sql": alone((make, {}))}
    assert stage.send("Create", made)["Status"] == "SUCCESS"
    text = make if exists else remove
    stage.faults.add(fault, when=lambda call: call.sql.startswith(MARKED) and text in call.sql)
    answer = stage.send("Update", {**made, "V3__change.sql": alone((text, probe(kind, name, table, exists=exists)))})
    return answer["Status"], marked(stage, text)


def names(case: tuple[str, Change, bool]) -> str:
    engine, change, exists = case
    return f"{engine}-{'create' if exists else 'drop'}-{change[0]}"


@pytest.mark.parametrize(("stage", "change", "exists"), CHANGES, indirect=["stage"], ids=map(names, CHANGES))
@pytest.mark.parametrize(("finishes", "times"), [(True, 1), (False, 2)])
def test_the_catalogue_tells_whether_a_statement_was_done(
    stage: Stage, change: Change, exists: bool, finishes: bool, times: int
) -> None:
    """A call that timed out, and was done all the same, is not sent again; one that did nothing is."""
    try:
        assert change_under(stage, change, exists, faults.times_out(finishes=finishes)) == ("SUCCESS", times)
    finally:
        if stage.engine == "mysql":
            stage.query("DROP SCHEMA IF EXISTS database_of_probes")


SLOW = {
    "mysql": "CREATE TABLE slow AS SELECT SLEEP(0.6) AS a",
    "postgresql": "CREATE TABLE slow AS SELECT 1 FROM pg_sleep(0.6)",
}


def test_a_statement_that_still_runs_is_waited_for(stage: Stage) -> None:
    stage.database.service.statement_seconds = 0.2
    with short_waits():
        answer = stage.send("Create", {"V1__slow.sql": alone((SLOW[stage.engine], probe("table", "slow")))})
    assert answer["Status"] == "SUCCESS"
    assert marked(stage, "CREATE TABLE slow") == 1
    assert stage.query("SELECT COUNT(*) FROM slow") == [[1]]
    assert stage.history == [["V1__slow.sql", "APPLIED", 1]]


PROCEDURES = {
    "mysql": (
        "CREATE PROCEDURE steps() BEGIN INSERT INTO kept VALUES (1); DO SLEEP(0.6); INSERT INTO kept VALUES (2); END"
    ),
    "postgresql": (
        "CREATE PROCEDURE steps() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO kept VALUES (1); COMMIT; "
        "PERFORM pg_sleep(0.6); INSERT INTO kept VALUES (2); END $$"
    ),
}
FAILING = {
    "mysql": "CREATE PROCEDURE steps() BEGIN INSERT INTO kept VALUES (1); INSERT INTO nowhere VALUES (2); END",
    "postgresql": (
        "CREATE PROCEDURE steps() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO kept VALUES (1); COMMIT; "
        "INSERT INTO nowhere VALUES (2); END $$"
    ),
}
KEPT = ("CREATE TABLE kept (a INT)", probe("table", "kept"))
INSTRUCTIONS = "find out, then have the function repair it with mark-applied (statement 1) or retry, and deploy again"


def calling(procedure: str) -> Scripts:
    call = Given("CALL steps();", changes={"mode": "none"})
    return {"V1__kept.sql": alone(KEPT), "V2__steps.sql": alone((procedure, {})), "V3__call.sql": call}


def assert_in_doubt(stage: Stage, answer: dict[str, Any], scripts: Scripts) -> None:
    """The answer says what to do, and nothing runs until that is done."""
    assert answer["Status"] == "FAILED"
    assert "V3__call.sql:1: statement 1 of 1 may have run, in part or whole" in answer["Reason"]
    assert INSTRUCTIONS in answer["Reason"]
    assert stage.history[-1] == ["V3__call.sql", "AMBIGUOUS", 0]
    kept = stage.query("SELECT a FROM kept ORDER BY a")
    stage.calls.clear()
    again = stage.send("Update", {**scripts, "V4__more.sql": "INSERT INTO kept VALUES (9);"})
    assert again["Status"] == "FAILED"
    assert INSTRUCTIONS in again["Reason"]
    assert stage.query("SELECT a FROM kept ORDER BY a") == kept


def test_a_call_of_which_nothing_tells_is_in_doubt_once_it_has_ended(stage: Stage) -> None:
    scripts = calling(PROCEDURES[stage.engine])
    stage.database.service.statement_seconds = 0.2
    with short_waits():
        answer = stage.send("Create", scripts)
    # It had ended when it was answered.
    assert stage.query("SELECT a FROM kept ORDER BY a") == [[1], [2]]
    stage.database.service.statement_seconds = 45.0
    assert_in_doubt(stage, answer, scripts)


def test_a_call_that_failed_in_the_middle_is_in_doubt(stage: Stage) -> None:
    scripts = calling(FAILING[stage.engine])
    answer = stage.send("Create", scripts)
    assert stage.query("SELECT a FROM kept") == [[1]]
    assert "nowhere" in answer["Reason"]
    assert_in_doubt(stage, answer, scripts)


def test_a_statement_that_changes_nothing_may_be_sent_twice(stage: Stage) -> None:
    analyze = "ANALYZE TABLE users" if stage.engine == "mysql" else "VACUUM users"
    stage.faults.add(faults.answer_lost, sql=analyze)
    neutral = alone((analyze, {"class": "ddl neutral"}))
    answer = stage.send("Create", {"V1__users.sql": TABLE, "V2__analyze.sql": neutral})
    assert (answer["Status"], marked(stage, analyze)) == ("SUCCESS", 2)


def test_a_statement_whose_result_cannot_be_shown_may_have_run(stage: Stage) -> None:
    """Rows of more than 64 KB are not answered, after all was done that there was to do."""
    large = "SELECT REPEAT('a', 70000) AS a"
    scripts: Scripts = {
        "V1__kept.sql": alone(KEPT),
        "V2__large.sql": alone((large, {"class": "dml data"})),
    }
    answer = stage.send("Create", scripts)
    assert answer["Status"] == "FAILED"
    assert INSTRUCTIONS in answer["Reason"]


THREE = ["CREATE TABLE a (a INT)", "CREATE TABLE b (a NONSENSE)", "CREATE TABLE c (a INT)"]


def three(*statements: str) -> Scripts:
    tables = [probe("table", name) for name in "abc"]
    return {"V1__three.sql": script(*zip(statements, tables, strict=True))}


def test_a_script_that_failed_goes_on_where_it_was_corrected(mysql: Stage) -> None:
    first, second, third = THREE
    failed = mysql.send("Create", three(first, second, third))
    assert "statement 2 of 3 failed" in failed["Reason"]
    assert "the 1 before it stay" in failed["Reason"]
    assert mysql.history == [["V1__three.sql", "FAILED", 1]]
    assert mysql.send("Update", three(first, "CREATE TABLE b (a INT)", third))["Status"] == "SUCCESS"
    assert mysql.history == [["V1__three.sql", "APPLIED", 3]]
    assert marked(mysql, first) == 1


def test_a_script_that_failed_is_refused_when_it_was_edited_before_that(mysql: Stage) -> None:
    first, second, third = THREE
    mysql.send("Create", three(first, second, third))
    edited = mysql.send("Update", three("CREATE TABLE a (a INT, b INT)", "CREATE TABLE b (a INT)", third))
    assert "V1__three.sql was begun, up to statement 1, and edited at statement 1" in edited["Reason"]
    assert mysql.history == [["V1__three.sql", "FAILED", 1]]


def test_a_run_of_rows_is_done_whole_or_not_at_all(mysql: Stage) -> None:
    text = "CREATE TABLE a (a INT PRIMARY KEY);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (1);\n"
    failed = mysql.send("Create", {"V1__a.sql": text})
    assert "V1__a.sql:3: statement 3 of 3 failed" in failed["Reason"]
    assert mysql.query("SELECT a FROM a") == []
    assert mysql.query("SELECT idx, state FROM borealis_steps") == [[1, "done"]]
    assert mysql.history == [["V1__a.sql", "FAILED", 1]]
    assert mysql.send("Update", {"V1__a.sql": text.replace("(1);\n", "(2);\n", 1)})["Status"] == "SUCCESS"
    assert mysql.query("SELECT a FROM a ORDER BY a") == [[1], [2]]


@pytest.mark.parametrize(
    "contention", ["ERROR: deadlock detected; SQLState: 40P01", "Lock wait timeout; Error code: 1205"]
)
def test_a_statement_that_others_are_in_the_way_of_is_sent_five_times(stage: Stage, contention: str) -> None:
    refusal = faults.refused(lambda attempt: DataAPIError("DatabaseErrorException", contention))
    stage.faults.add(refusal, sql=BOOKS, times=4)
    books: Scripts = {"V1__books.sql": alone((BOOKS, probe("table", "books")))}
    assert stage.send("Create", books)["Status"] == "SUCCESS"
    assert marked(stage, BOOKS) == 5
    stage.faults.add(refusal, sql=TABLE, times=5)
    failed = stage.send("Update", {**books, "V2__users.sql": alone((TABLE, probe("table", "users")))})
    assert (failed["Status"], marked(stage, TABLE)) == ("FAILED", 5)


def test_an_index_whose_building_was_cut_off_is_built_anew(postgresql: Stage) -> None:
    """What an attempt leaves is invalid: it has a name, and no use."""
    rows = "CREATE TABLE twice (a INT);\nINSERT INTO twice VALUES (1), (1);"
    build = "CREATE UNIQUE INDEX CONCURRENTLY twice_a ON twice (a)"
    postgresql.send("Create", {"V1__twice.sql": rows})

    def is_left_invalid(attempt: faults.Attempt) -> faults.Response:
        with pytest.raises(DataAPIError):
            attempt.perform()
        postgresql.query("DELETE FROM twice WHERE ctid = (SELECT min(ctid) FROM twice)")
        raise LostAnswer

    postgresql.faults.add(is_left_invalid, sql=build)
    index = alone((build, probe("index", "twice_a", "twice")))
    assert postgresql.send("Update", {"V1__twice.sql": rows, "V2__index.sql": index})["Status"] == "SUCCESS"
    assert postgresql.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'twice_a'::regclass") == [[True]]


def test_a_run_out_of_time_waits_for_its_statement_in_the_next_invocation(stage: Stage) -> None:
    stage.database.service.statement_seconds = 0.2
    context = Context()

    def shorten(call: Any) -> None:
        if "processlist" in call.sql or "pg_stat_activity" in call.sql:
            context.milliseconds = 50_000

    stage.faults.before = shorten
    slow: Scripts = {"V1__slow.sql": alone((SLOW[stage.engine], probe("table", "slow")))}
    with short_waits():
        event = stage.event("Create", stage.layer(slow))
        assert stage.invoke(event, context) is None
        assert stage.deliver(stage.functions.payloads.pop(0))["Status"] == "SUCCESS"
    assert marked(stage, "CREATE TABLE slow") == 1


def test_a_repeatable_script_is_never_in_doubt(mysql: Stage) -> None:
    """That a view was replaced can't be seen; replacing it again does no harm."""
    view = "CREATE OR REPLACE VIEW ids AS SELECT id FROM users"
    mysql.faults.add(faults.answer_lost, sql=view)
    answer = mysql.send("Create", {"V1__users.sql": TABLE, "R__ids.sql": alone((view, {}))})
    assert (answer["Status"], marked(mysql, view)) == ("SUCCESS", 2)


def test_a_call_of_a_repeatable_script_that_failed_in_the_middle_is_made_again(mysql: Stage) -> None:
    made: Scripts = {"V1__kept.sql": alone(KEPT), "V2__steps.sql": alone((FAILING["mysql"], {}))}
    scripts: Scripts = {**made, "R__call.sql": Given("CALL steps();", changes={"mode": "none"})}
    assert "statement 1 of 1 failed" in mysql.send("Create", scripts)["Reason"]
    mysql.query("CREATE TABLE nowhere (a INT)")
    assert mysql.send("Update", scripts)["Status"] == "SUCCESS"
    assert mysql.query("SELECT a FROM nowhere") == [[2]]


def test_the_words_about_a_secret_in_doubt_are_not_told(mysql: Stage) -> None:
    raising = "CREATE PROCEDURE told(x TEXT) BEGIN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = x; END"
    base = {"V1__told.sql": Given(f"{raising};", [raising])}
    mysql.send("Create", base)
    script = Given("CALL told('hunter2');", changes={"mode": "none"}).with_statement(secret=True, kind="other")
    reason = mysql.send("Update", base | {"V2__call.sql": script})["Reason"]
    assert reason.startswith(
        "V2__call.sql:1: statement 1 of 1 may have run, in part or whole (DatabaseErrorException about a password): "
    )
    assert mysql.query("SELECT COUNT(*) FROM borealis_history WHERE error_message LIKE '%hunter2%'") == [[0]]
