"""How statements are put into transactions and blocks."""

import pytest

from layers import Given
from recording import ApiError, Stack

SEGMENTS = (
    "INSERT INTO a VALUES (1);\nINSERT INTO other VALUES (LAST_INSERT_ID());\nCREATE TABLE c (id INT);\nSELECT 1;\n"
)
SLOW = {"V1__slow.sql": Given("UPDATE a SET b = 1;\nUPDATE c SET d = '$borealis0$';", changes={"mode": "block"})}


def names(stack: Stack) -> list[str]:
    """The calls for the script's own statements, and those for transactions."""
    return [
        parameters.get("sql", name)
        for name, parameters in stack.client.calls
        if "borealis" not in parameters.get("sql", "") and "sql_mode" not in parameters.get("sql", "")
    ]


def test_rows_between_changes_of_the_schema_are_one_transaction(mysql: Stack) -> None:
    mysql.send("Create", {"V1__a.sql": SEGMENTS})
    assert names(mysql) == [
        "BeginTransaction",
        "INSERT INTO a VALUES (1)",
        "INSERT INTO other VALUES (LAST_INSERT_ID())",
        "CommitTransaction",
        "CREATE TABLE c (id INT)",
        "BeginTransaction",
        "SELECT 1",
        "CommitTransaction",
    ]


def test_rows_that_fail_are_undone_as_far_as_the_last_change_of_the_schema(mysql: Stack) -> None:
    mysql.client.failures["INSERT INTO other"] = [ApiError("DatabaseErrorException", "no such table")]
    reason = mysql.send("Create", {"V1__a.sql": SEGMENTS})["Reason"]
    assert reason.startswith("V1__a.sql:2: statement 2 of 4 failed: no such table (log")
    assert mysql.client.history == [], "it did nothing, and can be corrected"
    mysql.client.failures["SELECT 1"] = [ApiError("DatabaseErrorException", "no")]
    reason = mysql.send("Create", {"V1__a.sql": SEGMENTS.replace("SELECT 1", "SELECT 2;\nSELECT 1")})["Reason"]
    assert reason.startswith("V1__a.sql:5: statement 5 of 5 failed: no; the 3 before it stay, as they were committed")


def test_rows_whose_commit_is_lost_are_not_repeated(mysql: Stack) -> None:
    mysql.client.failures["CommitTransaction"] = [ApiError("InternalServerErrorException", "oops")]
    reason = mysql.send("Create", {"V1__a.sql": SEGMENTS})["Reason"]
    assert "it may have run, or still be running" in reason
    assert mysql.send("Create", {"V1__a.sql": SEGMENTS})["Reason"].startswith("V1__a.sql stopped after at least 0 of 4")


def test_a_slow_script_is_one_block_with_its_row(postgresql: Stack) -> None:
    assert postgresql.send("Create", SLOW)["Data"]["Applied"] == "1"
    block = next(p for name, p in postgresql.client.calls if p.get("sql", "").startswith("DO "))
    assert "transactionId" not in block
    assert block["continueAfterTimeout"]
    assert "EXECUTE $borealis0$UPDATE a SET b = 1$borealis0$;\n" in block["sql"]
    assert "EXECUTE $borealis1$UPDATE c SET d = '$borealis0$'$borealis1$;\n" in block["sql"]
    assert "INSERT INTO borealis.history (set_name, kind, version, " in block["sql"]


TIMEOUT = ApiError("StatementTimeoutException", "Statement timed out")


def test_a_block_that_outlasts_its_call_is_waited_for(postgresql: Stack) -> None:
    postgresql.client.failures["DO $"] = [TIMEOUT]
    postgresql.client.answers["pg_stat_activity"] = [[[{"longValue": 1}]], [[{"longValue": 1}]], []]
    postgresql.client.answers["SELECT 1 FROM borealis.history"] = [[], [], [[{"longValue": 1}]]]
    assert postgresql.send("Create", SLOW)["Data"]["Applied"] == "1"


def test_a_block_that_ends_without_its_row_was_undone(postgresql: Stack) -> None:
    postgresql.client.failures["DO $"] = [TIMEOUT]
    reason = postgresql.send("Create", SLOW)["Reason"]
    assert reason.startswith("V1__slow.sql: it was undone after its call had ended; the database's log says why")


def test_a_block_that_outlasts_the_function_goes_on(postgresql: Stack) -> None:
    postgresql.client.failures["DO $"] = [TIMEOUT]
    postgresql.client.answers["pg_stat_activity"] = [[[{"longValue": 1}]]] * 1000
    postgresql.client.on_call = lambda: postgresql.context.spend(30)
    reason = postgresql.send("Create", SLOW)["Reason"]
    assert reason.startswith("V1__slow.sql goes on in the database, and the function's time is up; deploy again when")


def test_a_block_that_fails_says_why(postgresql: Stack) -> None:
    postgresql.client.failures["DO $"] = [ApiError("DatabaseErrorException", "no such column")]
    assert postgresql.send("Create", SLOW)["Reason"].startswith("V1__slow.sql: it was undone: no such column")


def test_a_block_that_the_data_api_would_not_take_is_refused(postgresql: Stack) -> None:
    script = Given(f"SELECT '{'x' * 65_536}';", changes={"mode": "block"})
    reason = postgresql.send("Create", {"V1__long.sql": script})["Reason"]
    assert "characters as a block; expected at most 65536; divide it" in reason


@pytest.mark.parametrize("is_invalid", [True, False])
def test_an_index_that_was_left_invalid_is_built_anew(postgresql: Stack, is_invalid: bool) -> None:
    script = Given("CREATE INDEX CONCURRENTLY a_b ON a (b);", changes={"mode": "none"})
    postgresql.client.answers["indisvalid"] = [[[{"longValue": 1}]]] if is_invalid else []
    probe = {"kind": "index", "schema": "app", "name": 'we"ird', "exists": True}
    postgresql.send("Create", {"V1__a.sql": script.with_statement(probe=probe, transaction="outside")})
    dropped = [sql for sql in names(postgresql) if sql.startswith("DROP INDEX")]
    assert dropped == (['DROP INDEX CONCURRENTLY "app"."we""ird"'] if is_invalid else [])
