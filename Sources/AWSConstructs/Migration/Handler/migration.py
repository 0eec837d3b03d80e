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
        return ahead(entries)
    for script in scripts:
        refuse_transaction_control(script, split(script.text(), database.engine))
    for script in scripts:
        apply(database, history, script)
    head = manifest.scripts[-1].version
    count = counted(len(scripts), "script") if scripts else "nothing"
    return Result(f"applied {count}; the database is at {head}", head, len(scripts))


def ahead(entries: dict[str, Entry]) -> Result:
    """What a rollback of the stack finds."""
    applied = [entry.version for entry in entries.values() if entry.is_applied]
    head = max(applied, key=version_order, default="")
    unfinished = [entry.script for entry in entries.values() if not entry.is_applied]
    rest = f", and {', '.join(unfinished)} in part" if unfinished else ""
    return Result(f"the database is at {head}{rest}, ahead of these scripts: nothing was run", head, 0)


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


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def newest(entries: dict[str, Entry]) -> str:
    return max(entries, key=version_order)


def apply(database: data_api.Database, history: History, script: Script) -> None:
    """Runs one script: in one transaction, where the engine can roll back what the script does."""
    statements = split(script.text(), database.engine)
    if database.engine == "postgresql" or all(statement.changes_data_only for statement in statements):
        apply_whole(database, history, script, statements)
    else:
        apply_in_steps(database, history, script, statements)
    print(f"applied {script.name}: {counted(len(statements), 'statement')}")


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
        except Exception as error:
            raise stopped(history, script, statements, number, error) from error
    try:
        history.change(script, "APPLIED", len(statements))
    except Exception as error:
        text = f"{script.name}: all its statements ran, and the history could not be told: {data_api.message(error)}"
        raise ScriptFailed(text) from error


def stopped(
    history: History, script: Script, statements: list[Statement], number: int, error: Exception
) -> ScriptFailed:
    """What a failed statement leaves: remembered, unless it may be running still."""
    problem = failure(script, statements, number, error, number - 1)
    is_certain = isinstance(error, data_api.OutOfTime | data_api.Unavailable) or data_api.did_nothing(error)
    if not is_certain or (statements[number - 1].may_commit_by_itself and not isinstance(error, data_api.OutOfTime)):
        return ScriptFailed(f"{problem}; it may have run, or still be running: look before you deploy again")
    try:
        if number > 1:
            history.change(script, "FAILED", number - 1)
        else:
            # It did nothing, and can be corrected and run again.
            history.remove(script)
    except Exception as lost:
        return ScriptFailed(f"{problem}; and the history could not be told: {data_api.message(lost)}")
    return problem


def failure(script: Script, statements: list[Statement], number: int, error: Exception, kept: int = 0) -> ScriptFailed:
    statement = statements[number - 1]
    place = f"{script.name}:{statement.line}: statement {number} of {len(statements)} failed"
    words = f"{data_api.code(error)} about a password" if statement.has_password else data_api.message(error)
    stays = f"; the {kept} before it stay, as MySQL commits them" if kept else ""
    return ScriptFailed(f"{place}: {words}{stays}")
