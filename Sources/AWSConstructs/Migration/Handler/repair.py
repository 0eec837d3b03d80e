"""What somebody says who has looked at a database that the function can't tell the state of.

{"action": "repair", "what": "retry", "script": "V7__orders.sql", "reason": "the table was not there"}: the statement of
    which nobody knows whether it has run counts as not run, and the next deploy runs it.
    {"ok": true, "script": "V7__orders.sql", "state": "FAILED", "at": 2}
{… "what": "mark-applied", "statement": "2" …}: that statement, which must be the uncertain one, counts as run, and the
    next deploy goes on behind it. State REPAIRED where nothing is left to run, else FAILED.
    {"ok": true, "script": "V7__orders.sql", "state": "REPAIRED", "at": null}
{… "what": "mark-script-applied" …}: all of a script counts as applied of which nothing was run. The same answer.
{… "what": "accept-checksum" …}: what was applied counts as what the script is now. The same answer.
{… "what": "release-lease", without a script}: whoever works on the database is shut out.
    {"ok": true, "holder": {"stack": …, "request": …}}

at: the statement that comes next. The reason, of at most 500 characters, is kept in the history, and that of
release-lease in the log.
"""

import re
from difflib import get_close_matches
from typing import Any

import settling
from history import Entry
from lease import Holder
from manifest import Manifest, Script
from plan import VersionedScripts, key
from run import Run

KINDS = ("retry", "mark-applied", "mark-script-applied", "accept-checksum", "release-lease")
# A statement's number, from 1.
NUMBER = re.compile(r"[1-9][0-9]{0,8}")
REASON_CHARACTERS = 500

Answer = dict[str, Any]


class Unrepairable(Exception):
    """The repair makes no sense for what the database has."""


def check(event: dict[str, Any], manifest: Manifest) -> None:
    """Raises Unrepairable where it makes no sense for any database."""
    if event["what"] not in KINDS:
        raise Unrepairable(f"what is unknown; expected {', '.join(KINDS)}")
    if not 0 < len(event["reason"].strip()) <= len(event["reason"]) <= REASON_CHARACTERS:
        raise Unrepairable(f"the reason has {len(event['reason'])} characters; expected 1 to {REASON_CHARACTERS}")
    if (event["what"] == "release-lease") == ("script" in event):
        raise Unrepairable("release-lease has no script" if "script" in event else f"{event['what']} needs a script")
    if event["what"] != "mark-applied":
        if "statement" in event:
            raise Unrepairable(f"{event['what']} has no statement")
    elif not NUMBER.fullmatch(event.get("statement", "")):
        raise Unrepairable("mark-applied needs a statement: the number of the uncertain one, from 1")


def release_lease(run: Run, holder: Holder, reason: str) -> Answer:
    """Ends the lease of whoever has it, and takes it for a moment: what that one still tries to write is refused."""
    if holder.owner is None:
        raise Unrepairable("nobody has the lease")
    run.log.step("the lease is ended", holder=holder.request_id, reason=reason)
    run.database.ask(
        f"UPDATE {run.lease.table} SET expires_at = {run.lease.dialect.now} WHERE id = 1 AND owner = :owner",
        {"owner": holder.owner},
    )
    run.lease.take(holder)
    return {"holder": {"stack": holder.stack_id, "request": holder.request_id}}


def repair(event: dict[str, Any], run: Run, manifest: Manifest) -> Answer:
    """The other repairs, by whoever has the lease."""
    entries = run.history.entries()
    script, entry = find(event["script"], manifest, entries)
    reason = event["reason"]
    run.log.step("repair", what=event["what"], script=event["script"])
    if event["what"] == "accept-checksum":
        return accept_checksum(run, script, entry, reason)
    if event["what"] == "mark-script-applied":
        if script is None:
            raise Unrepairable(f"{event['script']} is not among the scripts: there is nothing to mark")
        refuse_begun(run, entry)
        refuse_early(script, manifest, entries)
        return mark_whole(run, script, entry, reason)
    if entry is None or entry.did_nothing:
        raise Unrepairable(f"{event['script']} has no uncertain statement: the next deploy runs it; {possible('')}")
    number = uncertain(run, entry)
    if number is None:
        raise Unrepairable(f"{entry.script} is {entry.state}: no statement of it is uncertain; {possible(entry.state)}")
    if event.get("statement", str(number)) != str(number):
        raise Unrepairable(
            f"statement {event['statement']} of {entry.script} is not uncertain; statement {number} is: look at that"
        )
    settling.await_end(run, journalled(entry))
    if event["what"] == "retry":
        run.journal.forget(journalled(entry), number)
        return stopped(run, entry, number, reason)
    run.journal.finish(journalled(entry), number, 0)
    return passed(run, script, entry, number, reason)


