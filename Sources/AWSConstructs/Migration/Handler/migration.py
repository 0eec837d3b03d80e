"""Decides which scripts are pending, and applies them in their order."""

import time
from dataclasses import dataclass

import data_api
from history import Applied, History
from manifest import InvalidLayer, Manifest, Script, version_order
from request import Request
from statements import Statement, split


class Refused(Exception):
    """The scripts and the database contradict each other; nothing was run."""


class ScriptFailed(Exception):
    """A statement of a script failed."""


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
    database.wait(request.is_create)
    history = History(database, request)
    history.make()
    applied = history.applied()
    scripts = pending(manifest.scripts, applied)
    if scripts is None:
        head = newest(applied)
        return Result(f"the database is at {head}, ahead of these scripts: nothing was run", head, 0)
    for script in scripts:
        apply(database, history, script)
    head = manifest.scripts[-1].version
    count = f"{len(scripts)} script{'' if len(scripts) == 1 else 's'}" if scripts else "nothing"
    return Result(f"applied {count}; the database is at {head}", head, len(scripts))


def pending(scripts: tuple[Script, ...], applied: dict[str, Applied]) -> list[Script] | None:
    """The scripts to run; None when the database is ahead of them, as after the rollback of a stack."""
    edited = [s for s in scripts if s.version in applied and applied[s.version].checksum != s.checksum]
    if edited:
        changes = ", ".join(f"{s.name} ({applied[s.version].checksum[:12]} → {s.checksum[:12]})" for s in edited)
        raise Refused(f"edited after it was applied: {changes}; restore it, and put the change in a new script")
    missing = [a for a in applied.values() if a.version not in {s.version for s in scripts}]
    rest = [s for s in scripts if s.version not in applied]
    if missing and not rest and all(version_order(a.version) > scripts[-1].order for a in missing):
        return None
    if missing:
        names = ", ".join(a.script for a in missing)
        raise Refused(f"applied and no longer among the scripts: {names}; restore what was removed")
    if rest and applied and rest[0].order < version_order(newest(applied)):
        raise Refused(
            f"{rest[0].name} comes before {newest(applied)}, which is applied already; give it a higher version"
        )
    return rest


def newest(applied: dict[str, Applied]) -> str:
    return max(applied, key=version_order)


def apply(database: data_api.Database, history: History, script: Script) -> None:
    """Runs one script and remembers it: in one transaction, where the engine can roll back what the script does."""
    start = time.monotonic()
    statements = split(script.text(), database.engine)
    if database.engine == "postgresql" or all(statement.changes_data_only for statement in statements):
        with database.transaction() as transaction:
            execute(database, script, statements, transaction)
            history.add(script, len(statements), elapsed(start), transaction)
    else:
        execute(database, script, statements, None)
        history.add(script, len(statements), elapsed(start), None)
    print(f"applied {script.name}: {len(statements)} statements in {elapsed(start)} ms")


def execute(database: data_api.Database, script: Script, statements: list[Statement], transaction: str | None) -> None:
    for number, statement in enumerate(statements, 1):
        try:
            database.execute(statement.text, transaction)
        except (data_api.OutOfTime, data_api.Unavailable):
            raise
        except Exception as error:
            place = f"{script.name}:{statement.line}: statement {number} of {len(statements)} failed"
            kept = "" if transaction or number == 1 else f"; the {number - 1} before it stay, as MySQL commits them"
            raise ScriptFailed(f"{place}: {data_api.message(error)}{kept}") from error


def elapsed(start: float) -> int:
    """Milliseconds since then."""
    return round((time.monotonic() - start) * 1000)
