"""Decides what is to be run, from the scripts and from what the database remembers."""

import itertools
from dataclasses import dataclass

from history import Entry
from manifest import Manifest, Rebase, Script, version_order
from request import Request

# Whether it is a baseline, which a script may share its version with, and the version.
Key = tuple[bool, str | None]


class Refused(Exception):
    """The scripts and the database contradict each other; nothing was run."""


@dataclass(frozen=True)
class Plan:
    """The scripts to run now, in their order."""

    scripts: list[Script]
    # Those that wait for the other phase.
    later: list[Script]
    # The database has more than these scripts, as after the rollback of a stack.
    is_ahead: bool = False


def plan(manifest: Manifest, entries: list[Entry], request: Request) -> Plan:
    """What is pending, of the phase that the event is about."""
    versioned = VersionedScripts(manifest, [entry for entry in entries if entry.version is not None])
    versioned.check()
    repeatable = {entry.script: entry for entry in entries if entry.version is None}
    refuse_interrupted([entry for entry in repeatable.values() if not entry.is_applied])
    if versioned.is_ahead:
        return Plan([], [], is_ahead=True)
    changed = [
        script
        for script in manifest.scripts
        if script.kind == "repeatable"
        and (script.name not in repeatable or repeatable[script.name].checksum != script.checksum)
    ]
    pending = versioned.pending + changed
    refuse_early_contract(versioned.pending)
    own = [script for script in pending if script.phase == request.phase]
    early = [script for script in pending if request.phase == "contract" and script.phase == "expand"]
    if early:
        raise Refused(f"{early[0].name} comes before the scripts that contract, and is pending; deploy it first")
    return Plan(own, [script for script in pending if script not in own])


class VersionedScripts:
    """The scripts that are run once, beside those that were."""

    def __init__(self, manifest: Manifest, entries: list[Entry]) -> None:
        self.accepted: set[Key] = set()
        self.entries: dict[Key, Entry] = {}
        for entry in entries:
            self.remember(entry, manifest)
        baselines = [script for script in manifest.scripts if script.kind == "baseline"]
        # An empty database begins with the newest baseline.
        first = baselines[-1:] if not entries else []
        begun = [entry.version for entry in entries if entry.kind == "baseline"] + [script.version for script in first]
        start = version_order(begun[-1] or "0") if begun else ()
        scripts = [script for script in manifest.scripts if script.kind == "versioned"]
        self.scripts = baselines + [script for script in scripts if script.order > start or self.has(script)]
        self.pending = first + [
            script for script in self.scripts if script.kind == "versioned" and not self.has(script)
        ]
        known = {key(script) for script in scripts + baselines}
        self.missing = [entry for at, entry in self.entries.items() if at not in known]
        self.unfinished = [e for at, e in self.entries.items() if at in known and not e.is_applied]
        self.last = max((script.order for script in scripts + baselines), default=())

    def remember(self, entry: Entry, manifest: Manifest) -> None:
        """Takes a row of the history for the script that it is now."""
        rebase = next((r for r in manifest.rebases if (r.script, r.checksum) == (entry.script, entry.checksum)), None)
        if rebase is None:
            self.entries[key(entry)] = entry
            return
        names = renamed(rebase, manifest.rebases)
        script = next((script for script in manifest.scripts if script.name in names), None)
        if script:
            self.entries[key(script)] = entry
            self.accepted.add(key(script))

    def has(self, script: Script) -> bool:
        return key(script) in self.entries

    @property
    def is_ahead(self) -> bool:
        return bool(self.missing) and not self.pending and all(order(entry) > self.last for entry in self.missing)

    def check(self) -> None:
        refuse_interrupted(self.unfinished)
        self.refuse_edited()
        if self.is_ahead:
            return
        if self.missing:
            names = ", ".join(entry.script for entry in self.missing)
            raise Refused(f"applied and no longer among the scripts: {names}; restore what was removed")
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
            if script.checksum != entry.checksum and key(script) not in self.accepted
        ]
        if edited:
            raise Refused(
                f"edited after it was applied: {', '.join(edited)}; restore it, and put the change in a new script"
            )


def renamed(rebase: Rebase, rebases: tuple[Rebase, ...]) -> set[str]:
    """The names that a script has had since, beginning with that of an accepted change."""
    names = {rebase.name} if rebase.name else set()
    for later in rebases[rebases.index(rebase) + 1 :]:
        if later.script in names and later.name:
            names.add(later.name)
    return names


def key(item: Script | Entry) -> Key:
    return item.kind == "baseline", item.version


def order(entry: Entry) -> tuple[int, ...]:
    return version_order(entry.version or "0")


def refuse_interrupted(entries: list[Entry]) -> None:
    """A script that stopped in the middle is not begun again: what it did would be done twice."""
    for entry in entries:
        maybe = "at least " if entry.state == "RUNNING" else ""
        raise Refused(
            f"{entry.script} stopped after {maybe}{entry.applied_statements} of {entry.statements} statements in an "
            "earlier deploy; undo what it did, delete its row from the history, and deploy again"
        )


def refuse_early_contract(pending: list[Script]) -> None:
    """Versions are applied in their order, and what contracts is applied after all that expands."""
    for first, second in itertools.pairwise(pending):
        if first.phase == "contract" and second.phase == "expand":
            raise Refused(
                f"{first.name} contracts and comes before {second.name}, which expands, and both are pending; "
                f"deploy {first.name} first, or give it a higher version"
            )
