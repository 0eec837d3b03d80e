"""Applies one script, as its mode says."""

import time

from block import apply_block, goes_on_with
from history import Entry
from manifest import Script
from run import Run
from steps import apply_in_steps
from whole import apply_whole

MODES = {"transaction": apply_whole, "block": apply_block, "segments": apply_in_steps, "none": apply_in_steps}


def apply(run: Run, script: Script, entry: Entry | None) -> None:
    """Applies a script; entry: its row, where an earlier run has begun it."""
    begun = time.monotonic()
    run.log.step("begin", script=script.name, mode=script.mode, statements=len(script.entries))
    go_on(run, script, entry)
    run.log.step("applied", script=script.name, ms=round(1000 * (time.monotonic() - begun)))


def go_on(run: Run, script: Script, entry: Entry | None) -> None:
    """Begins a script, or goes on with what an earlier run has begun."""
    if entry and entry.did_nothing and not goes_on_with(run, script, entry):
        run.journal.forget(entry.seq, 1)
    if entry and not entry.did_nothing:
        # What an earlier run has committed is in the journal, whatever the mode is now.
        apply_in_steps(run, script, entry)
    else:
        MODES[script.mode](run, script, entry)
