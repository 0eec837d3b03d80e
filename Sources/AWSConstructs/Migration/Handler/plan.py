"""Decides what is to be run, from the scripts and from what the database remembers."""

import itertools
from dataclasses import dataclass

from history import Entry
from journal import Step
from manifest import Manifest, Rebase, Script, version_order
from request import Request

# Whether it is a baseline, which a script may share its version with, and the version.
Key = tuple[bool, str | None]
# What the journal has of rows that are not applied, by their number.
Steps = dict[int, list[Step]]


class Refused(Exception):
    """The scripts and the database contradict each other; nothing was run."""


class Edited(Refused):
    """What was applied is no longer what the scripts are."""


@dataclass(frozen=True)
class Pending:
    """A script to run, and its row, where it was begun."""

    script: Script
    entry: Entry | None


@dataclass(frozen=True)
class Plan:
    """The scripts to run now, in their order."""

    scripts: list[Pending]
    # Those that wait for the other phase.
    later: list[Script]
    # The database has more than these scripts, as after the rollback of a stack.
    is_ahead: bool = False


def plan(manifest: Manifest, entries: list[Entry], request: Request, steps: Steps) -> Plan:
    """What is pending, of the phase that the event is about.

    steps: of the rows that are not applied.

    Raises Refused, and Edited.
    """
    versioned = VersionedScripts(manifest, [entry for entry in entries if entry.version is not None])
    repeatable = RepeatableScripts(manifest, [entry for entry in entries if entry.version is None])
    versioned.check(steps)
    if versioned.is_ahead:
        return Plan([], [], is_ahead=True)
    pending = versioned.pending + repeatable.pending
    begun = versioned.begun | repeatable.begun
    found = [entry for entry in entries if entry.state == "BASELINE"]
    rows = [*versioned.entries.values(), *versioned.removed.values(), *found]
    if request.phase == "expand" and all(is_begun_by(entry, request) for entry in rows):
        # Nothing uses an empty database: what contracts is run where its version is, and by the request that began it.
        return Plan([Pending(script, begun.get(script.name)) for script in pending], [])
    refuse_early_contract(versioned.pending)
    own = [script for script in pending if script.phase == request.phase]
    early = [script for script in pending if request.phase == "contract" and script.phase == "expand"]
    if early:
        raise Refused(f"{early[0].name} comes before the scripts that contract, and is pending; deploy it first")
    later = [script for script in pending if script.phase != request.phase]
    return Plan([Pending(script, begun.get(script.name)) for script in own], later)


def is_begun_by(entry: Entry, request: Request) -> bool:
    """Whether a request has run a script; what was there before it is in use."""
    return entry.request_id == request.request_id and entry.state != "BASELINE"


class RepeatableScripts:
    """The scripts that are run whenever they have changed, beside what was run of them."""

    def __init__(self, manifest: Manifest, entries: list[Entry]) -> None:
        applied = {entry.script: entry for entry in entries if entry.is_applied}
        unfinished = {entry.script: entry for entry in entries if not entry.is_applied}
        # One that failed as a whole has changed nothing.
        halves = {name for name, entry in unfinished.items() if not entry.did_nothing}
        self.pending = [
            script
            for script in manifest.scripts
            if script.kind == "repeatable"
            and (
                script.name in halves or script.name not in applied or applied[script.name].checksum != script.checksum
            )
        ]
        self.begun = unfinished


