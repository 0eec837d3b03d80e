"""A script of PostgreSQL that takes longer than a call of the Data API: one block that goes on when the call ends."""

import itertools
import time

import data_api
from failures import ScriptFailed
from history import History
from manifest import Script, Statement

# Source: RDS Data API Reference, ExecuteStatement, sql, read 2026-11-21: 65,536 characters.
LONGEST = 65_536
POLL_SECONDS = 5


def apply_block(database: data_api.Database, history: History, script: Script, statements: list[Statement]) -> None:
    """All of a script and its row in the history, or nothing; the row tells that it has ended well."""
    marker = f"borealis {history.request.request_id}"
    sql = block(marker, script, statements, history.row(script, len(statements)))
    if len(sql) > LONGEST:
        raise ScriptFailed(f"{script.name} has {len(sql)} characters as a block; expected at most {LONGEST}; divide it")
    database.check_time()
    try:
        database.execute(sql)
    except Exception as error:
        if data_api.did_nothing(error):
            is_secret = any(statement.has_secret for statement in statements)
            words = f"{data_api.code(error)} about a password" if is_secret else data_api.message(error)
            raise ScriptFailed(f"{script.name}: it was undone: {words}") from error
        wait(database, history, script, marker)


def wait(database: data_api.Database, history: History, script: Script, marker: str) -> None:
    """Returns when the row is there."""
    while True:
        # A block that ends between the two questions has its row.
        is_running = database.execute(
            "SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pg_catalog.strpos(query, :marker) > 0 "
            "AND state = 'active' AND pid <> pg_catalog.pg_backend_pid()",
            marker=f"/* {marker} */",
        )
        if history.has(script):
            return
        if not is_running:
            raise ScriptFailed(f"{script.name}: it was undone after its call had ended; the database's log says why")
        try:
            database.check_time()
        except data_api.OutOfTime as error:
            raise ScriptFailed(
                f"{script.name} goes on in the database, and {error}; deploy again when it has ended"
            ) from error
        time.sleep(POLL_SECONDS)


def block(marker: str, script: Script, statements: list[Statement], row: str) -> str:
    """The script as one statement."""
    setting = f"PERFORM pg_catalog.set_config('lock_timeout', '{script.lock_timeout}', true);\n"
    lines = [setting] if script.lock_timeout is not None else []
    lines += [f"EXECUTE {dollar_quoted(statement.text)};\n" for statement in statements]
    body = f"\n/* {marker} */\nBEGIN\n{''.join(lines)}{row};\nEND\n"
    return f"DO {dollar_quoted(body)}"


def dollar_quoted(text: str) -> str:
    """A string in quotes that are not in it."""
    tag = next(tag for number in itertools.count() if (tag := f"$borealis{number}$") not in text + "$")
    return f"{tag}{text}{tag}"
