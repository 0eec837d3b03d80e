"""Brings a database to where the scripts are: what whoever has the lease does, whoever has asked for it."""

from dataclasses import replace

import rebuild
import undo
import unmanaged
from apply import apply
from budget import OutOfTime
from failures import ScriptFailed
from history import Entry
from journal import Step
from manifest import Manifest, version_order
from outcome import Outcome, ahead, counted, finished
from plan import Edited, Pending, Plan, plan
from run import Run


def at_rest(run: Run, manifest: Manifest, entries: list[Entry]) -> Outcome | None:
    """What is answered where nothing is to be done; None where something is, for which the lease is needed."""
    if is_rebuilt(run, manifest, entries):
        return None
    planned = look(run, manifest, entries)
    if planned.is_ahead:
        return None if undo.is_wanted(run) else kept(run, entries)
    return None if planned.scripts else finished(planned, entries, run.request.request_id)


def advance(run: Run, manifest: Manifest, to: str | None = None) -> Outcome:
    """Applies what is pending; to: the last version that is applied, all of them without."""
    entries = beginning(run, manifest)
    planned = look(run, manifest, entries)
    if planned.is_ahead:
        return turned_back(run, manifest, entries)
    return apply_all(run, planned if to is None else limited(planned, to), entries)


def look(run: Run, manifest: Manifest, entries: list[Entry]) -> Plan:
    """What is pending; entries: of the history."""
    return plan(manifest, entries, run.request, steps(run, entries))


def limited(planned: Plan, to: str) -> Plan:
    """What is pending up to a version; repeatable scripts come after all versions, and wait for them."""
    last = version_order(to)
    is_above = [pending for pending in planned.scripts if pending.script.order > last]
    kept = [
        pending
        for pending in planned.scripts
        if pending not in is_above and not (is_above and pending.script.version is None)
    ]
    return replace(planned, scripts=kept)


def is_rebuilt(run: Run, manifest: Manifest, entries: list[Entry]) -> bool:
    """Whether all is to be dropped and applied anew."""
    if run.request.on_edited != "rebuild":
        return False
    if any(entry.state == "REBUILDING" for entry in entries):
        return True
    try:
        look(run, manifest, entries)
    except Edited:
        return True
    return False


def beginning(run: Run, manifest: Manifest) -> list[Entry]:
    """The history, once it is one that the scripts can go on from."""
    entries = run.history.entries()
    if not entries:
        return run.history.entries() if unmanaged.take_over(run, manifest) else entries
    if is_rebuilt(run, manifest, entries):
        rebuild.drop_all(run)
        return []
    return entries


def apply_all(run: Run, planned: Plan, entries: list[Entry]) -> Outcome:
    """Applies scripts in their order; entries: as they are before that."""
    # Whatever is wrong with the layer is found before anything is run.
    for pending in planned.scripts:
        pending.script.check()
    for index, pending in enumerate(planned.scripts):
        apply_in_time(run, pending, is_first=index == 0)
    return finished(planned, entries, run.request.request_id)


def apply_in_time(run: Run, pending: Pending, *, is_first: bool) -> None:
    """Applies a script, or says where the work came to."""
    run.progress.begin(pending.script.name, len(pending.script.entries))
    had_all = run.budget.is_nearly_whole
    try:
        apply(run, pending.script, pending.entry)
    except OutOfTime as late:
        if is_first and had_all and run.hop > 0 and pending.script.mode == "transaction":
            # The next invocation would come no further.
            words = f"{pending.script.name} takes longer than the function may work; divide it"
            raise ScriptFailed(words) from late
        raise


def turned_back(run: Run, manifest: Manifest, entries: list[Entry]) -> Outcome:
    """Undoes what the database has more than the scripts, where that is wanted and all of it can be."""
    if not undo.is_wanted(run):
        return kept(run, entries)
    above = undo.above(entries, manifest.last)
    try:
        undo.undo(run, above)
    except undo.Irreversible as problem:
        return ahead(entries, f"nothing was undone: {problem}")
    entries = run.history.entries()
    outcome = apply_all(run, look(run, manifest, entries), entries)
    words = f"undid {counted(len(above), 'script')}; {outcome.words}"
    return Outcome.success(words, outcome.attributes["Head"], outcome.applied, "APPLIED")


def kept(run: Run, entries: list[Entry]) -> Outcome:
    """What is answered where nothing is undone, with the reason where it would be in a rollback."""
    if run.request.on_rollback != "undo":
        return ahead(entries)
    return ahead(entries, "nothing was undone: CloudFormation does not say that the stack is rolled back")


def steps(run: Run, entries: list[Entry]) -> dict[int, list[Step]]:
    """What the journal has of the scripts that stopped."""
    begun = [entry for entry in entries if not entry.is_applied and not entry.did_nothing]
    return {entry.seq: run.journal.steps(entry.seq) for entry in begun}
