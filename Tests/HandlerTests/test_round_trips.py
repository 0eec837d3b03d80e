"""How often the Data API is called: each call costs more than most statements."""

import pytest

from batches import LONGEST
from stage import Stage

USERS = "CREATE TABLE users (id INT PRIMARY KEY);"
NAMES = "".join(f"ALTER TABLE users ADD COLUMN name{number} INT;\n" for number in range(7))
ROWS = "".join(f"INSERT INTO users VALUES ({number});\n" for number in range(120))


def operations(stage: Stage) -> list[str]:
    """The calls from the first transaction's beginning to the last one's end."""
    names = [call.operation for call in stage.calls]
    last = len(names) - names[::-1].index("CommitTransaction")
    return names[names.index("BeginTransaction") : last]


def calls(stage: Stage, kind: str, scripts: dict[str, str]) -> int:
    """How many a whole event takes."""
    stage.calls.clear()
    assert stage.send(kind, scripts)["Status"] == "SUCCESS"
    return len(stage.calls)


def test_a_first_deploy_makes_the_tables_too(stage: Stage) -> None:
    """A script of one statement, and what is there once only."""
    expected = {"mysql": 11 + (3 + 3) + 8, "postgresql": 11 + (1 + 4) + 2}[stage.engine]
    assert calls(stage, "Create", {"V1__users.sql": USERS}) == expected


def test_an_update_of_three_changes_of_a_schema(stage: Stage) -> None:
    """One transaction on PostgreSQL, where MySQL has a journal."""
    stage.send("Create", {"V1__users.sql": USERS})
    names = "".join(NAMES.splitlines(keepends=True)[:3])
    expected = {"mysql": 11 + 3 * 3 + 3, "postgresql": 11 + 3 + 4}[stage.engine]
    assert calls(stage, "Update", {"V1__users.sql": USERS, "V2__names.sql": names}) == expected


def test_an_update_of_rows_is_one_transaction(stage: Stage) -> None:
    stage.send("Create", {"V1__users.sql": USERS})
    rows = "INSERT INTO users VALUES (1);\nINSERT INTO users VALUES (2);"
    # PostgreSQL's are one statement.
    expected = {"mysql": 11 + 2 + 4, "postgresql": 11 + 1 + 4}[stage.engine]
    assert calls(stage, "Update", {"V1__users.sql": USERS, "V2__rows.sql": rows}) == expected


def test_an_update_with_nothing_pending_takes_four_calls(stage: Stage) -> None:
    stage.send("Create", {"V1__users.sql": USERS})
    stage.calls.clear()
    stage.send("Update", {"V1__users.sql": USERS})
    assert len(stage.calls) == 4


def test_a_file_of_statements_takes_four_more_calls_than_it_has_statements(postgresql: Stage) -> None:
    postgresql.send("Create", {"V1__users.sql": USERS})
    postgresql.calls.clear()
    postgresql.send("Update", {"V1__users.sql": USERS, "V2__names.sql": NAMES})
    assert len(operations(postgresql)) == 7 + 4


def test_a_file_of_rows_takes_four_more_calls_than_it_has_statements(mysql: Stage) -> None:
    mysql.send("Create", {"V1__users.sql": USERS})
    mysql.calls.clear()
    mysql.send("Update", {"V1__users.sql": USERS, "V2__rows.sql": ROWS})
    assert len(operations(mysql)) == 120 + 4


def test_rows_of_postgresql_are_sent_fifty_at_a_time(postgresql: Stage) -> None:
    postgresql.send("Create", {"V1__users.sql": USERS})
    postgresql.calls.clear()
    postgresql.send("Update", {"V1__users.sql": USERS, "V2__rows.sql": ROWS})
    assert len(operations(postgresql)) == 3 + 4
    assert postgresql.query("SELECT count(*) FROM users") == [[120]]


def insert(number: int, length: int) -> str:
    """A statement of that many characters."""
    start = f"INSERT INTO texts VALUES ({number}, '"
    return start + "x" * (length - len(start) - 2) + "')"


@pytest.mark.parametrize("joined", [LONGEST - 10, LONGEST, LONGEST + 1])
def test_rows_of_postgresql_that_are_too_long_together_are_divided(postgresql: Stage, joined: int) -> None:
    """Their block is longer than they are."""
    assert LONGEST == 65_536
    table = {"V1__texts.sql": "CREATE TABLE texts (id INT, text TEXT);"}
    postgresql.send("Create", table)
    lengths = [joined // 4] * 3 + [joined - joined // 4 * 3]
    rows = ";\n".join(insert(number, length) for number, length in enumerate(lengths)) + ";"
    calls(postgresql, "Update", table | {"V2__rows.sql": rows})
    sent = [call.sql for call in postgresql.calls if "INSERT INTO texts" in call.sql]
    assert len(sent) == 2
    assert max(map(len, sent)) <= LONGEST
    assert postgresql.query("SELECT count(*) FROM texts") == [[4]]
