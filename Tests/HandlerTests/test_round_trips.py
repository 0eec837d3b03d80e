"""How often the Data API is called: each call costs more than most statements."""

from stage import Stage

USERS = "CREATE TABLE users (id INT PRIMARY KEY);"
NAMES = "".join(f"ALTER TABLE users ADD COLUMN name{number} INT;\n" for number in range(7))
ROWS = "".join(f"INSERT INTO users VALUES ({number});\n" for number in range(120))


def operations(stage: Stage) -> list[str]:
    """The calls from the first transaction's beginning to the last one's end."""
    names = [call.operation for call in stage.calls]
    last = len(names) - names[::-1].index("CommitTransaction")
    return names[names.index("BeginTransaction") : last]


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
