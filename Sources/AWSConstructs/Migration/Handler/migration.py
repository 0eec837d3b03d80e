"""Applies what is pending, script by script."""

import itertools
from dataclasses import dataclass

import data_api
from block import apply_block
from failures import ScriptFailed, failure
from history import Entry, History
from manifest import InvalidLayer, Manifest, Script, Statement, version_order
from plan import Refused, plan
from request import Request


@dataclass(frozen=True)
class Result:
    """What the database has after a run."""

    response: str
    head: str
    applied: int

    @property
    def attributes(self) -> dict[str, str]:
        """What Fn::GetAtt returns."""
        return {"Response": self.response, "Head": self.head, "Applied": str(self.applied)}


def migrate(database: data_api.Database, request: Request, manifest: Manifest) -> Result:
    """Applies what is pending."""
    if (manifest.scripts_hash, manifest.engine, manifest.set_name) != (
        request.scripts_hash,
        request.engine,
        request.set_name,
    ):
        raise InvalidLayer("the layer has the scripts of another deploy; deploy again")
    database.check_time()
    refuse_other_settings(manifest, database.wait(request.is_new_target))
    history = History(database, request)
    history.make()
    entries = history.entries()
    planned = plan(manifest, entries, request)
    if planned.is_ahead:
        return ahead(entries)
    # Whatever is wrong with the layer is found before anything is run.
    scripts = [(script, script.statements()) for script in planned.scripts]
    for script, statements in scripts:
        apply(database, history, script, statements)
    versions = [entry.version for entry in entries] + [script.version for script in planned.scripts]
    head = newest(versions)
    count = counted(len(scripts), "script") if scripts else "nothing"
    later = f"; {counted(len(planned.later), 'script')} left for the other phase" if planned.later else ""
    return Result(f"applied {count}; the database is at {head}{later}", head, len(scripts))


def refuse_other_settings(manifest: Manifest, setting: str) -> None:
    """Where quotes mean something else, the statements would end elsewhere."""
    refused = [mode for mode in manifest.assumes.get("sqlModeWithout", []) if mode in setting.split(",")]
    if refused:
        raise Refused(f"the database's sql_mode has {', '.join(refused)}; the scripts were read without")
    if manifest.engine == "postgresql" and setting != manifest.assumes["standardConformingStrings"]:
        raise Refused(f"the database's standard_conforming_strings is {setting}; the scripts were read with on")


def newest(versions: list[str | None]) -> str:
    return max((version for version in versions if version is not None), key=version_order, default="")


def ahead(entries: list[Entry]) -> Result:
    """What a rollback of the stack finds."""
    head = newest([entry.version for entry in entries if entry.is_applied])
    unfinished = [entry.script for entry in entries if not entry.is_applied]
    rest = f", and {', '.join(unfinished)} in part" if unfinished else ""
    return Result(f"the database is at {head}{rest}, ahead of these scripts: nothing was run", head, 0)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def apply(database: data_api.Database, history: History, script: Script, statements: list[Statement]) -> None:
    """Runs one script: in one transaction, where the engine can roll back what the script does."""
    if script.mode == "transaction":
        apply_whole(database, history, script, statements)
    elif script.mode == "block":
        apply_block(database, history, script, statements)
    else:
        apply_in_steps(database, history, script, statements)
    print(f"applied {script.name}: {counted(len(statements), 'statement')}")


def apply_whole(database: data_api.Database, history: History, script: Script, statements: list[Statement]) -> None:
    """All of a script and its row in the history, or nothing."""
    is_complete = False
    try:
        with database.transaction() as transaction:
            for setting in settings(script, database):
                database.execute(setting, transaction)
            for number, statement in enumerate(statements, 1):
                database.check_time()
                try:
                    database.execute(statement.text, transaction)
                except Exception as error:
                    raise failure(script, statements, number, error) from error
            history.add(script, len(statements), "APPLIED", transaction)
            is_complete = True
    except ScriptFailed:
        raise
    except data_api.OutOfTime as error:
        text = f"{script.name} was undone, as {error}; deploy again, and what is left is applied"
        raise ScriptFailed(text) from error
    except Exception as error:
        what = "whether it was committed is not known; the next deploy finds out" if is_complete else "it was undone"
        raise ScriptFailed(f"{script.name}: {what}: {data_api.message(error)}") from error


