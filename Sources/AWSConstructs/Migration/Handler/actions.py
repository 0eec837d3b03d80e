"""What the function does when it is invoked by somebody else than CloudFormation, with the same code and lease.

All members are texts; phase is expand (the default) or contract, and may be left out everywhere.

{"action": "status"}: see status.
{"action": "plan", "to": "7"}: what up would do, without doing it; to may be left out.
    {"ok": true, "scripts": [{"script": "V7__orders.sql", "version": "7" or null, "mode": "transaction",
    "statements": 3, "from": 1}, …], "later": ["V8__drop.sql", …], "isAhead": false, "refusal": null or as in error}
    in their order; from: the statement that comes first; later: those of the other phase.
{"action": "up", "to": "7"}: applies what is pending, up to a version; without one, all of the phase.
    {"ok": true, "applied": ["V7__orders.sql", …], "head": "7", "state": "APPLIED" or "AHEAD", "message": "…"}
{"action": "down", "to": "6"}: undoes the versions above one, the newest first, or nothing; 0 stands for all.
    {"ok": true, "undone": ["V7__orders.sql", …], "head": "6"}
{"action": "baseline", "version": "3"}: says that a database has what the scripts up to a version make.
    {"ok": true, "scripts": ["V1__users.sql", …], "head": "3"}
{"action": "repair", "what": …, "script": …, "reason": …}: see repair.

What could not be done is {"ok": false, "error": {"code": "Refused", "message": "…"}}: the code is the name of an error
here (InvalidAction, Refused, Edited, Held, OutOfTime, …) or of the Data API. OutOfTime says what was applied before,
and the same action goes on behind that.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import answer
import errors
import events
import repair
import status
import undo
import unmanaged
from advance import advance, limited, look
from budget import OutOfTime
from clients import Clients
from history import Entry
from invocation import Context, Invocation
from lease import Replaced
from logs import Log
from manifest import Manifest, version_order
from outcome import newest
from plan import Plan, Refused
from request import Request, Target
from run import Run
from shape import VERSION
from texts import cut, plain

Answer = dict[str, Any]

# The members of each action, and whether they must be there.
MEMBERS: dict[str, dict[str, bool]] = {
    "status": {},
    "plan": {"to": False},
    "up": {"to": False},
    "down": {"to": True},
    "baseline": {"version": True},
    "repair": {"what": True, "script": False, "statement": False, "reason": True},
}
PHASES = ("expand", "contract")
# Those that run scripts have metrics, as an event has.
COUNTED = ("up", "down")
# What stands for all, where versions above one are undone.
ALL = (0,)
# An invocation ends before that.
SECONDS = 3600
MESSAGE_BYTES = 4000


class InvalidAction(Exception):
    """What is asked for makes no sense, whatever the database has."""


def respond(event: dict[str, Any], context: Context, clients: Clients, scripts: Path) -> Answer:
    """Does what is asked for, and says what came of it; it never raises."""
    try:
        check(event)
        return {"ok": True} | perform(event, Invocation.of(event, context, clients, scripts))
    except Exception as error:
        message = cut(plain(answer.words(error)), MESSAGE_BYTES)
        return {"ok": False, "error": {"code": errors.code(error), "message": message}}


def check(event: dict[str, Any]) -> None:
    action = event["action"]
    if not isinstance(action, str) or action not in MEMBERS:
        raise InvalidAction(f"the action is unknown; expected {', '.join(MEMBERS)}")
    allowed = MEMBERS[action]
    for name, value in event.items():
        if name not in allowed and name not in ("action", "phase"):
            raise InvalidAction(f"{action} has no member {name[:64]}; expected {', '.join(allowed) or 'none'}")
        if not isinstance(value, str) or not value:
            raise InvalidAction(f"{name} is no text")
    missing = [name for name, is_needed in allowed.items() if is_needed and name not in event]
    if missing:
        raise InvalidAction(f"{action} lacks {', '.join(missing)}")
    if event.get("phase", PHASES[0]) not in PHASES:
        raise InvalidAction(f"the phase is unknown; expected {' or '.join(PHASES)}")
    for name in ("to", "version"):
        if name in event and not VERSION.fullmatch(event[name]):
            raise InvalidAction(f"{name} is no version; expected numbers with dots between them")


def perform(event: dict[str, Any], invocation: Invocation) -> Answer:
    manifest = Manifest.read(invocation.scripts)
    request = requested(event, invocation.context, manifest)
    log = Log(request.set_name, request.target.database, request.request_id)
    log.step("action", action=event["action"])
    if event["action"] in READERS:
        run, has_tables = events.opened(invocation, request, manifest, log)
        return READERS[event["action"]](event, run, manifest, has_tables)
    if event["action"] == "repair":
        repair.check(event, manifest)
    is_counted = event["action"] in COUNTED
    try:
        answered = write(event, invocation, request, manifest, log)
    except Exception:
        if is_counted:
            log.metrics(0, 1)
        raise
    if is_counted:
        log.metrics(len(answered.get("applied", [])), 0)
    return answered


def write(event: dict[str, Any], invocation: Invocation, request: Request, manifest: Manifest, log: Log) -> Answer:
    """Does what changes the database, as the holder of the lease."""
    run = events.prepared(invocation, request, manifest, log)
    try:
        holder = events.find(run).holder
        if event.get("what") == "release-lease":
            return repair.release_lease(run, holder, event["reason"])
        run.lease.take(holder)
        return WRITERS[event["action"]](event, run, manifest)
    except OutOfTime as late:
        done = applied(run)
        behind = f", after {', '.join(done)}" if done else ""
        raise OutOfTime(f"{late} at {run.progress}{behind}; do the same again, and it goes on from there") from late
    except Replaced as replaced:
        raise Replaced(f"{replaced}; look at the status") from replaced
    finally:
        if run.lease.is_held:
            run.lease.release()


def requested(event: dict[str, Any], context: Context, manifest: Manifest) -> Request:
    """The request that an event of CloudFormation would make."""
    target = Target(
        cluster_arn=os.environ["CLUSTER_ARN"],
        secret_arn=os.environ["SECRET_ARN"],
        database=os.environ["DATABASE_NAME"],
        engine="mysql" if manifest.engine == "mysql" else "postgresql",
    )
    return Request(
        target=target,
        is_new_target=False,
        is_update=False,
        stack_id=context.invoked_function_arn,
        request_id=context.aws_request_id,
        set_name=manifest.set_name,
        phase="contract" if event.get("phase") == "contract" else "expand",
        scripts_hash=manifest.scripts_hash,
        old_hash=None,
        on_edited="refuse",
        on_rollback="keep",
        on_unmanaged="fail",
        service_timeout=SECONDS,
    )


def plan(event: dict[str, Any], run: Run, manifest: Manifest, has_tables: bool) -> Answer:
    entries = run.history.entries() if has_tables else []
    empty: Answer = {"scripts": [], "later": [], "isAhead": False, "refusal": None}
    try:
        refuse_unknown(event, manifest)
        others = [] if entries else unmanaged.tables(run.database, has_history=has_tables)
        if others:
            raise unmanaged.refused(others)
        planned = look(run, manifest, entries)
    except (Refused, unmanaged.Unmanaged) as refusal:
        return empty | {"refusal": {"code": type(refusal).__name__, "message": str(refusal)}}
    planned = limited(planned, event["to"]) if "to" in event else planned
    return empty | {
        "scripts": scripts(run, planned),
        "later": [script.name for script in planned.later],
        "isAhead": planned.is_ahead,
    }


def scripts(run: Run, planned: Plan) -> list[Answer]:
    return [
        {
            "script": pending.script.name,
            "version": pending.script.version,
            "mode": pending.script.mode,
            "statements": len(pending.script.entries),
            "from": status.next_statement(run, pending.entry) if pending.entry else 1,
        }
        for pending in planned.scripts
    ]


def refuse_unknown(event: dict[str, Any], manifest: Manifest) -> None:
    """The version up to which is applied must be one of the set."""
    known = [script.version for script in manifest.scripts if script.version is not None]
    if "to" in event and version_order(event["to"]) not in [version_order(one) for one in known]:
        raise Refused(f"no script has the version {event['to']}")


def up(event: dict[str, Any], run: Run, manifest: Manifest) -> Answer:
    refuse_unknown(event, manifest)
    outcome = advance(run, manifest, event.get("to"))
    return {
        "applied": applied(run),
        "head": outcome.attributes["Head"],
        "state": outcome.attributes["State"],
        "message": outcome.words,
    }


def applied(run: Run) -> list[str]:
    """The scripts that this invocation has applied."""
    own = [entry for entry in run.history.entries() if entry.request_id == run.request.request_id]
    return [entry.script for entry in own if entry.state == "APPLIED"]


def down(event: dict[str, Any], run: Run, manifest: Manifest) -> Answer:
    entries = run.history.entries()
    to = version_order(event["to"])
    known = {version_order(entry.version) for entry in entries if entry.version is not None}
    if to != ALL and to not in known:
        raise Refused(f"no applied script has the version {event['to']}; expected one, or 0")
    above: list[Entry] = undo.above(entries, () if to == ALL else to)
    undo.undo(run, above)
    return {"undone": [entry.script for entry in above], "head": newest(run.history.entries())}


def baseline(event: dict[str, Any], run: Run, manifest: Manifest) -> Answer:
    if run.history.entries():
        raise Refused(f"the set {manifest.set_name} has a history already; a baseline is its beginning")
    known = unmanaged.known(manifest, event["version"])
    unmanaged.remember(run, known)
    return {"scripts": [script.name for script in known], "head": newest(run.history.entries())}


READERS: dict[str, Callable[[dict[str, Any], Run, Manifest, bool], Answer]] = {
    "plan": plan,
    "status": status.status,
}
WRITERS: dict[str, Callable[[dict[str, Any], Run, Manifest], Answer]] = {
    "up": up,
    "down": down,
    "baseline": baseline,
    "repair": repair.repair,
}
