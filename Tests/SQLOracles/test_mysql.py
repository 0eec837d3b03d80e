"""What MariaDB and its client say of the pieces that the splitter finds."""

import re
import subprocess
from typing import Any

import pymysql
import pytest
from pymysql.constants import CLIENT

from cases import Case, cases
from local_aws.databases.mariadb import MariaDB

DATABASE = "pieces"
COMMAND = re.compile(r"(?im)^\s*delimiter\s")


@pytest.mark.parametrize("case", cases("mysql"), ids=lambda case: case.name)
def test_the_pieces_give_the_schema_that_the_script_gives(case: Case, mariadb: MariaDB) -> None:
    with fresh_database(mariadb) as connection:
        for piece in case.pieces:
            assert run(connection, piece) == 1
    in_pieces = schema(mariadb)
    fresh_database(mariadb).close()
    if COMMAND.search(case.text):
        client(mariadb, case.text)
    else:
        with mariadb_connection(mariadb) as connection:
            assert run(connection, case.text) == len(case.pieces)
    assert schema(mariadb) == in_pieces


def run(connection: "pymysql.Connection[Any]", text: str) -> int:
    """Sends a text as it is.

    - Returns: how many statements the server found in it.
    """
    with connection.cursor() as cursor:
        cursor.execute(text)
        count = 1
        while cursor.nextset():
            count += 1
        return count


def mariadb_connection(server: MariaDB) -> "pymysql.Connection[Any]":
    return pymysql.connect(
        unix_socket=str(server.socket),
        user="root",
        database=DATABASE,
        charset="utf8mb4",
        autocommit=True,
        client_flag=CLIENT.MULTI_STATEMENTS,
    )


def fresh_database(server: MariaDB) -> "pymysql.Connection[Any]":
    with server.connect_as_administrator() as connection, connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    return mariadb_connection(server)


def client(server: MariaDB, text: str) -> None:
    program = ["mariadb", "--no-defaults", f"--socket={server.socket}", "--user=root"]
    program += ["--default-character-set=utf8mb4", "--batch", DATABASE]
    subprocess.run(program, input=text.encode(), stdout=subprocess.DEVNULL, check=True)


def schema(server: MariaDB) -> str:
    options = ["--routines", "--events", "--triggers", "--skip-comments", "--skip-extended-insert"]
    program = ["mariadb-dump", "--no-defaults", f"--socket={server.socket}", "--user=root", *options, DATABASE]
    dump = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    # An event begins when it is made.
    return re.sub(r" STARTS '[^']*'", "", dump)
