"""What may be lost between a statement and its remembrance: connections, rows, an hour."""

import contextlib
import threading
from typing import Any

import pymysql
import pytest

from layers import Given
from local_aws.data_api import faults
from local_aws.data_api.errors import DataAPIError
from local_aws.data_api.faults import Call
from local_aws.data_api.playground import CLUSTER_ARN
from probe import is_running
from runners import runner, take
from stage import Stage

TABLE = {"V1__table.sql": "CREATE TABLE kept (id INT, v INT);"}
ROW = "INSERT INTO kept VALUES (1, 1);"
LOST = [
    ("postgresql", "An I/O error occurred while sending to the backend.; SQLState: 08006"),
    ("postgresql", "FATAL: terminating connection due to administrator command; SQLState: 57P01"),
    ("mysql", "Connection reset; Error code: 2013; SQLState: 08000"),
    ("mysql", "Server shutdown in progress; Error code: 1053; SQLState: 08S01"),
]


def test_what_was_committed_alone_is_never_run_again_whatever_the_script_becomes(mysql: Stage) -> None:
    mysql.send("Create", TABLE)
    mysql.send("Update", TABLE | {"V2__x.sql": f"{ROW}\nALTER TABLE nowhere ADD c INT;"})
    # Of rows alone, this script would be one transaction.
    mysql.send("Update", TABLE | {"V2__x.sql": f"{ROW}\nUPDATE nowhere SET v = 1;"})
    answer = mysql.send("Update", TABLE | {"V2__x.sql": f"{ROW}\nUPDATE kept SET v = 2;"})
    assert answer["Status"] == "SUCCESS"
    assert mysql.query("SELECT id, v FROM kept") == [[1, 2]]


def lose(stage: Stage, words: str, sql: str) -> None:
    """Has a statement run, and its connection lost before anybody is told."""
    stage.faults.add(faults.done_but(lambda: DataAPIError("DatabaseErrorException", words)), sql=sql)


@pytest.mark.parametrize(("engine", "words"), LOST)
def test_a_statement_whose_connection_was_lost_is_not_taken_for_one_that_did_nothing(
    stage: Stage, engine: str, words: str
) -> None:
    if stage.engine != engine:
        words = next(other for name, other in LOST if name == stage.engine)
    stage.send("Create", TABLE)
    update = TABLE | {"V2__x.sql": Given(ROW, changes={"mode": "none"})}
    lose(stage, words, "INSERT INTO kept")
    assert "may have run" in stage.send("Update", update)["Reason"]
    assert "may have run" in stage.send("Update", update)["Reason"]
    assert stage.query("SELECT id FROM kept") == [[1]]


def test_a_block_whose_connection_was_lost_is_looked_for_in_the_history(postgresql: Stage) -> None:
    postgresql.send("Create", TABLE)
    update = TABLE | {"V2__x.sql": Given(ROW, changes={"mode": "block", "timeout": 600})}
    lose(postgresql, LOST[0][1], "INSERT INTO kept")
    assert postgresql.send("Update", update)["Status"] == "SUCCESS"
    assert postgresql.query("SELECT id FROM kept") == [[1]]


def test_a_row_that_somebody_deletes_is_missed(mysql: Stage) -> None:
    mysql.send("Create", TABLE)

    def delete(call: Call) -> None:
        if "INSERT INTO kept" in call.sql:
            mysql.query("DELETE FROM borealis_history WHERE script = 'V2__x.sql'")

    mysql.faults.after = delete
    answer = mysql.send("Update", TABLE | {"V2__x.sql": f"{ROW}\nALTER TABLE kept ADD c INT;"})
    assert (answer["Status"], "of borealis_history is gone" in answer["Reason"]) == ("FAILED", True)


def administrator(stage: Stage) -> Any:
    clusters = stage.database.service.clusters
    return clusters.server(clusters.cluster(CLUSTER_ARN)).connect_as_administrator()


def test_a_lease_goes_by_a_clock_that_is_never_changed(mysql: Stage) -> None:
    """A server's own time zone may have an hour that is missing, or comes twice."""
    mysql.send("Create", TABLE)
    with administrator(mysql) as connection, connection.cursor() as cursor:
        cursor.execute("SET GLOBAL time_zone = '+05:00'")
        try:
            take(runner(mysql, "first"))
            left = "TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), expires_at)"
            cursor.execute(f"SELECT {left} BETWEEN 60 AND 120 FROM {mysql.database.name}.borealis_lease")
            assert cursor.fetchall() == ((1,),)
        finally:
            cursor.execute("SET GLOBAL time_zone = '+00:00'")


def test_a_statement_of_another_database_is_not_waited_for(mysql: Stage) -> None:
    mysql.send("Create", TABLE)
    other = administrator(mysql)
    thread = threading.Thread(target=sleep, args=[other])
    thread.start()
    found = "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '/* borealis x%'"
    with administrator(mysql) as connection, connection.cursor() as cursor:
        while cursor.execute(found) and cursor.fetchall() == ((0,),):
            threading.Event().wait(0.01)
        assert not is_running(runner(mysql, "first").database, 1)
        cursor.execute(f"KILL {other.thread_id()}")
    thread.join()


def sleep(connection: Any) -> None:
    with contextlib.suppress(pymysql.Error), connection.cursor() as cursor:
        cursor.execute("/* borealis x/1/1 */ SELECT SLEEP(60)")
