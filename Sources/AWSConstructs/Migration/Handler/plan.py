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
    repeatable = RepeatableScripts(manifest, [entry for entry in entries if entry.version is None])
    versioned.check()
    refuse_interrupted(repeatable.unfinished)
    if versioned.is_ahead:
        return Plan([], [], is_ahead=True)
    pending = versioned.pending + repeatable.pending
    if not versioned.entries and request.phase == "expand":
        # Nothing uses an empty database: what contracts is run where its version is.
        return Plan(pending, [])
    refuse_early_contract(versioned.pending)
    own = [script for script in pending if script.phase == request.phase]
    early = [script for script in pending if request.phase == "contract" and script.phase == "expand"]
    if early:
        raise Refused(f"{early[0].name} comes before the scripts that contract, and is pending; deploy it first")
    return Plan(own, [script for script in pending if script not in own])


class RepeatableScripts:
    """The scripts that are run whenever they have changed, beside what was run of them."""

    def __init__(self, manifest: Manifest, entries: list[Entry]) -> None:
        applied = {entry.script: entry for entry in entries if entry.is_applied}
        unfinished = {entry.script: entry for entry in entries if not entry.is_applied}
        scripts = [script for script in manifest.scripts if script.kind == "repeatable"]
        self.pending = [
            script
            for script in scripts
            if script.name not in applied or applied[script.name].checksum != script.checksum
        ]
        # What stopped matters where it would be begun again: a rollback brings back the one that was applied before.
        self.unfinished = [unfinished[script.name] for script in self.pending if script.name in unfinished]


class VersionedScripts:
    """The scripts that are run once, beside those that were."""

    def __init__(self, manifest: Manifest, entries: list[Entry]) -> None:
        self.accepted: set[Key] = set()
        self.entries: dict[Key, Entry] = {}
        # Rows of scripts whose removal was accepted: their versions are taken.
        self.removed: dict[Key, Entry] = {}
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
            script
            for script in self.scripts
            if script.kind == "versioned" and not self.has(script) and not self.is_restored(script)
        ]
        known = {key(script) for script in scripts + baselines}
        self.missing = [entry for at, entry in self.entries.items() if at not in known]
        self.unfinished = [e for at, e in self.entries.items() if at in known and not e.is_applied]
        self.last = max((script.order for script in scripts + baselines), default=())
        self.baselines = baselines

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
        return bool(self.missing) and not self.pending and all(order(entry) > self.last for entry in self.missing)

    def check(self) -> None:
        refuse_interrupted(self.unfinished)
        self.refuse_edited()
        self.refuse_taken_versions()
        if self.is_ahead:
            return
        self.refuse_gap()
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
        newest = max(order(entry) for entry in rows)
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
                f"deploy a release first that ends with {first.name}, or give that a higher version by migrate rebase"
            )
