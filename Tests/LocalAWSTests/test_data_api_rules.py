"""What the Data API rules: time, sizes, pauses and what a call may be, on both engines."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from local_aws.data_api.clock import Clock, FakeClock
from local_aws.data_api.playground import Database, Playground
from local_aws.polling import await_true
from playing import begin, end, error_of, raised_by, scalar, started

COUNT = "SELECT count(*) FROM t"

ON_MYSQL = pytest.mark.parametrize("playground", ["mysql"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("playground", ["postgresql"], indirect=True)


@pytest.fixture
def database(playground: Playground) -> Iterator[Database]:
    """One with an empty table t."""
    with playground.database() as database:
        database.execute("CREATE TABLE t (a INT)")
        yield database


def clock_of(database: Database) -> FakeClock:
    assert isinstance(database.service.clock, FakeClock)
    return database.service.clock


def is_postgresql(database: Database) -> bool:
    return database.service.clusters.cluster(database.target["resourceArn"]).family == "postgresql"


def sleep(database: Database, seconds: float) -> str:
    """An INSERT that takes its time."""
    if is_postgresql(database):
        return f"INSERT INTO t SELECT 1 FROM (SELECT pg_sleep({seconds})) AS slept"
    return f"INSERT INTO t SELECT SLEEP({seconds})"


def connections(database: Database) -> set[int]:
    """The numbers of the connections to this database, but for the one that asks."""
    if is_postgresql(database):
        sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    else:
        sql = "SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id()"
    return {row[0]["longValue"] for row in database.execute(sql)["records"]}


def not_found(transaction: str, cause: str) -> dict[str, Any]:
    words = f"Transaction {transaction} is not found. {cause}"
    return {"Error": {"Code": "TransactionNotFoundException", "Message": words}, "message": words}


# Time.


def test_a_transaction_lives_for_three_minutes_after_each_call(database: Database) -> None:
    transaction = begin(database)
    for _ in range(3):
        clock_of(database).advance(179)
        database.execute("INSERT INTO t VALUES (1)", transactionId=transaction)
    assert end(database, "commit", transaction) == "Transaction Committed"
    assert scalar(database, COUNT) == 3


def test_a_transaction_is_rolled_back_after_three_idle_minutes(database: Database) -> None:
    transaction = begin(database)
    database.execute("INSERT INTO t VALUES (1)", transactionId=transaction)
    clock_of(database).advance(180)
    await_true(lambda: connections(database) == set())
    for call in (
        lambda: database.execute(COUNT, transactionId=transaction),
        lambda: end(database, "commit", transaction),
        lambda: end(database, "rollback", transaction),
    ):
        assert raised_by(call) == not_found(transaction, "Transaction may be expired.")
    assert scalar(database, COUNT) == 0


def test_a_transaction_is_rolled_back_after_24_hours(database: Database) -> None:
    transaction = begin(database)
    for _ in range(24 * 30 - 1):
        clock_of(database).advance(120)
        database.execute("INSERT INTO t VALUES (1)", transactionId=transaction)
    clock_of(database).advance(120)
    assert error_of(lambda: end(database, "commit", transaction)) == "TransactionNotFoundException"
    assert scalar(database, COUNT) == 0


def test_time_passes_by_itself_without_a_fake_clock(playground: Playground) -> None:
    with playground.database(Clock()) as database:
        transaction = begin(database)
        database.service.transactions.idle_seconds = 0
        await_true(lambda: not database.service.transactions.open)
        assert error_of(lambda: end(database, "commit", transaction)) == "TransactionNotFoundException"


@pytest.mark.parametrize("operation", ["commit", "rollback"])
def test_a_transaction_that_was_ended_says_so(database: Database, operation: str) -> None:
    transaction = begin(database)
    end(database, operation, transaction)
    cause = "One previous call resulted in a termination of your transaction."
    assert raised_by(lambda: end(database, "commit", transaction)) == not_found(transaction, cause)


def test_a_statement_that_takes_too_long_is_cancelled(database: Database) -> None:
    database.service.statement_seconds = 0.2
    error = raised_by(lambda: database.execute(sleep(database, 60)))
    connection = error.pop("dbConnectionId")
    assert error == {
        "Error": {"Code": "StatementTimeoutException", "Message": "Request timed out"},
        "message": "Request timed out",
    }
    assert isinstance(connection, int)
    await_true(lambda: connections(database) == set())
    assert scalar(database, COUNT) == 0


def test_a_statement_may_go_on_after_its_time_out(database: Database) -> None:
    database.service.statement_seconds = 0.2
    error = raised_by(lambda: database.execute(sleep(database, 3), continueAfterTimeout=True))
    assert error["Error"] == {"Code": "StatementTimeoutException", "Message": "Request timed out"}
    assert connections(database) == {error["dbConnectionId"]}
    assert scalar(database, COUNT) == 0
    await_true(lambda: connections(database) == set())
    assert scalar(database, COUNT) == 1


def test_a_cancelled_statement_rolls_its_transaction_back(database: Database) -> None:
    transaction = begin(database)
    database.execute("INSERT INTO t VALUES (1)", transactionId=transaction)
    database.service.statement_seconds = 0.2
    slow = sleep(database, 60)
    assert error_of(lambda: database.execute(slow, transactionId=transaction)) == "StatementTimeoutException"
    cause = "Transaction has been aborted due to an error from a previous call."
    assert raised_by(lambda: end(database, "commit", transaction)) == not_found(transaction, cause)
    assert scalar(database, COUNT) == 0


def test_a_transaction_in_which_a_statement_goes_on_is_still_running_a_query(database: Database) -> None:
    transaction = begin(database)
    database.service.statement_seconds = 0.2
    going_on: dict[str, Any] = {"sql": sleep(database, 3), "transactionId": transaction, "continueAfterTimeout": True}
    assert error_of(lambda: database.execute(**going_on)) == "StatementTimeoutException"
    # It isn't idle.
    clock_of(database).advance(200)
    words = "Transaction is still running a query"
    expected = {"Error": {"Code": "DatabaseErrorException", "Message": words}, "message": words}
    assert raised_by(lambda: database.execute(COUNT, transactionId=transaction)) == expected
    assert raised_by(lambda: end(database, "commit", transaction)) == expected
    await_true(lambda: not database.service.transactions.open[transaction].lock.locked())
    assert end(database, "commit", transaction) == "Transaction Committed"
    assert scalar(database, COUNT) == 1


def test_a_batch_is_cancelled_as_a_whole(database: Database) -> None:
    database.service.statement_seconds = 0.5
    batch = {"sql": sleep(database, 0.2), "parameterSets": [[] for _ in range(50)]}
    assert error_of(lambda: database.client.batch_execute_statement(**database.target, **batch)) == (
        "StatementTimeoutException"
    )
    # Outside of a transaction each statement is committed.
    assert 1 <= scalar(database, COUNT) < 50


# Connections.


def test_each_call_outside_of_transactions_has_a_connection_of_its_own(database: Database) -> None:
    own = "SELECT pg_backend_pid()" if is_postgresql(database) else "SELECT connection_id()"
    assert len({scalar(database, own) for _ in range(5)}) == 5
    transaction = begin(database)
    assert len({scalar(database, own, transactionId=transaction) for _ in range(5)}) == 1


def test_session_state_is_gone_with_a_call(database: Database) -> None:
    if is_postgresql(database):
        database.execute("SET search_path TO pg_catalog")
        assert scalar(database, "SHOW search_path") == '"$user", public'
    else:
        database.execute("SET @x = 1")
        assert scalar(database, "SELECT @x IS NULL") == 1


@ON_POSTGRESQL
def test_a_deferred_constraint_fails_the_commit(database: Database) -> None:
    database.execute("CREATE TABLE u (a INT PRIMARY KEY DEFERRABLE INITIALLY DEFERRED)")
    transaction = begin(database)
    for _ in range(2):
        database.execute("INSERT INTO u VALUES (1)", transactionId=transaction)
    assert error_of(lambda: end(database, "commit", transaction)) == "DatabaseErrorException"
    assert scalar(database, "SELECT count(*) FROM u") == 0


# Sizes.


def test_a_statement_has_at_most_65536_characters(database: Database) -> None:
    longest = "SELECT '" + "é" * (65_536 - 9) + "'"
    short_row = longest.replace("SELECT '", "SELECT -- ").rstrip("'")[:65_500] + "\n1"
    assert scalar(database, short_row) == 1
    assert error_of(lambda: database.execute(longest + " ")) == "ValidationException"


def test_a_request_has_at_most_4_mebibytes(database: Database) -> None:
    def insert(length: int) -> Any:
        value = {"name": "x", "value": {"stringValue": "x" * length}}
        return scalar(database, "SELECT length(:x)", parameters=[value])

    assert insert(4_190_000) == 4_190_000
    assert error_of(lambda: insert(4 * 1024 * 1024)) == "BadRequestException"


def test_a_row_has_at_most_64_kibibytes(database: Database) -> None:
    longest = scalar(database, "SELECT repeat('x', 65536)")
    assert len(longest) == 65_536
    words = "Packet for query is too large"
    assert raised_by(lambda: database.execute("SELECT repeat('x', 65536), 'y'")) == {
        "Error": {"Code": "UnsupportedResultException", "Message": words},
        "message": words,
    }


def test_an_answer_that_is_too_large_ends_its_transaction(database: Database) -> None:
    transaction = begin(database)
    database.execute("INSERT INTO t VALUES (1)", transactionId=transaction)
    rows = " UNION ALL ".join(["SELECT 1 AS one"] * 18)
    large = f"SELECT repeat('x', 60000) FROM ({rows}) AS several"
    assert error_of(lambda: database.execute(large, transactionId=transaction)) == "UnsupportedResultException"
    assert error_of(lambda: end(database, "commit", transaction)) == "TransactionNotFoundException"
    assert scalar(database, COUNT) == 0


@pytest.mark.parametrize(
    ("character", "count"),
    [("x", 60_000), ("é", 30_000), ("🙂", 15_000)],
    ids=["1 byte", "2 bytes", "4 bytes"],
)
def test_an_answer_has_at_most_1_mebibyte_of_utf_8(database: Database, character: str, count: int) -> None:
    def rows(number: int) -> Any:
        several = " UNION ALL ".join(["SELECT 1 AS one"] * number)
        return database.execute(f"SELECT repeat('{character}', {count}) FROM ({several}) AS several")["records"]

    assert rows(17) == [[{"stringValue": character * count}]] * 17
    assert error_of(lambda: rows(18)) == "UnsupportedResultException"


def test_a_batch_may_have_any_number_of_parameter_sets(database: Database) -> None:
    sets = [[{"name": "a", "value": {"longValue": number}}] for number in range(1_500)]
    transaction = begin(database)
    response = database.client.batch_execute_statement(
        **database.target, sql="INSERT INTO t VALUES (:a)", parameterSets=sets, transactionId=transaction
    )
    end(database, "commit", transaction)
    assert (len(response["updateResults"]), scalar(database, COUNT)) == (1_500, 1_500)


# One statement.


@pytest.mark.parametrize(
    "sql", ["SELECT 1; SELECT 2", "DELETE FROM t;\nDELETE FROM t", "CREATE TABLE n (a INT); DROP TABLE n"]
)
def test_several_statements_are_refused(database: Database, sql: str) -> None:
    words = "Multistatements aren't supported."
    expected = {"Error": {"Code": "ValidationException", "Message": words}}
    error = raised_by(lambda: database.execute(sql))
    assert {"Error": error["Error"]} == expected
    assert error_of(lambda: database.execute("SELECT * FROM n")) == "DatabaseErrorException"


@pytest.mark.parametrize("sql", ["SELECT 1;", "SELECT 1 ; ", "SELECT 1; -- done", "SELECT 1 /* ; SELECT 2 */"])
def test_what_may_follow_a_statement_does(database: Database, sql: str) -> None:
    assert scalar(database, sql) == 1


@ON_MYSQL
def test_an_error_after_a_semicolon_in_a_body_is_the_databases(database: Database) -> None:
    body = "CREATE PROCEDURE p() BEGIN SELECT 1; SELEC 2; END"
    assert error_of(lambda: database.execute(body)) == "DatabaseErrorException"


@ON_POSTGRESQL
@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (
            "COPY t FROM STDIN",
            "ERROR: COPY from stdin failed: a call of the Data API brings no rows; SQLState: 57014",
        ),
        (
            "COPY (SELECT generate_series(1, 100000)) TO STDOUT",
            "ERROR: COPY to stdout failed: an answer of the Data API has no place for its rows; SQLState: 0A000",
        ),
        ("COPY (SELECT 1 / (a - 1) FROM t) TO STDOUT", "ERROR: division by zero; SQLState: 22012"),
    ],
)
def test_rows_are_copied_from_and_to_nobody(database: Database, sql: str, words: str) -> None:
    database.execute("INSERT INTO t VALUES (1)")
    transaction = begin(database)
    assert raised_by(lambda: database.execute(sql, transactionId=transaction)) == {
        "Error": {"Code": "DatabaseErrorException", "Message": words},
        "message": words,
    }
    assert end(database, "rollback", transaction) == "Rollback Complete"


def test_a_schema_is_refused(database: Database) -> None:
    error = raised_by(lambda: database.execute("SELECT 1", schema="s"))
    assert error["Error"] == {"Code": "ValidationException", "Message": "The schema parameter isn't supported"}


# Values.

COLUMNS = {
    "mysql": {
        "JSON": "JSON",
        "UUID": "CHAR(36)",
        "TIMESTAMP": "DATETIME",
        "DATE": "DATE",
        "TIME": "TIME",
        "DECIMAL": "DECIMAL(40, 9)",
    },
    "postgresql": {
        "JSON": "JSONB",
        "UUID": "UUID",
        "TIMESTAMP": "TIMESTAMP",
        "DATE": "DATE",
        "TIME": "TIME",
        "DECIMAL": "NUMERIC(40, 9)",
    },
}
VALUES = {
    "JSON": '{"a": [1, "x"]}',
    "UUID": "6f1b2c3e-0000-4000-8000-000000000001",
    "TIMESTAMP": "2024-01-02 03:04:05",
    "DATE": "2024-01-02",
    "TIME": "03:04:05",
    "DECIMAL": "12345678901234567890.123456789",
}
WRONG = {
    "UUID": "6f1b",
    "TIMESTAMP": "2024-01-02T03:04:05Z",
    "DATE": "2024-13-01",
    "TIME": "3 o'clock",
    "DECIMAL": "1,5",
}


@pytest.mark.parametrize("hint", VALUES)
def test_a_hint_gives_a_text_its_type(database: Database, playground: Playground, hint: str) -> None:
    database.execute(f"CREATE TABLE hinted (a {COLUMNS[playground.family][hint]})")
    insert = "INSERT INTO hinted VALUES (:a)"

    def given(value: dict[str, Any], **more: str) -> Any:
        return database.execute(insert, parameters=[{"name": "a", "value": value, **more}])

    given({"stringValue": VALUES[hint]}, typeHint=hint)
    given({"isNull": True}, typeHint=hint)
    found = database.execute("SELECT a FROM hinted ORDER BY a IS NULL")["records"]
    assert found == [[{"stringValue": VALUES[hint]}], [{"isNull": True}]]
    if is_postgresql(database):
        assert error_of(lambda: given({"stringValue": VALUES[hint]})) == "DatabaseErrorException"


@pytest.mark.parametrize(("hint", "text"), WRONG.items())
def test_a_text_that_does_not_fit_its_hint_is_refused(database: Database, hint: str, text: str) -> None:
    value = {"name": "a", "value": {"stringValue": text}, "typeHint": hint}
    error = raised_by(lambda: database.execute("SELECT :a", parameters=[value]))["Error"]
    assert error["Code"] == "BadRequestException"
    assert error["Message"].startswith("Invalid value for parameter a: ")


@ON_POSTGRESQL
@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT '1.5'::money", "The result contains the unsupported data type money"),
        ("SELECT point(1, 2)", "The result contains the unsupported data type point"),
        ("SELECT ARRAY[[1, 2], [3, 4]]", "The result contains a multidimensional array"),
    ],
)
def test_some_values_of_postgresql_have_to_be_cast_to_text(database: Database, sql: str, words: str) -> None:
    error = raised_by(lambda: database.execute(sql))["Error"]
    assert error == {"Code": "UnsupportedResultException", "Message": words}
    cast = re.sub("SELECT (.*)", r"SELECT (\1)::text", sql)
    assert isinstance(scalar(database, cast), str)


# Pauses.


def code(database: Database) -> str | None:
    """The class of the error of a call, if there is one."""
    try:
        database.execute("SELECT 1")
    except database.client.exceptions.DatabaseResumingException as error:
        return str(error.response["Error"]["Code"])
    return None


RESUMING = "DatabaseResumingException"


def test_a_paused_cluster_resumes_after_some_calls(database: Database) -> None:
    database.service.pause(database.target["resourceArn"], calls=2)
    assert [code(database) for _ in range(4)] == [RESUMING, RESUMING, None, None]


def test_a_paused_cluster_resumes_some_time_after_the_first_call(database: Database) -> None:
    database.service.pause(database.target["resourceArn"], seconds=15)
    clock_of(database).advance(100)
    found = []
    for _ in range(4):
        found.append(code(database))
        clock_of(database).advance(7)
    assert found == [RESUMING, RESUMING, RESUMING, None]


def test_an_idle_cluster_pauses_by_itself(database: Database) -> None:
    database.service.pauses.pause_when_idle(database.target["resourceArn"], idle_seconds=300)
    clock_of(database).advance(299)
    assert code(database) is None
    clock_of(database).advance(300)
    assert code(database) == RESUMING
    clock_of(database).advance(14)
    assert code(database) == RESUMING
    clock_of(database).advance(1)
    assert code(database) is None


def test_a_transaction_keeps_its_cluster_awake(database: Database) -> None:
    database.service.pauses.pause_when_idle(database.target["resourceArn"], idle_seconds=100)
    transaction = begin(database)
    clock_of(database).advance(150)
    assert scalar(database, "SELECT 1", transactionId=transaction) == 1
    assert code(database) is None


def test_two_callers_do_not_wait_for_each_other(database: Database) -> None:
    slow = started(lambda: database.execute(sleep(database, 1)))
    assert scalar(database, COUNT) == 0
    slow.join()
    assert scalar(database, COUNT) == 1
