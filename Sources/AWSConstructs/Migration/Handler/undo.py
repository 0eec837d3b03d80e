"""Undoes scripts with the SQL that the history has kept since they were applied."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from apply import go_on
from history import Entry, Failure, History
from manifest import Script, Statement
from run import Run


class Irreversible(Exception):
    """One of the scripts can't be undone; none was."""


@dataclass(frozen=True)
class UndoScript(Script):
    """The statements that undo a script, as the history has them: none is in the layer."""

    @cached_property
    def statements(self) -> list[Statement]:
        return [Statement.of(entry, entry["text"]) for entry in self.entries]

    @cached_property
    def undo_text(self) -> str | None:
        return None

    @classmethod
    def read(cls, entry: Entry, text: str) -> "UndoScript":
        """What undoes the script of a row; text: see Script.undo_text."""
        found = json.loads(text)
        return cls(
            folder=Path(),
            name=found["script"],
            kind=entry.kind,
            version=entry.version,
            description="",
            checksum=entry.checksum,
            phase="expand",
            mode=found["mode"],
            timeout=found.get("timeout"),
            lock_timeout=found.get("lockTimeout"),
            content="",
            entries=tuple(found["statements"]),
            undo=None,
            waivers=None,
        )


class UndoHistory(History):
    """The history as it is written while one script is undone.

    The steps of that are in the journal under the row's number with a minus: those of the script itself stay.
    """

    def __init__(self, history: History, seq: int) -> None:
        super().__init__(history.database, history.request, history.lease, history.engine_version)
        self.seq = seq

    def begin(self, script: Script, entry: Entry | None) -> int:
        """Of what is in no transaction it is said first that it is whole no longer."""
        if not is_whole(script):
            self.change(
                self.seq,
                state="UNDOING",
                run_id=self.lease.owner,
                request_id=self.request.request_id,
                error_code=None,
                error_message=None,
                error_line=None,
            )
        return -self.seq

    def add_applied(self, script: Script, entry: Entry | None, milliseconds: int, transaction: str) -> None:
        self.database.execute(self.applied_in_block(self.seq, script), None, transaction)

    def applied_in_block(self, seq: int, script: Script) -> str:
        return f"UPDATE {self.table} SET state = 'UNDONE', undone = seq WHERE seq = {self.seq}"

    def has_applied(self, script: Script) -> bool:
        return bool(self.database.ask(f"SELECT 1 FROM {self.table} WHERE seq = {self.seq} AND state = 'UNDONE'").rows)

    def end(self, seq: int, script: Script, milliseconds: int) -> None:
        self.change(self.seq, state="UNDONE", undone=self.seq)

    def fail(self, seq: int, script: Script, state: str, applied: int, failure: Failure) -> None:
        if not is_whole(script):
            self.note_failure(self.seq, "UNDOING", failure)

    def add_failed(self, script: Script, entry: Entry | None, failure: Failure) -> None:
        """A script whose undoing failed as a whole is as applied as it was."""


def is_whole(script: Script) -> bool:
    """Whether all of it is done, or nothing."""
    return script.mode in ("transaction", "block")


def is_wanted(run: Run) -> bool:
    """Whether what the database has more is undone: only as the stack goes back, never for an old branch."""
    return run.request.on_rollback == "undo" and run.is_rolling_back()


def above(entries: list[Entry], last: tuple[int, ...]) -> list[Entry]:
    """The rows of versions above one, the newest first; what did nothing needs no undoing."""
    found = [entry for entry in entries if entry.version is not None and not entry.did_nothing]
    return [entry for entry in reversed(found) if entry.order > last]


def undo(run: Run, entries: Sequence[Entry]) -> None:
    """Undoes scripts in the order given.

    Raises Irreversible, before anything is run, when one of them can't be.
    """
    refuse_lasting(entries)
    scripts = [UndoScript.read(entry, run.history.undo_text(entry.seq)) for entry in entries]
    for entry, script in zip(entries, scripts, strict=True):
        run.log.step("undo", script=entry.script, mode=script.mode, statements=len(script.entries))
        run.progress.begin(script.name, len(script.entries))
        undoing = replace(run, history=UndoHistory(run.history, entry.seq))
        go_on(undoing, script, begun(run, script, entry))
        run.log.step("undone", script=entry.script)


def begun(run: Run, script: Script, entry: Entry) -> Entry:
    """The row of a script as that of what undoes it; of what is whole the row doesn't tell whether that was begun.

    A block's steps count how often nobody saw its end, and are forgotten when somebody did.
    """
    if not is_whole(script):
        return replace(entry, seq=-entry.seq)
    return replace(entry, seq=-entry.seq, state="RUNNING", mode=script.mode, request_id=run.request.request_id)


def refuse_lasting(entries: Sequence[Entry]) -> None:
    in_part = [entry.script for entry in entries if not entry.is_applied and entry.state != "UNDOING"]
    if in_part:
        raise Irreversible(f"{in_part[0]} is applied in part")
    lasting = [entry.script for entry in entries if not entry.has_undo]
    if lasting:
        raise Irreversible(f"nothing undoes {', '.join(lasting)}")
