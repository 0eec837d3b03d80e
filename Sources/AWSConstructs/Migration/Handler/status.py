"""What the database has of the scripts, without changing anything.

{"ok": true, "set": "main", "engine": "mysql", "head": "7", "exitCode": 2, "lease": null or {"stack": …, "request": …,
"seconds": 12}, "refusal": null or "…", "scripts": [{"script": "V7__orders.sql", "kind": "versioned", "version": "7" or
null, "state": "FAILED", "isEdited": false, "at": 2, "of": 3, "line": 4, "message": "…"}, …]}

scripts: those of the set in their order, then what the database has more. at, of, line and message: of what stopped;
at is the statement that comes next, line and message may be null. isEdited: what was applied is no longer what the
script is. exitCode: 0 nothing is to be done, 2 scripts are pending or at work, 3 something failed or was tampered with.
refusal: why the next deploy would do nothing.

States: PENDING, RUNNING, APPLIED, FAILED, AMBIGUOUS, INTERRUPTED, BASELINE, OUTDATED, MISSING, AHEAD, OUT_OF_ORDER,
UNDONE, REPAIRED, UNDOING, REBUILDING.
"""

from typing import Any

from advance import look
from history import Entry
from lease import Holder
from manifest import Manifest, Script
from outcome import newest
from plan import Refused, RepeatableScripts, VersionedScripts, key
from run import Run

WAITING = {"PENDING", "OUTDATED", "UNDONE", "RUNNING"}
WRONG = {"FAILED", "AMBIGUOUS", "INTERRUPTED", "MISSING", "OUT_OF_ORDER", "UNDOING", "REBUILDING"}
# Those of scripts that were begun and have not ended.
STOPPED = {"RUNNING", "FAILED", "AMBIGUOUS", "INTERRUPTED", "UNDOING", "REBUILDING"}

Report = dict[str, Any]


def status(event: dict[str, Any], run: Run, manifest: Manifest, has_tables: bool) -> Report:
    """What is above."""
    entries = run.history.entries() if has_tables else []
    found = run.runs.find() if has_tables else None
    holder = found.holder if found and found.holder.is_live else None
    scripts = Reader(run, manifest, entries, holder, undone(run) if has_tables else set()).reports()
    why = refusal(run, manifest, entries)
    states = {script["state"] for script in scripts}
    is_wrong = bool(why) or bool(states & WRONG) or any(script["isEdited"] for script in scripts)
    return {
        "set": manifest.set_name,
        "engine": manifest.engine,
        "head": newest(entries),
        "exitCode": 3 if is_wrong else 2 if states & WAITING else 0,
        "lease": {"stack": holder.stack_id, "request": holder.request_id, "seconds": holder.age} if holder else None,
        "refusal": why,
        "scripts": scripts,
    }


def refusal(run: Run, manifest: Manifest, entries: list[Entry]) -> str | None:
    try:
        look(run, manifest, entries)
    except Refused as refused:
        return str(refused)
    return None


def undone(run: Run) -> set[str]:
    """The names of scripts that were undone."""
    rows = run.database.ask(
        f"SELECT DISTINCT script FROM {run.history.table} WHERE set_name = :set_name AND state = 'UNDONE'",
        {"set_name": run.request.set_name},
    ).rows
    return {str(row[0]) for row in rows}


def next_statement(run: Run, entry: Entry) -> int:
    """The number of the statement that a script goes on with; of one that is being undone, of what undoes it."""
    if entry.did_nothing or entry.version is None:
        return 1
    steps = run.journal.steps(-entry.seq if entry.state == "UNDOING" else entry.seq)
    return next((step.number for step in steps if step.state != "done"), len(steps) + 1)


class Reader:
    """The scripts beside the rows of the history."""

    def __init__(
        self, run: Run, manifest: Manifest, entries: list[Entry], holder: Holder | None, undone: set[str]
    ) -> None:
        self.run = run
        self.manifest = manifest
        self.holder = holder
        self.undone = undone
        self.versioned = VersionedScripts(manifest, [entry for entry in entries if entry.version is not None])
        of_repeatable = [entry for entry in entries if entry.version is None]
        self.repeatable = RepeatableScripts(manifest, of_repeatable)
        self.applied = {entry.script: entry for entry in of_repeatable if entry.is_applied}
        self.newest = max((entry.order for entry in self.versioned.entries.values()), default=())

    def reports(self) -> list[Report]:
        more = [entry for entry in self.versioned.missing]
        return [self.report(script) for script in self.manifest.scripts] + [self.report_missing(row) for row in more]

    def report(self, script: Script) -> Report:
        entry = self.entry(script)
        state = self.state(script, entry)
        is_edited = (
            entry is not None
            and script.version is not None
            and entry.is_applied
            and entry.checksum != script.checksum
            and key(script) not in self.versioned.accepted
        )
        report = {
            "script": script.name,
            "kind": script.kind,
            "version": script.version,
            "state": state,
            "isEdited": is_edited,
        }
        return report | (self.place(entry) if entry and state in STOPPED else {})

    def entry(self, script: Script) -> Entry | None:
        if script.version is None:
            # One that failed, and is again what was applied before, has nothing left to do.
            begun = self.repeatable.begun.get(script.name) if script in self.repeatable.pending else None
            return begun or self.applied.get(script.name)
        rows = self.versioned.void | self.versioned.entries
        return rows.get(key(script))

    def state(self, script: Script, entry: Entry | None) -> str:
        if entry and entry.state == "RUNNING":
            return "RUNNING" if self.holder else "INTERRUPTED"
        if entry and not entry.is_applied:
            return entry.state
        if script.version is None and entry:
            return "OUTDATED" if entry.checksum != script.checksum else entry.state
        if entry:
            return entry.state
        if script.version is not None and script not in self.versioned.pending:
            # A baseline stands for it, or it was removed and restored.
            return "APPLIED" if self.versioned.is_restored(script) else "BASELINE"
        if script.version is not None and script.order < self.newest:
            return "OUT_OF_ORDER"
        return "UNDONE" if script.name in self.undone else "PENDING"

    def report_missing(self, entry: Entry) -> Report:
        """A row without a script."""
        is_above = entry.order > self.versioned.last
        state = "AHEAD" if is_above else "MISSING"
        report = {"script": entry.script, "kind": entry.kind, "version": entry.version, "isEdited": False}
        if entry.is_applied:
            return report | {"state": state}
        stopped = "INTERRUPTED" if entry.state == "RUNNING" and not self.holder else entry.state
        return report | {"state": stopped} | self.place(entry)

    def place(self, entry: Entry) -> Report:
        """Where a script has stopped, and why."""
        table = self.run.history.table
        line, message = self.run.database.ask(
            f"SELECT error_line, error_message FROM {table} WHERE seq = {entry.seq}"
        ).rows[0]
        at = next_statement(self.run, entry)
        return {"at": at, "of": entry.statements, "line": line, "message": message}