def settings(script: Script, database: data_api.Database) -> list[str]:
    """What holds until the end of the script's transaction."""
    if database.engine != "postgresql":
        return []
    lock = [f"SET LOCAL lock_timeout = {script.lock_timeout}"] if script.lock_timeout is not None else []
    time = [f"SET LOCAL statement_timeout = {1000 * script.timeout}"] if script.timeout is not None else []
    return lock + time


def apply_in_steps(database: data_api.Database, history: History, script: Script, statements: list[Statement]) -> None:
    """A script that the engine can't roll back: the history says how far it came."""
    history.add(script, len(statements), "RUNNING", None)
    number = 1
    for segment in segments(statements) if script.mode == "segments" else [[statement] for statement in statements]:
        try:
            database.check_time()
            if script.mode == "segments" and segment[0].is_inside:
                number = apply_segment(database, statements, number, len(segment))
            else:
                drop_invalid_index(database, segment[0])
                database.execute(segment[0].text)
                number += 1
        except SegmentFailed as error:
            raise stopped(history, script, statements, error.number, number - 1, error.cause) from error.cause
        except Exception as error:
            raise stopped(history, script, statements, number, number - 1, error) from error
    try:
        history.change(script, "APPLIED", len(statements))
    except Exception as error:
        text = f"{script.name}: all its statements ran, and the history could not be told: {data_api.message(error)}"
        raise ScriptFailed(text) from error


def segments(statements: list[Statement]) -> list[list[Statement]]:
    """Each run of statements that a transaction can hold, and each other statement alone."""
    return [
        list(run)
        for is_inside, group in itertools.groupby(statements, lambda statement: statement.is_inside)
        for run in ([group] if is_inside else ([statement] for statement in group))
    ]


class SegmentFailed(Exception):
    """A statement failed, and with it what was before it in its transaction."""

    def __init__(self, number: int, cause: Exception) -> None:
        super().__init__()
        self.number = number
        self.cause = cause


def apply_segment(database: data_api.Database, statements: list[Statement], number: int, count: int) -> int:
    """Runs statements in one transaction, and gives the number of the one behind them."""
    with database.transaction() as transaction:
        for current in range(number, number + count):
            try:
                database.check_time()
                database.execute(statements[current - 1].text, transaction)
            except Exception as error:
                raise SegmentFailed(current, error) from error
    return number + count


def drop_invalid_index(database: data_api.Database, statement: Statement) -> None:
    """An index that is built CONCURRENTLY and fails stays, invalid, and would be in its own way."""
    if database.engine != "postgresql" or statement.index is None:
        return
    name = ".".join(quoted(part) for part in statement.index if part)
    invalid = database.execute(
        "SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(:name) AND NOT indisvalid",
        name=name,
    )
    if invalid:
        database.execute(f"DROP INDEX CONCURRENTLY {name}")


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def stopped(
    history: History, script: Script, statements: list[Statement], number: int, kept: int, error: Exception
) -> ScriptFailed:
    """What a failed statement leaves: remembered, unless it may be running still."""
    problem = failure(script, statements, number, error, kept)
    is_certain = isinstance(error, data_api.OutOfTime | data_api.Unavailable) or data_api.did_nothing(error)
    if not is_certain or (statements[number - 1].may_commit_by_itself and not isinstance(error, data_api.OutOfTime)):
        return ScriptFailed(f"{problem}; it may have run, or still be running: look before you deploy again")
    try:
        if kept:
            history.change(script, "FAILED", kept)
        else:
            # It did nothing, and can be corrected and run again.
            history.remove(script)
    except Exception as lost:
        return ScriptFailed(f"{problem}; and the history could not be told: {data_api.message(lost)}")
    return problem
