"""Decides which scripts are pending, and applies them in their order."""

from dataclasses import dataclass

import data_api
from history import Entry, History
from manifest import InvalidLayer, Manifest, Script, version_order
from request import Request
from statements import Statement, split


class Refused(Exception):
    """The scripts and the database contradict each other; nothing was run."""


class ScriptFailed(Exception):
    """A script could not be applied whole."""


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
    database.wait(request.is_new_target)
    history = History(database, request)
    history.make()
    entries = history.entries()
    scripts = pending(manifest.scripts, entries)
    if scripts is None:
        head = newest(entries)
        return Result(f"the database is at {head}, ahead of these scripts: nothing was run", head, 0)
    for script in scripts:
        apply(database, history, script)
    head = manifest.scripts[-1].version
    count = f"{len(scripts)} script{'' if len(scripts) == 1 else 's'}" if scripts else "nothing"
    return Result(f"applied {count}; the database is at {head}", head, len(scripts))


def pending(scripts: tuple[Script, ...], entries: dict[str, Entry]) -> list[Script] | None:
    """The scripts to run; None when the database is ahead of them, as after the rollback of a stack."""
    known = {script.version for script in scripts}
    missing = [entry for entry in entries.values() if entry.version not in known]
    rest = [script for script in scripts if script.version not in entries]
    is_ahead = missing and not rest and all(version_order(e.version) > scripts[-1].order for e in missing)
    refuse_interrupted([entry for entry in entries.values() if entry.version in known and not entry.is_applied])
    refuse_edited([(script, entries[script.version]) for script in scripts if script.version in entries])
    if is_ahead:
        return None
    if missing:
        names = ", ".join(entry.script for entry in missing)
        raise Refused(f"applied and no longer among the scripts: {names}; restore what was removed")
    if rest and entries and rest[0].order < version_order(newest(entries)):
        raise Refused(
            f"{rest[0].name} comes before {newest(entries)}, which is applied already; give it a higher version"
        )
    return rest


def refuse_interrupted(entries: list[Entry]) -> None:
    """A script that stopped in the middle is not begun again: what it did would be done twice."""
    for entry in entries:
        maybe = "at least " if entry.state == "RUNNING" else ""
        raise Refused(
            f"{entry.script} stopped after {maybe}{entry.applied_statements} of {entry.statements} statements in an "
            "earlier deploy; undo what it did, delete its row from the history, and deploy again"
        )


def refuse_edited(pairs: list[tuple[Script, Entry]]) -> None:
    edited = [(script, entry) for script, entry in pairs if script.checksum != entry.checksum]
    if edited:
        changes = ", ".join(f"{s.name} ({e.checksum[:12]} → {s.checksum[:12]})" for s, e in edited)
        raise Refused(f"edited after it was applied: {changes}; restore it, and put the change in a new script")


def newest(entries: dict[str, Entry]) -> str:
    return max(entries, key=version_order)


def apply(database: data_api.Database, history: History, script: Script) -> None:
    """Runs one script: in one transaction, where the engine can roll back what the script does."""
    statements = split(script.text(), database.engine)
    refuse_transaction_control(script, statements)
    if database.engine == "postgresql" or all(statement.changes_data_only for statement in statements):
        apply_whole(database, history, script, statements)
    else:
        apply_in_steps(database, history, script, statements)
    print(f"applied {script.name}: {len(statements)} statements")


def refuse_transaction_control(script: Script, statements: list[Statement]) -> None:
    """A COMMIT inside would end the transaction that the history is written in."""
    for statement in statements:
        if statement.controls_transaction:
            raise Refused(f"{script.name}:{statement.line}: {statement.keyword} is not for scripts; leave it out")


def apply_whole(database: data_api.Database, history: History, script: Script, statements: list[Statement]) -> None:
    """All of a script and its row in the history, or nothing."""
    is_complete = False
    try:
        with database.transaction() as transaction:
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


def apply_in_steps(database: data_api.Database, history: History, script: Script, statements: list[Statement]) -> None:
    """A script that the engine can't roll back: the history says how far it came."""
    history.add(script, len(statements), "RUNNING", None)
    for number, statement in enumerate(statements, 1):
        try:
            database.check_time()
            database.execute(statement.text)
        except (data_api.OutOfTime, data_api.Unavailable) as error:
            stop(history, script, number - 1)
            raise failure(script, statements, number, error, number - 1) from error
        except Exception as error:
            if data_api.code(error) in data_api.REJECTED:
                stop(history, script, number - 1)
                raise failure(script, statements, number, error, number - 1) from error
            text = f"{failure(script, statements, number, error, number - 1)}; it may have run, or still be running"
            raise ScriptFailed(f"{text}: look before you deploy again") from error
    try:
        history.change(script, "APPLIED", len(statements))
    except Exception as error:
        text = f"{script.name}: all its statements ran, and the history could not be told: {data_api.message(error)}"
        raise ScriptFailed(text) from error


def stop(history: History, script: Script, applied_statements: int) -> None:
    """Remembers how far a script came; one that did nothing can be corrected and run again."""
    if applied_statements:
        history.change(script, "FAILED", applied_statements)
    else:
        history.remove(script)


def failure(script: Script, statements: list[Statement], number: int, error: Exception, kept: int = 0) -> ScriptFailed:
    place = f"{script.name}:{statements[number - 1].line}: statement {number} of {len(statements)} failed"
    stays = f"; the {kept} before it stay, as MySQL commits them" if kept else ""
    return ScriptFailed(f"{place}: {data_api.message(error)}{stays}")
