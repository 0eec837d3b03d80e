"""What PostgreSQL itself says of the pieces that the splitter finds."""

import re
import subprocess

import pglast
import psycopg
import pytest
from psycopg.pq import ExecStatus

from cases import Case, cases
from local_aws.databases.postgresql import ADMINISTRATOR, PostgreSQL

# psql takes any END in BEGIN ATOMIC for that of the body, also a column's, and it forgets at the end of a line that a
# string which is continued has escapes.
WITHOUT_PSQL = {"12_sql_standard_bodies", "18_escape_string_continued", "19_body_with_case_and_end"}


@pytest.mark.parametrize("case", cases("postgresql"), ids=lambda case: case.name)
def test_its_parser_cuts_the_script_into_the_same_pieces(case: Case) -> None:
    statements = pglast.split(case.text)
    assert [fingerprint(statement) for statement in statements] == [fingerprint(piece) for piece in case.pieces]
    assert all(len(pglast.parse_sql(piece)) == 1 for piece in case.pieces)


@pytest.mark.parametrize("case", cases("postgresql"), ids=lambda case: case.name)
def test_the_pieces_give_the_schema_that_the_script_gives(case: Case, postgresql: PostgreSQL) -> None:
    with fresh_schema(postgresql) as connection:
        for piece in case.pieces:
            run(connection, piece)
    in_pieces = schema(postgresql)
    with fresh_schema(postgresql) as connection:
        run(connection, case.text)
    assert schema(postgresql) == in_pieces
    if case.name not in WITHOUT_PSQL:
        fresh_schema(postgresql).close()
        psql(postgresql, case.text)
        assert schema(postgresql) == in_pieces


def fingerprint(statement: str) -> str:
    return pglast.parser.fingerprint(statement)


def run(connection: psycopg.Connection[object], text: str) -> None:
    """Sends a text as it is; what COPY answers is read to its end."""
    connection.pgconn.send_query(text.encode())
    while (result := connection.pgconn.get_result()) is not None:
        if result.status == ExecStatus.COPY_OUT:
            while connection.pgconn.get_copy_data(0)[0] > 0:
                pass
        else:
            assert result.status in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK), result.error_message.decode()


def fresh_schema(server: PostgreSQL) -> psycopg.Connection[object]:
    connection = server.connect_as_administrator()
    connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return connection


def psql(server: PostgreSQL, text: str) -> None:
    program = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(server.folder), "-U", ADMINISTRATOR, "postgres"]
    subprocess.run(program, input=text.encode(), stdout=subprocess.DEVNULL, check=True)


def schema(server: PostgreSQL) -> str:
    program = [server.program("pg_dump"), "--inserts", "-h", str(server.folder), "-U", ADMINISTRATOR, "postgres"]
    dump = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    # A token that each dump has anew.
    return re.sub(r"(?m)^\\(un)?restrict .*$", "", dump)