def possible(state: str) -> str:
    """What can be done in a state."""
    if state in ("APPLIED", "BASELINE", "REPAIRED"):
        return "where the script was edited, accept-checksum is possible"
    if state == "":
        return "mark-script-applied is possible"
    if state == "UNDOING":
        return "down goes on with it"
    return "deploy again, with the script corrected from the statement on that failed"


def find(name: str, manifest: Manifest, entries: list[Entry]) -> tuple[Script | None, Entry | None]:
    """A script of the set, its row, or both."""
    script = next((script for script in manifest.scripts if script.name == name), None)
    if script and script.version is not None:
        versioned = VersionedScripts(manifest, [entry for entry in entries if entry.version is not None])
        return script, (versioned.void | versioned.entries).get(key(script))
    named = [entry for entry in entries if entry.script == name]
    if not script and not named:
        known = [script.name for script in manifest.scripts] + [entry.script for entry in entries]
        nearest = get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f"; did you mean {nearest[0]}?" if nearest else ""
        raise Unrepairable(f"there is no script {name[:100]}{hint}")
    return script, next((entry for entry in reversed(named) if not entry.is_applied), named[-1] if named else None)


def journalled(entry: Entry) -> int:
    """The number under which the journal has the steps; see undo."""
    return -entry.seq if entry.state == "UNDOING" else entry.seq


def uncertain(run: Run, entry: Entry) -> int | None:
    """The statement of which nobody knows whether it has run."""
    if entry.is_applied:
        return None
    return next((step.number for step in run.journal.steps(journalled(entry)) if step.state != "done"), None)


def stopped(run: Run, entry: Entry, number: int, reason: str) -> Answer:
    """A script goes on at a statement."""
    if entry.state == "UNDOING":
        run.history.change(entry.seq, reason=reason)
        return told(entry.script, "UNDOING", number)
    run.history.change(entry.seq, state="FAILED", applied_statements=number - 1, reason=reason)
    return told(entry.script, "FAILED", number)


def passed(run: Run, script: Script | None, entry: Entry, number: int, reason: str) -> Answer:
    """A script goes on behind a statement, where there is more of it."""
    if entry.state == "UNDOING" or number < (len(script.entries) if script else entry.statements):
        return stopped(run, entry, number + 1, reason)
    run.history.change(entry.seq, state="REPAIRED", applied_statements=number, reason=reason)
    return told(entry.script, "REPAIRED", None)


def refuse_begun(run: Run, entry: Entry | None) -> None:
    """What was run of a script stays, and counts for itself."""
    if entry is None or entry.did_nothing:
        return
    if entry.is_applied:
        raise Unrepairable(f"{entry.script} is {entry.state}: there is nothing to mark; {possible(entry.state)}")
    steps = run.journal.steps(journalled(entry))
    if steps or entry.state in ("UNDOING", "REBUILDING"):
        number = uncertain(run, entry)
        is_done = f"statement {steps[0].number} of it has run, or may have" if steps else "it was applied"
        way = possible(entry.state) if number is None else f"mark-applied and retry are, for statement {number}"
        raise Unrepairable(f"{entry.script} is {entry.state}, and {is_done}: no mark of all of it is possible; {way}")


def mark_whole(run: Run, script: Script, entry: Entry | None, reason: str) -> Answer:
    seq = run.history.begin(script, entry)
    # By what the journal has, a rebuild tells what was run from what was not.
    run.journal.forget(seq, 1)
    count = len(script.entries)
    prefix = script.prefix_hash(count)
    run.history.change(seq, state="REPAIRED", applied_statements=count, applied_prefix_hash=prefix, reason=reason)
    return told(script.name, "REPAIRED", None)


def refuse_early(script: Script, manifest: Manifest, entries: list[Entry]) -> None:
    """Versions are applied in their order."""
    if script.version is None:
        return
    pending = VersionedScripts(manifest, [entry for entry in entries if entry.version is not None]).pending
    earlier = [other for other in pending if other.order < script.order]
    if earlier:
        raise Unrepairable(f"{earlier[0].name} comes before {script.name}, and is pending; begin with that")


def accept_checksum(run: Run, script: Script | None, entry: Entry | None, reason: str) -> Answer:
    if script is None or entry is None or not entry.is_applied:
        name = script.name if script else entry.script if entry else ""
        what = "not applied" if script else "not among the scripts"
        raise Unrepairable(f"{name} is {what}: there is no checksum to accept")
    if entry.checksum == script.checksum:
        raise Unrepairable(f"{script.name} is what was applied: there is no checksum to accept")
    count = len(script.entries)
    run.history.change(
        entry.seq,
        script=script.name,
        checksum=script.checksum,
        statements=count,
        applied_statements=count,
        applied_prefix_hash=script.prefix_hash(count),
        # Nothing undoes a baseline.
        undo_sql=None if entry.state == "BASELINE" else script.undo_text,
        reason=reason,
    )
    return told(script.name, entry.state, None)


def told(script: str, state: str, at: int | None) -> Answer:
    return {"script": script, "state": state, "at": at}