class VersionedScripts:
    """The scripts that are run once, beside those that were."""

    def __init__(self, manifest: Manifest, entries: list[Entry]) -> None:
        self.accepted: set[Key] = set()
        self.entries: dict[Key, Entry] = {}
        # Rows of scripts whose removal was accepted: their versions are taken.
        self.removed: dict[Key, Entry] = {}
        # Rows that are to be written over: of scripts that failed as a whole.
        self.void: dict[Key, Entry] = {}
        for entry in entries:
            if entry.did_nothing:
                self.void[key(entry)] = entry
            else:
                self.remember(entry, manifest)
        baselines = [script for script in manifest.scripts if script.kind == "baseline"]
        in_force = [entry for entry in entries if not entry.did_nothing]
        # An empty database begins with the newest baseline.
        first = baselines[-1:] if not in_force else []
        begun = [entry.version for entry in in_force if entry.kind == "baseline"] + [script.version for script in first]
        start = version_order(begun[-1] or "0") if begun else ()
        scripts = [script for script in manifest.scripts if script.kind == "versioned"]
        self.scripts = baselines + [script for script in scripts if script.order > start or self.has(script)]
        unfinished = [script for script in baselines if self.is_unfinished(script)]
        self.pending = (first or unfinished) + [
            script
            for script in self.scripts
            if script.kind == "versioned"
            and (not self.has(script) or self.is_unfinished(script))
            and not self.is_restored(script)
        ]
        known = {key(script) for script in scripts + baselines}
        self.missing = [entry for at, entry in self.entries.items() if at not in known]
        self.last = max((script.order for script in scripts + baselines), default=())
        self.baselines = baselines

    @property
    def begun(self) -> dict[str, Entry]:
        """The rows of scripts that are pending, by their names of now."""
        rows = self.void | self.entries
        return {script.name: rows[key(script)] for script in self.pending if key(script) in rows}

    def is_unfinished(self, script: Script) -> bool:
        return self.has(script) and not self.entries[key(script)].is_applied

    def remember(self, entry: Entry, manifest: Manifest) -> None:
        """Takes a row of the history for the script that it is now."""
        matching = [r for r in manifest.rebases if (r.script, r.checksum) == (entry.script, entry.checksum)]
        if not matching:
            self.entries[key(entry)] = entry
            return
        # What was removed may have been restored, and edited then.
        rebase = matching[-1]
        names = renamed(rebase, manifest.rebases)
        script = next((script for script in manifest.scripts if script.name in names), None)
        if script:
            self.entries[key(script)] = entry
            self.accepted.add(key(script))
        else:
            self.removed[key(entry)] = entry

    def has(self, script: Script) -> bool:
        return key(script) in self.entries

    def is_restored(self, script: Script) -> bool:
        """Whether a script that was applied and removed is there again."""
        entry = self.removed.get(key(script))
        return entry is not None and entry.checksum == script.checksum

    @property
    def is_ahead(self) -> bool:
        return bool(self.missing) and not self.pending and all(entry.order > self.last for entry in self.missing)

    def check(self, steps: Steps) -> None:
        for script in self.pending:
            if self.is_unfinished(script):
                # A statement in doubt may be gone from the script.
                refuse_edited_beginning(script, steps.get(self.entries[key(script)].seq, []))
                refuse_doubtful(script, self.entries[key(script)])
        self.refuse_edited()
        self.refuse_taken_versions()
        if self.is_ahead:
            return
        self.refuse_gap()
        if self.missing:
            names = ", ".join(entry.script for entry in self.missing)
            raise Edited(f"applied and no longer among the scripts: {names}; restore what was removed")
        newest = max(self.entries, key=lambda at: version_order(at[1] or "0"), default=None)
        if newest and self.pending and self.pending[0].order < version_order(newest[1] or "0"):
            raise Refused(
                f"{self.pending[0].name} comes before {newest[1]}, which is applied already; give it a higher version"
            )

    def refuse_edited(self) -> None:
        pairs = [(script, self.entries[key(script)]) for script in self.scripts if self.has(script)]
        edited = [
            f"{script.name} ({entry.checksum[:12]} → {script.checksum[:12]})"
            for script, entry in pairs
            if entry.is_applied and script.checksum != entry.checksum and key(script) not in self.accepted
        ]
        if edited:
            raise Edited(
                f"edited after it was applied: {', '.join(edited)}; restore it, and put the change in a new script"
            )

    def refuse_taken_versions(self) -> None:
        for script in self.pending:
            if key(script) in self.removed:
                taken = self.removed[key(script)].script
                raise Refused(
                    f"{script.name} has the version of {taken}, which was applied and removed; give it a higher version"
                )

    def refuse_gap(self) -> None:
        """Between what was applied and a baseline that replaces older scripts nothing may be left out."""
        rows = [*self.entries.values(), *self.removed.values()]
        if not rows or not self.baselines:
            return
        newest = max(entry.order for entry in rows)
        baseline = self.baselines[-1]
        is_squashed = all(script.kind == "baseline" or script.order > baseline.order for script in self.scripts)
        if newest < baseline.order and is_squashed:
            raise Refused(
                f"the database is below {baseline.name}, and the scripts up to it are gone; "
                "deploy a release first that has them"
            )


def renamed(rebase: Rebase, rebases: tuple[Rebase, ...]) -> set[str]:
    """The names that a script has had since, beginning with that of an accepted change."""
    names = {rebase.name} if rebase.name else set()
    for later in rebases[rebases.index(rebase) + 1 :]:
        if later.script in names and later.name:
            names.add(later.name)
    return names


def key(item: Script | Entry) -> Key:
    """The same for versions that are compared as one, such as 2 and 2.0."""
    numbers = version_order(item.version) if item.version is not None else None
    return item.kind == "baseline", ".".join(map(str, numbers)) if numbers is not None else None


def refuse_doubtful(script: Script, entry: Entry) -> None:
    if entry.state == "AMBIGUOUS":
        raise Refused(doubt(script, entry.applied_statements + 1))
    if entry.state == "UNDOING":
        raise Refused(f"{script.name} was undone in part: have the function finish that with down, and deploy again")
    if entry.state == "REBUILDING":
        raise Edited(f"{script.name} was dropped in part by a rebuild that didn't end; deploy with a rebuild again")


def refuse_edited_beginning(script: Script, steps: list[Step]) -> None:
    """Of a script that stopped, what was run before that must be what it was."""
    statements = script.statements
    for step in steps:
        if script.kind != "repeatable" and (
            step.number > len(statements) or statements[step.number - 1].hash != step.hash
        ):
            raise Refused(
                f"{script.name} was begun, up to statement {len(steps)}, and edited at statement {step.number}; "
                "restore that one, and change only what comes behind it"
            )


def doubt(script: Script, number: int, why: str = "") -> str:
    """What is to be done about a statement of which nobody knows whether it has run."""
    statements = script.statements
    because = f" ({why})" if why else ""
    line = statements[min(number, len(statements)) - 1].line if statements else 1
    return (
        f"{script.name}:{line}: statement {number} of {len(statements)} may have run, in part "
        f"or whole{because}: find out, then have the function repair it with mark-applied (statement {number}) or "
        "retry, and deploy again"
    )


def refuse_early_contract(pending: list[Script]) -> None:
    """Versions are applied in their order, and what contracts is applied after all that expands."""
    for first, second in itertools.pairwise(pending):
        if first.phase == "contract" and second.phase == "expand":
            raise Refused(
                f"{first.name} contracts and comes before {second.name}, which expands, and both are pending; "
                f"deploy a release first that ends with {first.name}, or give that a higher version by migrate rebase"
            )
