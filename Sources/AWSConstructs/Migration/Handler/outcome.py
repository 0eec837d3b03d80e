"""What came of a request."""

from dataclasses import dataclass
from typing import Any, Self

from history import Entry
from manifest import version_order
from plan import Plan
from texts import cut, plain

ANSWERED_CHARACTERS = 1000


@dataclass(frozen=True)
class Outcome:
    """What is answered, and remembered to be answered again.

    words: the reason of a failure. attributes: what Fn::GetAtt returns.
    """

    is_success: bool
    words: str
    attributes: dict[str, str]
    # Answered before, to the same request.
    is_remembered: bool = False

    @classmethod
    def success(cls, response: str, head: str, applied: int, state: str) -> Self:
        response = cut(plain(response[:ANSWERED_CHARACTERS]), ANSWERED_CHARACTERS)
        attributes = {"Response": response, "Head": head, "Applied": str(applied), "State": state}
        return cls(True, response, attributes)

    @classmethod
    def failure(cls, words: str) -> Self:
        # What is longer would be cut from the answer, and has no room in the table of runs.
        return cls(False, cut(plain(words[:ANSWERED_CHARACTERS]), ANSWERED_CHARACTERS), {})

    @classmethod
    def of(cls, response: dict[str, Any]) -> Self:
        return cls(response["success"], response["words"], response["attributes"], is_remembered=True)

    @property
    def response(self) -> dict[str, Any]:
        return {"success": self.is_success, "words": self.words, "attributes": self.attributes}

    @property
    def applied(self) -> int:
        return int(self.attributes.get("Applied", "0"))


def finished(planned: Plan, entries: list[Entry], request_id: str) -> Outcome:
    """All that was pending is applied; entries: as they were before."""
    # An earlier invocation for the same request may have applied some.
    earlier = sum(entry.state == "APPLIED" and entry.request_id == request_id for entry in entries)
    applied = earlier + len(planned.scripts)
    count = counted(applied, "script") if applied else "nothing"
    later = f"; {counted(len(planned.later), 'script')} left for the other phase" if planned.later else ""
    head = max([newest(entries), *(pending.script.version or "" for pending in planned.scripts)], key=version_order)
    return Outcome.success(f"applied {count}; the database is at {place(head)}{later}", head, applied, "APPLIED")


def ahead(entries: list[Entry], why: str = "") -> Outcome:
    """What a rollback of the stack finds; why: nothing was undone."""
    unfinished = [entry.script for entry in entries if not entry.is_applied and not entry.did_nothing]
    rest = f", and {', '.join(unfinished)} in part" if unfinished else ""
    head = newest(entries)
    words = (
        f"the database is at {place(head)}{rest}, ahead of these scripts: nothing was run{f'; {why}' if why else ''}"
    )
    return Outcome.success(words, head, 0, "AHEAD")


def needs_attention(words: str, head: str) -> Outcome:
    """What a rollback is answered that can't do its work: it must never stop; head: of the database, if it is known."""
    return Outcome.success(f"needs attention before the next deploy: {words}", head, 0, "NEEDS_ATTENTION")


def newest(entries: list[Entry]) -> str:
    return max((entry.version or "" for entry in entries if entry.is_applied), key=version_order, default="")


def place(head: str) -> str:
    return head or "no version"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
