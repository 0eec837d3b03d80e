// swift-format-ignore-file
// Generated from Handler/*.py: RECORD_GOLDENS=failed swift test --filter HandlerFilesTests writes it anew.

/// The handler's Python.
enum HandlerFiles {
    static let texts: [(name: String, text: String)] = [
        (
"actions.py", ####"""
""





















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


MEMBERS: dict[str, dict[str, bool]] = {
    "status": {},
    "plan": {"to": False},
    "up": {"to": False},
    "down": {"to": True},
    "baseline": {"version": True},
    "repair": {"what": True, "script": False, "statement": False, "reason": True},
}
PHASES = ("expand", "contract")

COUNTED = ("up", "down")

ALL = (0,)

SECONDS = 3600
MESSAGE_BYTES = 4000


class InvalidAction(Exception):
    ""


def respond(event: dict[str, Any], context: Context, clients: Clients, scripts: Path) -> Answer:
    ""
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
    ""
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
    ""
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
    ""
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
    ""
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

"""####
        ),
        (
"adoption.py", ####"""
""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from data_api import Database
from manifest import Manifest, Script, version_order
from request import Engine
from shape import VERSION

PAGE = 500
WORDS = re.compile(r"[^0-9a-z]+")

Order = tuple[int, ...]


BEGINNING = (0,)

TOOLS = {
    "flyway_schema_history": "Flyway",
    "schema_migrations": "dbmate",
    "alembic_version": "Alembic",
    "goose_db_version": "goose",
}
NAMES = ", ".join(f"'{name}'" for name in TOOLS)

HISTORIES: dict[Engine, str] = {
    "mysql": (
        "SELECT t.table_name, t.table_name, (SELECT COUNT(*) FROM information_schema.columns c WHERE "
        "c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.column_name = 'dirty') "
        "FROM information_schema.tables t WHERE t.table_schema = DATABASE() "
        f"AND t.table_name IN ({NAMES}) ORDER BY 1"
    ),
    "postgresql": (
        "SELECT CAST(c.relname AS TEXT), pg_catalog.format('%I.%I', n.nspname, c.relname), (SELECT count(*) "
        "FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'dirty' AND NOT a.attisdropped) "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        f"WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND c.relname IN ({NAMES}) ORDER BY 2"
    ),
}


class Unadoptable(Exception):
    ""


@dataclass
class Past:
    ""

    up_to: Order | None = None
    versions: dict[Order, str] = field(default_factory=dict)

    def add(self, version: str, called: str) -> None:
        if not VERSION.fullmatch(version):
            raise Unadoptable(f"{called} has the version {version}, which is no number; {BASELINE_INSTEAD}")
        self.versions[version_order(version)] = called

    def has(self, script: Script) -> bool:
        is_below = self.up_to is not None and script.order <= self.up_to
        return is_below or script.order in self.versions


@dataclass(frozen=True)
class Table:
    ""

    database: Database
    tool: str
    name: str

    def rows(self, columns: str, order: str) -> list[list[Any]]:
        ""
        text = "CHAR" if self.database.engine == "mysql" else "TEXT"
        found: list[list[Any]] = []
        while True:
            rows = self.database.ask(
                f"SELECT {columns.format(text=text)} FROM {self.name} ORDER BY {order} LIMIT {PAGE} OFFSET {len(found)}"
            ).rows
            found += rows
            if len(rows) < PAGE:
                return found


BASELINE_INSTEAD = "deploy with onUnmanaged baseline:VERSION instead"


def adopted(database: Database, manifest: Manifest, tables: list[str]) -> list[Script]:
    ""



    table = history(database)
    past = READERS[table.tool](table, manifest)
    others = [name for name in tables if name.split(".")[-1] not in TOOLS]
    if past.up_to is None and not past.versions and others:
        raise Unadoptable(
            f"{table.tool} has applied nothing, and the database has tables ({', '.join(others[:3])}); "
            f"{BASELINE_INSTEAD}"
        )
    refuse_unknown(table, past, manifest)
    scripts = {script.name: script for script in (manifest.up_to(past.up_to) if past.up_to is not None else [])}
    versioned = [script for script in manifest.scripts if script.kind == "versioned"]
    scripts |= {script.name: script for script in versioned if past.has(script)}
    refuse_gap(table, versioned, list(scripts.values()))
    return list(scripts.values())


def has_history(database: Database) -> bool:
    ""
    return bool(database.ask(HISTORIES[database.engine]).rows)


def history(database: Database) -> Table:
    ""
    found = [
        Table(database, "golang-migrate" if has_dirty else TOOLS[str(name)], str(quoted))
        for name, quoted, has_dirty in database.ask(HISTORIES[database.engine]).rows
    ]
    if not found:
        raise Unadoptable(
            f"there is no history of Flyway, golang-migrate, Alembic, dbmate or goose to adopt; {BASELINE_INSTEAD}"
        )
    if len(found) > 1:
        names = " and ".join(f"{table.name} ({table.tool})" for table in found)
        raise Unadoptable(
            f"the database has more than one history: {names}; drop what is no longer used, or {BASELINE_INSTEAD}"
        )
    return found[0]


def refuse_unknown(table: Table, past: Past, manifest: Manifest) -> None:
    ours = {script.order for script in manifest.scripts if script.kind != "repeatable"}
    is_above = [
        called
        for version, called in past.versions.items()
        if version not in ours and (past.up_to is None or version > past.up_to)
    ]
    if is_above:
        raise Unadoptable(
            f"applied by {table.tool} and not among the scripts: {', '.join(is_above[:3])}; "
            f"add a script with that version, or {BASELINE_INSTEAD}"
        )


def refuse_gap(table: Table, versioned: list[Script], chosen: list[Script]) -> None:
    ""
    newest = max((script.order for script in chosen), default=())

    start = max((script.order for script in chosen if script.kind == "baseline"), default=())
    left_out = [script.name for script in versioned if start < script.order < newest and script not in chosen]
    if left_out:
        raise Unadoptable(
            f"{table.tool} has not applied {', '.join(left_out[:3])}, but newer scripts: apply it there first, "
            "or give it a higher version"
        )


def flyway(table: Table, manifest: Manifest) -> Past:
    ""





    past = Past()
    rows = table.rows(
        "CAST(version AS {text}), CAST(type AS {text}), CAST(script AS {text}), CASE WHEN success THEN 1 ELSE 0 END",
        "installed_rank",
    )
    for version, kind, script, has_succeeded in rows:
        if not has_succeeded:
            raise Unadoptable(f"{script} has failed, says Flyway; clean up, run flyway repair, and deploy again")
        if version is None:
            continue
        if kind.startswith("UNDO") or kind == "DELETE":
            past.versions.pop(version_order(version), None)
        elif kind.endswith("BASELINE"):
            past.up_to = version_order(version)
        else:
            past.add(version, script)
    return past


def golang_migrate(table: Table, manifest: Manifest) -> Past:
    ""



    rows = table.rows("CAST(version AS {text}), CASE WHEN dirty THEN 1 ELSE 0 END", "version")
    if not rows:
        return Past()
    version, is_dirty = rows[-1]
    if is_dirty:
        raise Unadoptable(
            f"golang-migrate left the database dirty at {version}: finish or undo what that script did, "
            "set the version with migrate force, and deploy again"
        )

    return up_to(table, version, manifest) if VERSION.fullmatch(version) else Past()


def up_to(table: Table, version: str, manifest: Manifest) -> Past:
    ""
    at = version_order(version)
    found = [script for script in manifest.scripts if script.kind != "repeatable" and script.order == at]
    if not found:
        raise Unadoptable(
            f"the database is at {version}, says {table.tool}, and no script has that version; "
            f"add it, or {BASELINE_INSTEAD}"
        )
    return Past(up_to=found[-1].order)


def alembic(table: Table, manifest: Manifest) -> Past:
    ""



    revisions = [str(row[0]) for row in table.rows("CAST(version_num AS {text})", "version_num")]
    if not revisions:
        return Past()
    if len(revisions) > 1:
        raise Unadoptable(f"Alembic has several heads ({', '.join(revisions)}); merge them, and deploy again")
    named = [script for script in manifest.scripts if script.kind != "repeatable" and holds(script, revisions[0])]
    if len(named) != 1:
        which = "several scripts have" if named else "no script has"
        raise Unadoptable(
            f"the database is at Alembic's revision {revisions[0]}, which {which} in the name; put it into the name of "
            f"the script that ends with what Alembic has made, as in V7__{revisions[0]}.sql, or {BASELINE_INSTEAD}"
        )
    return Past(up_to=named[0].order)


def holds(script: Script, revision: str) -> bool:
    ""
    name = f"_{'_'.join(WORDS.split(script.name.lower()))}_"
    return f"_{'_'.join(WORDS.split(revision.lower()))}_" in name


def dbmate(table: Table, manifest: Manifest) -> Past:
    ""



    past = Past()
    for (version,) in table.rows("CAST(version AS {text})", "version"):
        past.add(str(version), str(version))
    return past


def goose(table: Table, manifest: Manifest) -> Past:
    ""



    past = Past()
    for version, is_applied in table.rows("CAST(version_id AS {text}), CASE WHEN is_applied THEN 1 ELSE 0 END", "id"):
        if is_applied and version_order(version) != BEGINNING:
            past.add(version, version)
        else:
            past.versions.pop(version_order(version), None)
    return past


READERS: dict[str, Callable[[Table, Manifest], Past]] = {
    "Flyway": flyway,
    "golang-migrate": golang_migrate,
    "Alembic": alembic,
    "dbmate": dbmate,
    "goose": goose,
}

"""####
        ),
        (
"advance.py", ####"""
""

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
    ""
    if is_rebuilt(run, manifest, entries):
        return None
    planned = look(run, manifest, entries)
    if planned.is_ahead:
        return None if undo.is_wanted(run) else kept(run, entries)
    return None if planned.scripts else finished(planned, entries, run.request.request_id)


def advance(run: Run, manifest: Manifest, to: str | None = None) -> Outcome:
    ""
    entries = beginning(run, manifest)
    planned = look(run, manifest, entries)
    if planned.is_ahead:
        return turned_back(run, manifest, entries)
    return apply_all(run, planned if to is None else limited(planned, to), entries)


def look(run: Run, manifest: Manifest, entries: list[Entry]) -> Plan:
    ""
    return plan(manifest, entries, run.request, steps(run, entries))


def limited(planned: Plan, to: str) -> Plan:
    ""
    last = version_order(to)
    is_above = [pending for pending in planned.scripts if pending.script.order > last]
    kept = [
        pending
        for pending in planned.scripts
        if pending not in is_above and not (is_above and pending.script.version is None)
    ]
    return replace(planned, scripts=kept)


def is_rebuilt(run: Run, manifest: Manifest, entries: list[Entry]) -> bool:
    ""
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
    ""
    entries = run.history.entries()
    if not entries:
        return run.history.entries() if unmanaged.take_over(run, manifest) else entries
    if is_rebuilt(run, manifest, entries):
        rebuild.drop_all(run)
        return []
    return entries


def apply_all(run: Run, planned: Plan, entries: list[Entry]) -> Outcome:
    ""

    for pending in planned.scripts:
        pending.script.check()
    for index, pending in enumerate(planned.scripts):
        apply_in_time(run, pending, is_first=index == 0)
    return finished(planned, entries, run.request.request_id)


def apply_in_time(run: Run, pending: Pending, *, is_first: bool) -> None:
    ""
    run.progress.begin(pending.script.name, len(pending.script.entries))
    had_all = run.budget.is_nearly_whole
    try:
        apply(run, pending.script, pending.entry)
    except OutOfTime as late:
        if is_first and had_all and run.hop > 0 and pending.script.mode == "transaction":

            words = f"{pending.script.name} takes longer than the function may work; divide it"
            raise ScriptFailed(words) from late
        raise


def turned_back(run: Run, manifest: Manifest, entries: list[Entry]) -> Outcome:
    ""
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
    ""
    if run.request.on_rollback != "undo":
        return ahead(entries)
    return ahead(entries, "nothing was undone: CloudFormation does not say that the stack is rolled back")


def steps(run: Run, entries: list[Entry]) -> dict[int, list[Step]]:
    ""
    begun = [entry for entry in entries if not entry.is_applied and not entry.did_nothing]
    return {entry.seq: run.journal.steps(entry.seq) for entry in begun}

"""####
        ),
        (
"answer.py", ####"""
""

import json
import time
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError

import errors
from logs import Log
from texts import cut, measured, plain


BODY_BYTES = 4096

REASON_BYTES = 900
RESPONSE = "Response"
COPIED = ("StackId", "RequestId", "LogicalResourceId")
ATTEMPTS = 5
ATTEMPT_SECONDS = 5

Body = dict[str, Any]


def success(event: dict[str, Any], physical_resource_id: str, attributes: dict[str, str]) -> Body:
    ""
    short = {name: value for name, value in attributes.items() if name != RESPONSE}
    answered = body(event, physical_resource_id) | {"Status": "SUCCESS", "Data": short}
    if RESPONSE not in attributes:
        return answered
    room = BODY_BYTES - len(written(answered | {"Data": {RESPONSE: ""} | short}))
    words = cut(plain(attributes[RESPONSE]), min(room, REASON_BYTES))
    return answered | {"Data": {RESPONSE: words} | short}


def failure(event: dict[str, Any], reason: str, log_stream: str) -> Body:
    ""
    answered = body(event, known_id(event)) | {"Status": "FAILED", "Reason": ""}

    room = max(min(BODY_BYTES - len(written(answered)), REASON_BYTES), REASON_BYTES // 2)
    suffix = f" (log stream {log_stream})"
    return answered | {"Reason": cut(plain(reason), room - measured(suffix)) + suffix}


def known_id(event: dict[str, Any]) -> str:
    ""
    return event.get("PhysicalResourceId") or f"{event.get('LogicalResourceId')}/{event.get('RequestId')}"


def body(event: dict[str, Any], physical_resource_id: str) -> Body:
    copied = {name: event.get(name, "") for name in COPIED}
    return copied | {"PhysicalResourceId": physical_resource_id}


def words(error: Exception) -> str:
    ""
    if hasattr(error, "response"):
        return f"{errors.code(error)}: {errors.message(error)}"
    text = str(error)
    return text if " " in text else f"{type(error).__name__}: {text}"


def written(answer: Body) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode(errors="replace")


def put(url: str, answer: Body, log: Log) -> None:
    ""




    data = written(answer)
    for attempt in range(ATTEMPTS):
        status = sent(url, data, log)
        if isinstance(status, int) and status < 500:
            return
        if attempt + 1 < ATTEMPTS:
            time.sleep(2**attempt)
    raise ConnectionError("the answer could not be sent")


def sent(url: str, data: bytes, log: Log) -> int | str:
    ""
    try:

        request = urllib.request.Request(url, data=data, method="PUT", headers={"Content-Type": ""})
        with urllib.request.urlopen(request, timeout=ATTEMPT_SECONDS):
            return 200
    except (OSError, HTTPException, ValueError) as error:

        status = error.code if isinstance(error, HTTPError) else type(error).__name__
        log.step("the answer was not accepted", status=status)
        return status

"""####
        ),
        (
"apply.py", ####"""
""

import time

from block import apply_block, goes_on_with
from history import Entry
from manifest import Script
from run import Run
from steps import apply_in_steps
from whole import apply_whole

MODES = {"transaction": apply_whole, "block": apply_block, "segments": apply_in_steps, "none": apply_in_steps}


def apply(run: Run, script: Script, entry: Entry | None) -> None:
    ""
    begun = time.monotonic()
    run.log.step("begin", script=script.name, mode=script.mode, statements=len(script.entries))
    go_on(run, script, entry)
    run.log.step("applied", script=script.name, ms=round(1000 * (time.monotonic() - begun)))


def go_on(run: Run, script: Script, entry: Entry | None) -> None:
    ""
    if entry and entry.did_nothing and not goes_on_with(run, script, entry):
        run.journal.forget(entry.seq, 1)
    if entry and not entry.did_nothing:

        apply_in_steps(run, script, entry)
    else:
        MODES[script.mode](run, script, entry)

"""####
        ),
        (
"batches.py", ####"""
""

from collections.abc import Iterator
from dataclasses import dataclass

from dollar import dollar_quoted
from manifest import Statement

MOST = 50

LONGEST = 65_536

EXTRA = 64


@dataclass(frozen=True)
class Batch:
    ""

    first: int
    statements: list[Statement]

    @property
    def sql(self) -> str:
        ""
        if len(self.statements) == 1:
            return self.statements[0].text
        body = "".join(f"EXECUTE {dollar_quoted(statement.text)};\n" for statement in self.statements)
        return f"DO {dollar_quoted(f'BEGIN{chr(10)}{body}END')}"


def batches(statements: list[Statement], *, is_batched: bool) -> Iterator[Batch]:
    ""
    pending: list[Statement] = []
    length = 0
    for number, statement in enumerate(statements, 1):
        joins = is_batched and statement.kind == "dml data" and not statement.has_secret
        added = len(statement.text) + EXTRA
        if pending and (not joins or len(pending) == MOST or length + added > LONGEST - EXTRA):
            yield Batch(number - len(pending), pending)
            pending, length = [], 0
        if joins:
            pending.append(statement)
            length += added
        else:
            yield Batch(number, [statement])
    if pending:
        yield Batch(len(statements) + 1 - len(pending), pending)

"""####
        ),
        (
"block.py", ####"""
""

import itertools
import time

import errors
import overdue
import settling
from batches import LONGEST
from budget import OutOfTime, TooLate
from data_api import Unavailable
from dollar import dollar_quoted
from failures import ScriptFailed
from history import Entry, Failure
from lease import Replaced
from manifest import Script
from probe import is_running, mark
from run import Run

POLL_SECONDS = 5

ATTEMPTS = 3
CONTENDED_ATTEMPTS = 5


class Unseen(Exception):
    ""


def goes_on_with(run: Run, script: Script, entry: Entry) -> bool:
    ""
    is_begun = entry.state == "RUNNING" and entry.mode == script.mode == "block"
    return is_begun and entry.request_id == run.request.request_id


def apply_block(run: Run, script: Script, entry: Entry | None) -> None:
    ""
    begun = len(run.journal.steps(entry.seq)) if entry else 0
    seq = run.history.begin(script, entry)
    if begun and seq in run.lease.cancelled:
        raise undone(run, script, seq, overdue.words(script.timeout))
    for number in range(begun + 1, ATTEMPTS + 1):
        run.budget.check()

        run.journal.start(seq, number, script.statements[0], None)
        try:
            persist(run, script, seq, number)
            return
        except Unseen:
            run.log.step("again", script=script.name)
    raise undone(run, script, seq, f"it was begun {ATTEMPTS} times, and nobody saw it end")


def persist(run: Run, script: Script, seq: int, number: int) -> None:
    ""



    for attempt in itertools.count(1):
        sql = block(run, script, seq, number)
        if len(sql) > LONGEST:
            words = f"it has {len(sql)} characters as a block; expected at most {LONGEST}; divide it"
            raise undone(run, script, seq, words)
        try:
            run.database.execute(sql, goes_on=True)
            return
        except (Replaced, OutOfTime, TooLate):
            raise
        except Exception as error:
            if errors.is_contended(error) and attempt < CONTENDED_ATTEMPTS:
                run.budget.check()
                settling.pause(attempt)
                continue
            if errors.did_nothing(error) or isinstance(error, Unavailable):
                has_secret = any(statement.has_secret for statement in script.statements)
                words = f"{errors.code(error)} about a password" if has_secret else errors.message(error)
                raise undone(run, script, seq, f"it was undone: {words}", errors.database_code(error)) from error
            run.log.step("goes on", script=script.name, code=errors.code(error))
            wait(run, script, seq, was_seen=errors.code(error) == errors.TIMEOUT)
            return


def undone(run: Run, script: Script, seq: int, words: str, code: str = "") -> ScriptFailed:
    ""
    run.history.fail(seq, script, "FAILED", 0, Failure(code, words, None))
    run.journal.forget(seq, 1)
    return ScriptFailed(f"{script.name}: {words}")


def wait(run: Run, script: Script, seq: int, *, was_seen: bool) -> None:
    ""



    time.sleep(POLL_SECONDS)
    while is_running(run.database, seq):
        was_seen = True
        run.lease.cancel_overdue()
        run.budget.check()
        time.sleep(POLL_SECONDS)

    run.lease.raise_fence(run.lease.fence)
    if run.history.has_applied(script):
        return
    if seq in run.lease.cancelled:
        raise undone(run, script, seq, overdue.words(script.timeout))
    if not was_seen:
        raise Unseen
    raise undone(run, script, seq, "it was undone after its call had ended; the database's log says why")


def block(run: Run, script: Script, seq: int, number: int) -> str:
    ""
    begun = mark(run.lease.owner, seq, number, script.timeout)
    lock_timeout = f"PERFORM pg_catalog.set_config('lock_timeout', '{script.lock_timeout}', true);\n"
    lines = [
        f"PERFORM 1 FROM borealis.fence WHERE id = 1 AND value = {run.lease.fence} FOR UPDATE;\n",
        "IF NOT FOUND THEN RAISE EXCEPTION 'borealis: another run has taken over'; END IF;\n",
        lock_timeout if script.lock_timeout is not None else "",
        *(f"EXECUTE {dollar_quoted(statement.text)};\n" for statement in script.statements),
        f"{run.history.applied_in_block(seq, script)};\n",
    ]
    return f"{begun}DO {dollar_quoted(f'BEGIN{chr(10)}{chr(10).join(lines)}END')}"

"""####
        ),
        (
"budget.py", ####"""
""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


STATEMENT_SECONDS = 60

WATCHDOG_SECONDS = 20

NEARLY = 0.8


class OutOfTime(Exception):
    ""


class TooLate(Exception):
    ""


@dataclass
class Budget:
    ""




    remaining_milliseconds: Callable[[], int]
    deadline: float

    whole: float = field(init=False)

    def __post_init__(self) -> None:
        self.whole = self.seconds

    @property
    def seconds(self) -> float:
        ""
        return self.remaining_milliseconds() / 1000

    @property
    def is_nearly_whole(self) -> bool:
        ""
        return self.seconds >= NEARLY * self.whole

    def limit(self, deadline: float) -> None:
        ""
        self.deadline = min(self.deadline, deadline)

    def check(self) -> None:
        ""
        if self.deadline - time.time() < STATEMENT_SECONDS:
            raise TooLate("CloudFormation's time for this resource is up")
        if self.seconds < STATEMENT_SECONDS:
            raise OutOfTime("the function's time is up")

"""####
        ),
        (
"clients.py", ####"""
""

from typing import Any, Protocol

import boto3
from botocore.config import Config

import data_api


class Clients(Protocol):
    ""

    def data_api(self) -> data_api.Client: ...

    def lambda_service(self) -> Any: ...

    def cloudformation(self) -> Any: ...


class AWSClients:
    ""

    def data_api(self) -> data_api.Client:
        ""
        config = Config(
            connect_timeout=data_api.CONNECT_SECONDS,
            read_timeout=data_api.READ_SECONDS,
            retries={"total_max_attempts": 1},
        )
        client: data_api.Client = boto3.client("rds-data", config=config)
        return client

    def lambda_service(self) -> Any:
        return boto3.client("lambda", config=short())

    def cloudformation(self) -> Any:
        return boto3.client("cloudformation", config=short())


def short() -> Config:
    ""
    return Config(connect_timeout=3, read_timeout=5, retries={"total_max_attempts": 2})

"""####
        ),
        (
"data_api.py", ####"""
""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import errors
from budget import Budget, OutOfTime
from logs import Log
from request import Target

CONNECT_SECONDS = 5

READ_SECONDS = 60

PATIENCE_SECONDS = 300

Value = str | int | None
Values = Mapping[str, Value]
Retried = Callable[[Exception], bool]


class Client(Protocol):
    ""

    def execute_statement(self, **parameters: Any) -> dict[str, Any]: ...

    def batch_execute_statement(self, **parameters: Any) -> dict[str, Any]: ...

    def begin_transaction(self, **parameters: Any) -> dict[str, Any]: ...

    def commit_transaction(self, **parameters: Any) -> dict[str, Any]: ...

    def rollback_transaction(self, **parameters: Any) -> dict[str, Any]: ...


class Unavailable(Exception):
    ""


@dataclass(frozen=True)
class Result:
    ""

    rows: list[list[Any]]
    changed: int


class Database:
    ""

    def __init__(self, client: Client, target: Target, budget: Budget, log: Log) -> None:
        self.client = client
        self.engine = target.engine
        self.budget = budget
        self.log = log
        self.cluster = {"resourceArn": target.cluster_arn, "secretArn": target.secret_arn}
        self.target = self.cluster | {"database": target.database}

        self.keep_alive: Callable[[], None] = lambda: None

    def ask(self, sql: str, values: Values | None = None, is_retried: Retried | None = None) -> Result:
        ""
        return self._execute(sql, values, is_retried or is_transient)

    def execute(
        self, sql: str, values: Values | None = None, transaction: str | None = None, *, goes_on: bool = False
    ) -> Result:
        ""



        given: dict[str, Any] = {"transactionId": transaction} if transaction else {}
        if goes_on:
            given["continueAfterTimeout"] = True
        return self._execute(sql, values, errors.is_refused_early, **given)

    def _execute(self, sql: str, values: Values | None, is_retried: Retried, **given: Any) -> Result:
        if values:
            given["parameters"] = [parameter(name, value) for name, value in values.items()]
        response = self._send(self.client.execute_statement, is_retried, sql=sql, **self.target, **given)
        rows = [[content(field) for field in record] for record in response.get("records", [])]
        return Result(rows, response.get("numberOfRecordsUpdated", 0))

    def execute_batch(self, sql: str, transaction: str, sets: Sequence[Values]) -> None:
        ""
        given = [[parameter(name, value) for name, value in values.items()] for values in sets]
        self._send(
            self.client.batch_execute_statement,
            errors.is_refused_early,
            sql=sql,
            transactionId=transaction,
            parameterSets=given,
            **self.target,
        )

    def begin(self) -> str:
        ""
        begun = self._send(self.client.begin_transaction, is_transient, **self.target)
        return str(begun["transactionId"])

    def commit(self, transaction: str) -> None:
        self._send(self.client.commit_transaction, errors.is_refused_early, **self.cluster, transactionId=transaction)

    def roll_back(self, transaction: str) -> None:
        ""



        keep_alive, self.keep_alive = self.keep_alive, lambda: None
        try:
            self._send(self.client.rollback_transaction, is_transient, **self.cluster, transactionId=transaction)
        except Exception as error:
            self.log.step("rollback failed", code=errors.code(error))
        finally:
            self.keep_alive = keep_alive

    def _send(self, call: Callable[..., dict[str, Any]], is_retried: Retried, **parameters: Any) -> dict[str, Any]:
        begun = time.monotonic()
        paused = 0.0
        attempt = 0
        while True:
            self.keep_alive()
            try:
                return call(**parameters)
            except Exception as error:
                if not is_retried(error):
                    raise

                waited = max(paused, time.monotonic() - begun)
                if waited >= PATIENCE_SECONDS:
                    raise Unavailable(
                        f"the database didn't answer for {waited:.0f} s: {errors.message(error)}"
                    ) from error
                self.check_time(error)
                self.log.step("waiting", code=errors.code(error), seconds=round(waited))
            pause = min(2**attempt, 15) * random.uniform(0.8, 1.2)
            time.sleep(pause)
            paused += pause
            attempt += 1

    def check_time(self, error: Exception) -> None:
        ""
        try:
            self.budget.check()
        except OutOfTime as late:
            raise OutOfTime(f"{late}, and the database didn't answer: {errors.message(error)}") from error


def is_transient(error: Exception) -> bool:
    ""
    return errors.is_refused_early(error) or errors.is_ambiguous(error) or errors.is_contended(error)


def is_transient_at_first(error: Exception) -> bool:
    ""
    return is_transient(error) or errors.code(error) in errors.REFUSED_AT_FIRST


def parameter(name: str, value: Value) -> dict[str, Any]:
    if value is None:
        return {"name": name, "value": {"isNull": True}}
    return {"name": name, "value": {"longValue": value} if isinstance(value, int) else {"stringValue": value}}


def content(field: dict[str, Any]) -> Any:
    ""
    return None if field.get("isNull") else next(iter(field.values()), None)

"""####
        ),
        (
"dialect.py", ####"""
""

from dataclasses import dataclass

from request import Engine


@dataclass(frozen=True)
class Dialect:
    ""

    engine: Engine

    prefix: str

    now: str

    share: str
    text: str

    def after(self, seconds: int) -> str:
        ""
        return f"{self.now} + INTERVAL '{seconds}' SECOND"

    def before(self, milliseconds: str) -> str:
        ""
        if self.engine == "postgresql":
            return f"{self.now} - {milliseconds} * INTERVAL '1 millisecond'"
        return f"{self.now} - INTERVAL 1000 * {milliseconds} MICROSECOND"

    def seconds_since(self, column: str) -> str:
        if self.engine == "postgresql":
            return f"CAST(EXTRACT(EPOCH FROM {self.now} - {column}) AS BIGINT)"
        return f"TIMESTAMPDIFF(SECOND, {column}, {self.now})"

    @property
    def is_fenced(self) -> str:
        ""
        return f"EXISTS (SELECT 1 FROM {self.prefix}fence WHERE id = 1 AND value = :fence{self.share})"


DIALECTS: dict[Engine, Dialect] = {
    "mysql": Dialect("mysql", "borealis_", "UTC_TIMESTAMP(6)", " LOCK IN SHARE MODE", "CHAR"),
    "postgresql": Dialect("postgresql", "borealis.", "pg_catalog.clock_timestamp()", " FOR SHARE", "TEXT"),
}

"""####
        ),
        (
"dollar.py", ####"""
""

import itertools


def dollar_quoted(text: str) -> str:
    ""
    tag = next(tag for number in itertools.count() if (tag := f"$borealis{number}$") not in text + "$")
    return f"{tag}{text}{tag}"

"""####
        ),
        (
"errors.py", ####"""
""

import re

from texts import plain



REFUSED_EARLY = frozenset(
    {
        "ConnectTimeoutError",
        "DatabaseResumingException",
        "DatabaseUnavailableException",
        "EndpointConnectionError",
        "InvalidResourceStateException",
        "ServiceUnavailableError",
        "ServiceUnavailableException",
        "ThrottlingException",
    }
)

AMBIGUOUS = frozenset(
    {
        "ConnectionClosedError",
        "HTTPClientError",
        "InternalFailure",
        "InternalServerErrorException",
        "ReadTimeoutError",
        "ResponseStreamingError",
        "StatementTimeoutException",

        "500",
        "502",
        "503",
        "504",
    }
)

REFUSED_AT_FIRST = frozenset(
    {
        "AccessDeniedException",
        "DatabaseNotFoundException",
        "HttpEndpointNotEnabledException",
        "SecretsErrorException",
    }
)

REJECTED = REFUSED_AT_FIRST | {
    "BadRequestException",
    "DatabaseErrorException",
    "ForbiddenException",
    "InvalidSecretException",
    "NotFoundException",

    "ParamValidationError",

    "ValidationException",
}

OF_DATABASE = frozenset({"BadRequestException", "DatabaseErrorException"})
TIMEOUT = "StatementTimeoutException"


LINK_FAILURE = re.compile(
    r"Communications link failure|I/O error occurred|Connection reset|unexpected end of stream|Broken pipe"
    r"|SQLState: (?:08\w{3}|57P0[123])|[Ee]rror code: (?:1053|2006|2013)\b"
)
STILL_RUNNING = "still running a query"

MESSAGE_CHARACTERS = 1000


CONTENDED = frozenset({"55P03", "40001", "40P01", "1205", "1213"})

SQL_STATE = re.compile(r"SQLState: (\w{5})")
NUMBER = re.compile(r"[Ee]rror code: (\d+)")


def code(error: BaseException) -> str:
    ""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code") or type(error).__name__)


def text(error: BaseException) -> str:
    ""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Message") or error)


def message(error: BaseException) -> str:
    ""
    words = text(error).strip()
    return plain(words.splitlines()[0][:MESSAGE_CHARACTERS]) if words else code(error)


def database_code(error: BaseException) -> str:
    ""
    found = NUMBER.search(text(error)) or SQL_STATE.search(text(error))
    return found[1] if found else code(error)


def connection_id(error: BaseException) -> str | None:
    ""
    response = getattr(error, "response", None) or {}
    found = response.get("dbConnectionId")
    return str(found) if found else None


def is_link_failure(error: BaseException) -> bool:
    ""
    return code(error) in OF_DATABASE and LINK_FAILURE.search(text(error)) is not None


def is_busy(error: BaseException) -> bool:
    ""
    return code(error) in OF_DATABASE and STILL_RUNNING in text(error)


def is_refused_early(error: BaseException) -> bool:
    ""
    return code(error) in REFUSED_EARLY or is_busy(error)


def is_ambiguous(error: BaseException) -> bool:
    ""
    return code(error) in AMBIGUOUS or is_link_failure(error)


def is_lost(error: BaseException) -> bool:
    ""
    return code(error) == "TransactionNotFoundException" or (
        code(error) in OF_DATABASE and re.search(r"[Tt]ransaction \S+ is not found", text(error)) is not None
    )


def is_contended(error: BaseException) -> bool:
    ""
    found = [pattern.search(text(error)) for pattern in (SQL_STATE, NUMBER)]
    return any(match is not None and match[1] in CONTENDED for match in found)


def did_nothing(error: BaseException) -> bool:
    ""



    return code(error) in REJECTED and not is_link_failure(error)


def is_unshown(error: BaseException) -> bool:
    ""
    return code(error) == "UnsupportedResultException"

"""####
        ),
        (
"events.py", ####"""
""

import time

import answer
import errors
import rollback
import tables
from advance import advance, at_rest
from budget import OutOfTime, TooLate
from data_api import Database, Unavailable
from history import History
from invocation import MARGIN_SECONDS, Invocation
from journal import Journal
from lease import Holder, Lease, Replaced
from logs import Log
from manifest import InvalidLayer, Manifest, hash_of
from outcome import Outcome, newest
from request import Request, head_of
from run import Run
from runs import Found, Runs
from server import Server


LAYER_SECONDS = (5, 10, 15, 30)
POLL_SECONDS = 5


class Unprepared(Exception):
    ""


class Unfinished(Exception):
    ""


class Remembered(Exception):
    ""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def respond(invocation: Invocation, log: Log) -> Outcome | None:
    ""
    try:
        outcome = worked(invocation, log)
    except Remembered as before:
        invocation.settle(before.outcome)
        return before.outcome
    except Replaced as replaced:
        outcome = left(invocation, replaced, log)
    except (OutOfTime, TooLate) as late:
        if isinstance(late, OutOfTime) and go_on(invocation, log):
            return None
        outcome = explained(invocation, Unfinished(resumable(str(late), invocation)), log)
    except Exception as error:
        log.step("failed", code=errors.code(error), place=str(invocation.progress))
        outcome = explained(invocation, error, log)
    return concluded(invocation, outcome, log) if outcome else None


def worked(invocation: Invocation, log: Log) -> Outcome | None:
    ""
    request = invocation.request = Request.of(invocation.event)
    if hash_of(invocation.scripts) != request.scripts_hash:
        await_layer(invocation, log)
        return None

    request.check_environment()
    manifest = Manifest.read(invocation.scripts)
    check_layer(manifest, request)
    run = invocation.run = prepared(invocation, request, manifest, log)
    return migrate(run, manifest)


def concluded(invocation: Invocation, outcome: Outcome, log: Log) -> Outcome | None:
    ""

    if not invocation.settle(outcome):
        return outcome
    try:
        remember(invocation, outcome, log)
    except Replaced as replaced:
        other = left(invocation, replaced, log)

        return concluded(invocation, other, log) if other else None
    if invocation.run and invocation.run.lease.is_held:
        invocation.run.lease.release()
    return outcome


def remember(invocation: Invocation, outcome: Outcome, log: Log, *, is_fenced: bool = True) -> None:
    ""



    if invocation.run is None:
        return
    try:
        invocation.run.runs.write("DONE", invocation.hop, outcome.response, is_fenced=is_fenced)
    except Replaced:
        raise
    except Exception as error:
        log.step("the answer was not remembered", code=errors.code(error))


def left(invocation: Invocation, replaced: Replaced, log: Log) -> Outcome | None:
    ""



    log.step("left", reason=str(replaced))
    run = invocation.run
    if run is None or is_taken_care_of(run) or go_on(invocation, log):
        return None
    return explained(invocation, Unfinished(resumable("another deploy has taken over", invocation)), log)


def resumable(words: str, invocation: Invocation) -> str:
    return f"{words}; resumable at {invocation.progress}; deploy again, and it goes on from there"


def is_taken_care_of(run: Run) -> bool:
    ""

    run.lease.is_held = False
    try:
        found = run.runs.find()
    except Exception as error:
        run.log.step("who has replaced this run is not known", code=errors.code(error))
        return False
    if found is None:
        return False
    return found.outcome is not None or is_anothers(run, found.holder)


def is_anothers(run: Run, holder: Holder) -> bool:
    ""
    request = run.request
    is_same = (holder.stack_id, holder.request_id) == (request.stack_id, request.request_id)
    return holder.is_live and is_same and holder.owner not in (run.lease.owner, run.lease.predecessor)


def check_layer(manifest: Manifest, request: Request) -> None:
    given, expected = (manifest.engine, manifest.set_name), (request.target.engine, request.set_name)
    if given != expected:
        raise InvalidLayer(f"the layer has the scripts of {' '.join(given)}; expected those of {' '.join(expected)}")


def await_layer(invocation: Invocation, log: Log) -> None:
    ""
    if invocation.hop >= len(LAYER_SECONDS):
        raise InvalidLayer("the layer has the scripts of another deploy; deploy again")
    seconds = LAYER_SECONDS[invocation.hop]
    log.step("waiting for the layer", seconds=seconds)
    time.sleep(seconds)
    invocation.go_on()


def go_on(invocation: Invocation, log: Log) -> bool:
    ""
    if invocation.is_last:
        return False
    log.step("to be continued", hop=invocation.hop, place=str(invocation.progress))
    try:
        invocation.go_on()
    except Exception as error:
        log.step("not continued", code=errors.code(error))
        return False
    return True


def explained(invocation: Invocation, error: Exception, log: Log) -> Outcome:
    ""

    def runs() -> Runs | None:
        if invocation.run:
            return invocation.run.runs

        is_silent = isinstance(error, Unavailable | Unfinished)
        return None if is_silent or invocation.request is None else unprepared(invocation, invocation.request, log)

    return rollback.failure(invocation, answer.words(error), lambda: head(invocation, error), runs, log)


def head(invocation: Invocation, error: Exception) -> str:
    ""
    run = invocation.run
    if run and not isinstance(error, Unavailable | Unfinished):
        try:
            return newest(run.history.entries())
        except Exception as lost:
            run.log.step("the head is not known", code=errors.code(lost))
    return head_of(invocation.event)


def unprepared(invocation: Invocation, request: Request, log: Log) -> Runs:
    ""
    database = Database(invocation.clients.data_api(), request.target, invocation.budget, log)
    return Runs(database, request, Lease(database, request, invocation.owner))


def prepared(invocation: Invocation, request: Request, manifest: Manifest, log: Log) -> Run:
    ""
    run, has_tables = opened(invocation, request, manifest, log)
    if not has_tables:
        tables.make(run.database)
    return run


def opened(invocation: Invocation, request: Request, manifest: Manifest, log: Log) -> tuple[Run, bool]:
    ""
    budget = invocation.budget
    budget.check()
    database = Database(invocation.clients.data_api(), request.target, budget, log)
    server = Server.of(database, is_new=request.is_new_target)
    server.check(manifest)
    lease = Lease(database, request, invocation.owner, invocation.predecessor)
    runs = Runs(database, request, lease)
    run = Run(
        request=request,
        database=database,
        lease=lease,
        history=History(database, request, lease, server.version),
        journal=Journal(database, lease),
        runs=runs,
        budget=budget,
        log=log,
        progress=invocation.progress,
        hop=invocation.hop,
        is_rolling_back=lambda: rollback.is_confirmed(invocation, log),
    )
    return run, server.is_prepared


def migrate(run: Run, manifest: Manifest) -> Outcome:
    ""
    found = await_other(run, find(run))
    if found.outcome:
        raise Remembered(Outcome.of(found.outcome))
    outcome = at_rest(run, manifest, run.history.entries()) if run.hop == 0 else None
    return outcome or work(run, manifest, found)


def find(run: Run) -> Found:
    ""
    found = run.runs.find()
    if found is None:

        tables.make(run.database)
        found = run.runs.find()
    if found is None:
        raise Unprepared("the function's own tables have no rows; delete them and deploy again")
    if found.age is not None:

        run.budget.limit(time.time() + run.request.service_timeout - MARGIN_SECONDS - found.age)
    return found


def await_other(run: Run, found: Found) -> Found:
    ""






    first = found.holder
    while found.outcome is None and is_anothers(run, found.holder):
        if (found.holder.owner, found.holder.expires_at) != (first.owner, first.expires_at):
            raise Replaced("the request is being worked on")
        run.budget.check()
        time.sleep(POLL_SECONDS)
        found = find(run)
    return found


def work(run: Run, manifest: Manifest, found: Found) -> Outcome:
    ""
    if found.state is None:

        run.runs.begin(run.hop)
    run.lease.take(found.holder)
    found = find(run)
    if found.outcome:
        run.lease.release()
        raise Remembered(Outcome.of(found.outcome))
    run.runs.write("RUNNING", run.hop)
    return advance(run, manifest)

"""####
        ),
        (
"failures.py", ####"""
""

from collections.abc import Callable

import errors
from history import Failure
from lease import Replaced
from manifest import Script, Statement
from run import Run
from texts import cut


ANSWERED_BYTES = 500


class ScriptFailed(Exception):
    ""


class Concealed(Exception):
    ""

    def __init__(self, error: Exception) -> None:
        code = errors.database_code(error)
        super().__init__(f"{code} in a script with a password")

        self.response = {"Error": {"Code": code, "Message": str(self)}}


def failed(script: Script, number: int, error: Exception, kept: int = 0, fix: str = "") -> ScriptFailed:
    ""
    statements = script.statements
    place = f"{script.name}:{statements[number - 1].line}: statement {number} of {len(statements)} failed"
    stays = f"; the {kept} before it stay, and the next deploy goes on behind them" if kept else ""
    return ScriptFailed(f"{place}: {cut(coded(statements[number - 1], error), ANSWERED_BYTES)}{stays}{fix}")


def coded(statement: Statement, error: Exception) -> str:
    ""
    said = words(statement, error)
    code = errors.database_code(error)
    return said if statement.has_secret or code in said[:64] else f"{code}: {said}"


def words(statement: Statement, error: Exception) -> str:
    return f"{errors.code(error)} about a password" if statement.has_secret else errors.message(error)


def note(run: Run, write: Callable[[Failure], None], script: Script, number: int, error: Exception) -> None:
    ""
    statement = script.statements[number - 1]
    try:
        write(Failure(errors.database_code(error), words(statement, error), statement.line))
    except Replaced:
        raise
    except Exception as lost:
        run.log.step("the failure was not remembered", script=script.name, code=errors.code(lost))

"""####
        ),
        (
"history.py", ####"""
""

from dataclasses import dataclass

import errors
from data_api import Database, Value, Values
from dialect import DIALECTS
from lease import Lease, Replaced
from manifest import Script, version_order
from request import Request


PAGE = 500

PIECE = 16_000
IN_FORCE = ("APPLIED", "BASELINE", "REPAIRED")


@dataclass(frozen=True)
class Entry:
    ""

    seq: int
    kind: str

    version: str | None
    script: str
    checksum: str
    statements: int
    applied_statements: int
    mode: str
    state: str
    request_id: str

    has_undo: int

    @property
    def order(self) -> tuple[int, ...]:
        return version_order(self.version or "0")

    @property
    def is_applied(self) -> bool:
        return self.state in IN_FORCE

    @property
    def did_nothing(self) -> bool:
        ""
        if self.mode in ("transaction", "block"):
            return self.state in ("RUNNING", "FAILED")
        return self.state == "FAILED" and self.applied_statements == 0


class RowGone(Exception):
    ""


@dataclass(frozen=True)
class Failure:
    ""

    code: str
    message: str
    line: int | None


class History:
    ""




    def __init__(self, database: Database, request: Request, lease: Lease, version: str) -> None:
        self.database = database
        self.request = request
        self.lease = lease
        self.engine_version = version
        self.dialect = DIALECTS[database.engine]
        self.table = f"{self.dialect.prefix}history"

    def entries(self) -> list[Entry]:
        ""
        entries: list[Entry] = []
        last = 0
        while True:
            rows = self.database.ask(
                "SELECT seq, kind, version, script, checksum, statements, applied_statements, transaction_mode, state, "
                f"request_id, CASE WHEN undo_sql IS NULL THEN 0 ELSE 1 END FROM {self.table} "
                f"WHERE set_name = :set_name AND undone = 0 AND seq > :last ORDER BY seq LIMIT {PAGE}",
                {"set_name": self.request.set_name, "last": last},
            ).rows
            entries += [Entry(*row) for row in rows]
            if len(rows) < PAGE:
                return entries
            last = entries[-1].seq

    def begin(self, script: Script, entry: Entry | None) -> int:
        ""
        if entry:
            self.resume(script, entry)
            return entry.seq
        values = self.values(script, "RUNNING", 0)
        columns = self.columns(values)
        table, fence = self.table, self.lease.fence_table
        self.database.ask(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM {fence} "
            f"WHERE id = 1 AND value = :fence AND NOT EXISTS (SELECT 1 FROM {table} "
            f"WHERE run_id = :run_id AND script = :script AND state = 'RUNNING'){self.dialect.share}",
            present(values),
        )
        return self.running(script)

    def running(self, script: Script) -> int:
        rows = self.database.ask(
            f"SELECT MAX(seq) FROM {self.table} WHERE run_id = :run_id AND script = :script AND state = 'RUNNING'",
            {"run_id": self.lease.owner, "script": script.name},
        ).rows
        if rows[0][0] is None:
            raise Replaced("the fence is another's")
        return int(rows[0][0])

    def resume(self, script: Script, entry: Entry) -> None:
        ""
        self.change(
            entry.seq,
            script=script.name,
            checksum=script.checksum,
            description=script.description,
            statements=len(script.entries),

            transaction_mode=script.mode if entry.did_nothing else entry.mode,
            state="RUNNING",
            undo_sql=script.undo_text,
            run_id=self.lease.owner,
            stack_id=self.request.stack_id,
            request_id=self.request.request_id,
            error_code=None,
            error_message=None,
            error_line=None,
        )

    def add_applied(self, script: Script, entry: Entry | None, milliseconds: int, transaction: str) -> None:
        ""
        values = self.values(script, "APPLIED", len(script.entries)) | {
            "applied_prefix_hash": script.prefix_hash(len(script.entries)),
            "execution_ms": milliseconds,
        }
        times = {"started_at": self.dialect.before(":execution_ms"), "finished_at": self.dialect.now}
        columns = self.columns(values) | times
        if entry is None:
            sql = f"INSERT INTO {self.table} ({', '.join(columns)}) VALUES ({', '.join(columns.values())})"
        else:
            columns |= {"error_code": "NULL", "error_message": "NULL", "error_line": "NULL"}
            changes = ", ".join(f"{name} = {value}" for name, value in columns.items())
            sql = f"UPDATE {self.table} SET {changes} WHERE seq = {entry.seq}"
        self.database.execute(sql, present(values), transaction)

    def add_baseline(self, scripts: list[Script], transaction: str) -> None:
        ""



        absent = ("undo_sql", "waivers")
        sets = [
            {name: value for name, value in row.items() if name not in absent}
            for row in (self.values(script, "BASELINE", len(script.entries)) for script in scripts)
        ]
        for start in range(0, len(sets), PAGE):
            columns = self.columns(sets[start]) | {"finished_at": self.dialect.now}
            sql = f"INSERT INTO {self.table} ({', '.join(columns)}) VALUES ({', '.join(columns.values())})"
            self.database.execute_batch(sql, transaction, sets[start : start + PAGE])

    def has_applied(self, script: Script) -> bool:
        ""
        return bool(
            self.database.ask(
                f"SELECT 1 FROM {self.table} WHERE run_id = :run_id AND script = :script AND state = 'APPLIED'",
                {"run_id": self.lease.owner, "script": script.name},
            ).rows
        )

    def end(self, seq: int, script: Script, milliseconds: int) -> None:
        ""
        count = len(script.entries)
        self.change(
            seq,
            state="APPLIED",
            applied_statements=count,
            applied_prefix_hash=script.prefix_hash(count),
            execution_ms=milliseconds,
        )

    def fail(self, seq: int, script: Script, state: str, applied: int, failure: Failure) -> None:
        ""
        prefix = script.prefix_hash(applied)
        self.note_failure(seq, state, failure, applied_statements=applied, applied_prefix_hash=prefix)

    def note_failure(self, seq: int, state: str, failure: Failure, **more: Value) -> None:
        ""
        self.change(
            seq,
            state=state,
            error_code=failure.code[:64],
            error_message=failure.message[: errors.MESSAGE_CHARACTERS],
            error_line=failure.line,
            **more,
        )

    def add_failed(self, script: Script, entry: Entry | None, failure: Failure) -> None:
        ""
        seq = self.begin(script, entry)
        self.fail(seq, script, "FAILED", 0, failure)

    def change(self, seq: int, **values: Value) -> None:
        ""



        changes = ", ".join(f"{name} = {value}" for name, value in zip(values, given(values), strict=True))
        ended = "NULL" if values.get("state") == "RUNNING" else self.dialect.now
        changed = self.database.ask(
            f"UPDATE {self.table} SET {changes}, finished_at = {ended}, fence = :fence "
            f"WHERE seq = {seq} AND {self.dialect.is_fenced}",
            present(values) | {"fence": self.lease.fence},
        ).changed
        if not changed:
            self.lease.check()
            self.require(seq)

    def require(self, seq: int) -> None:
        ""
        if not self.database.ask(f"SELECT 1 FROM {self.table} WHERE seq = {seq}").rows:
            raise RowGone(f"row {seq} of {self.table} is gone; nothing may delete rows of the history")

    def applied_in_block(self, seq: int, script: Script) -> str:
        ""
        count = len(script.statements)
        return (
            f"UPDATE {self.table} SET state = 'APPLIED', finished_at = {self.dialect.now}, "
            f"applied_statements = {count}, applied_prefix_hash = '{script.prefix_hash(count)}', "
            "execution_ms = EXTRACT(EPOCH FROM clock_timestamp() - transaction_timestamp()) * 1000 "
            f"WHERE seq = {seq}"
        )

    def undo_text(self, seq: int) -> str:
        ""
        pieces: list[str] = []
        while True:
            rows = self.database.ask(
                f"SELECT SUBSTRING(undo_sql, {len(pieces) * PIECE + 1}, {PIECE}) FROM {self.table} WHERE seq = {seq}"
            ).rows
            pieces.append(str(rows[0][0] or ""))
            if len(pieces[-1]) < PIECE:
                return "".join(pieces)

    @staticmethod
    def columns(values: Values) -> dict[str, str]:
        ""
        return dict(zip(values, given(values), strict=True)) | {"installed_by": "CURRENT_USER"}

    def values(self, script: Script, state: str, applied: int) -> dict[str, Value]:
        ""
        return {
            "set_name": self.request.set_name,
            "kind": script.kind,
            "version": script.version,
            "description": script.description,
            "script": script.name,
            "checksum": script.checksum,
            "statements": len(script.entries),
            "applied_statements": applied,
            "transaction_mode": script.mode,
            "state": state,
            "undo_sql": script.undo_text,
            "run_id": self.lease.owner,
            "stack_id": self.request.stack_id,
            "request_id": self.request.request_id,
            "engine_version": self.engine_version,
            "waivers": script.waivers,
            "fence": self.lease.fence,
        }


def given(values: Values) -> list[str]:
    ""
    return ["NULL" if value is None else f":{name}" for name, value in values.items()]


def present(values: Values) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}

"""####
        ),
        (
"index.py", ####"""
""




from pathlib import Path
from typing import Any

import actions
import answer
import errors
import events
import rollback
from clients import AWSClients, Clients
from invocation import Context, Invocation
from lease import Replaced
from logs import Log
from outcome import Outcome
from request import head_of

SCRIPTS = Path("/opt/migrations")


def handler(event: dict[str, Any], context: Context) -> actions.Answer | None:
    ""
    if "action" in event:
        return actions.respond(event, context, AWSClients(), SCRIPTS)
    run(event, context, AWSClients(), SCRIPTS)
    return None


def run(event: dict[str, Any], context: Context, clients: Clients, scripts: Path) -> None:
    ""
    log = Log.of(event)
    if not isinstance(event, dict) or not isinstance(event.get("ResponseURL"), str):
        log.step("no event of CloudFormation")
        return
    if event.get("RequestType") == "Delete":

        answer.put(event["ResponseURL"], answer.success(event, answer.known_id(event), {}), log)
        return
    try:
        invocation = Invocation.of(event, context, clients, scripts)
    except Exception as error:
        log.metrics(0, 1)
        answer.put(event["ResponseURL"], answer.failure(event, answer.words(error), context.log_stream_name), log)
        return
    work(invocation, log)


def work(invocation: Invocation, log: Log) -> None:
    ""
    watchdog = invocation.watchdog(lambda: hand_over(invocation, log))
    watchdog.start()
    try:
        outcome = events.respond(invocation, log)
    finally:
        watchdog.cancel()

        watchdog.join()
    if outcome and invocation.end():
        give(invocation, outcome, log)


def hand_over(invocation: Invocation, log: Log) -> None:
    ""
    why = "the function has invoked itself too often"
    log.step("the call doesn't end", hop=invocation.hop, place=str(invocation.progress))
    try:
        if not invocation.is_last:
            invocation.go_on()
            return
    except Exception as error:
        log.step("not continued", code=errors.code(error))
        why = f"the function could not invoke itself: {answer.words(error)}"
    if not invocation.end():
        return
    words = f"the function's time is up, and {why}; resumable at {invocation.progress}; deploy again"

    outcome = invocation.outcome
    outcome = outcome or rollback.failure(invocation, words, lambda: head_of(invocation.event), lambda: None, log)
    try:
        give(invocation, outcome, log)

        events.remember(invocation, outcome, log, is_fenced=False)
    except ConnectionError:

        log.step("not answered")
    except Replaced as replaced:
        log.step("left", reason=str(replaced))


def give(invocation: Invocation, outcome: Outcome, log: Log) -> None:
    ""
    if not outcome.is_remembered:
        log.metrics(outcome.applied, 0 if outcome.is_success else 1)
    log.step("answered", status="SUCCESS" if outcome.is_success else "FAILED", state=outcome.attributes.get("State"))
    answer.put(invocation.event["ResponseURL"], written(invocation, outcome), log)


def written(invocation: Invocation, outcome: Outcome) -> answer.Body:
    event, request = invocation.event, invocation.request
    if outcome.is_success:
        resource = request.physical_resource_id if request else answer.known_id(event)
        return answer.success(event, resource, outcome.attributes)
    return answer.failure(event, outcome.words, invocation.context.log_stream_name)

"""####
        ),
        (
"index_build.py", ####"""
""

from data_api import Database, Value
from manifest import Statement


def drop_invalid(database: Database, statement: Statement) -> None:
    ""



    probe = statement.probe
    if database.engine != "postgresql" or probe is None or probe.kind != "index" or not probe.exists:
        return
    values: dict[str, Value] = {"name": probe.name}
    place = "pg_catalog.pg_table_is_visible(c.oid)"
    if probe.schema is not None:
        values["schema"] = probe.schema
        place = "n.nspname = :schema"
    invalid = database.ask(
        "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_index i "
        "JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        f"WHERE c.relname = :name AND NOT i.indisvalid AND {place}",
        values,
    ).rows
    if invalid:

        database.ask(f"DROP INDEX CONCURRENTLY IF EXISTS {invalid[0][0]}")

"""####
        ),
        (
"invocation.py", ####"""
""

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self

from budget import WATCHDOG_SECONDS, Budget
from clients import Clients
from outcome import Outcome
from progress import Progress
from request import Request, service_timeout
from run import Run


KEY = "Borealis"


MOST_HOPS = 14

MARGIN_SECONDS = 30


class Context(Protocol):
    ""

    log_stream_name: str
    invoked_function_arn: str
    aws_request_id: str

    def get_remaining_time_in_millis(self) -> int: ...


@dataclass
class Invocation:
    ""





    event: dict[str, Any]
    context: Context
    clients: Clients
    scripts: Path
    hop: int
    predecessor: str | None
    budget: Budget
    owner: str = field(default_factory=lambda: os.urandom(16).hex())
    lock: threading.Lock = field(default_factory=threading.Lock)
    progress: Progress = field(default_factory=Progress)

    request: Request | None = None
    run: Run | None = None

    outcome: Outcome | None = None

    is_over: bool = False

    @classmethod
    def of(cls, event: dict[str, Any], context: Context, clients: Clients, scripts: Path) -> Self:
        given = event.get(KEY)
        given = given if isinstance(given, dict) else {}

        deadline = float(given.get("deadline", 0)) or time.time() + service_timeout(event) - MARGIN_SECONDS
        return cls(
            event={name: value for name, value in event.items() if name != KEY},
            context=context,
            clients=clients,
            scripts=scripts,
            hop=max(int(given.get("hop", 0)), 0),
            predecessor=given.get("owner"),
            budget=Budget(context.get_remaining_time_in_millis, deadline),
        )

    @property
    def is_last(self) -> bool:
        return self.hop >= MOST_HOPS

    def end(self) -> bool:
        ""
        with self.lock:
            was_over, self.is_over = self.is_over, True
            return not was_over

    def settle(self, outcome: Outcome) -> bool:
        ""
        with self.lock:
            self.outcome = outcome
            return not self.is_over

    def go_on(self) -> None:
        ""
        if not self.end():
            return
        payload = self.event | {KEY: {"hop": self.hop + 1, "owner": self.owner, "deadline": self.budget.deadline}}
        try:
            self.clients.lambda_service().invoke(
                FunctionName=self.context.invoked_function_arn, InvocationType="Event", Payload=json.dumps(payload)
            )
        except Exception:
            self.is_over = False
            raise

    def watchdog(self, bark: Callable[[], None]) -> threading.Timer:
        ""
        seconds = self.context.get_remaining_time_in_millis() / 1000 - WATCHDOG_SECONDS
        timer = threading.Timer(max(seconds, 0), bark)
        timer.daemon = True
        return timer

"""####
        ),
        (
"journal.py", ####"""
""

from dataclasses import dataclass

from data_api import Database, Values
from dialect import DIALECTS
from lease import Lease
from manifest import Statement
from probe import Presence

PAGE = 1000


@dataclass(frozen=True)
class Step:
    ""

    number: int
    hash: str

    state: str

    was_there: bool | None


class Journal:
    ""

    def __init__(self, database: Database, lease: Lease) -> None:
        self.database = database
        self.lease = lease
        self.dialect = DIALECTS[database.engine]
        self.table = f"{self.dialect.prefix}steps"

    def steps(self, seq: int) -> list[Step]:
        ""
        steps: list[Step] = []
        while True:
            rows = self.database.ask(
                f"SELECT idx, hash, state, was_there FROM {self.table} WHERE seq = {seq} AND idx > :last "
                f"ORDER BY idx LIMIT {PAGE}",
                {"last": steps[-1].number if steps else 0},
            ).rows
            steps += [Step(row[0], row[1], row[2], None if row[3] is None else bool(row[3])) for row in rows]
            if len(rows) < PAGE:
                return steps

    def start(self, seq: int, number: int, statement: Statement, presence: Presence | None) -> None:
        ""



        was_there = f"({presence.question})" if presence else "NULL"
        added = self.database.ask(
            f"INSERT INTO {self.table} (seq, idx, hash, state, was_there) "
            f"SELECT {seq}, {number}, :hash, 'started', {was_there} FROM {self.dialect.prefix}fence "
            f"WHERE id = 1 AND value = :fence AND NOT EXISTS (SELECT 1 FROM {self.table} t "
            f"WHERE t.seq = {seq} AND t.idx = {number}){self.dialect.share}",
            {"hash": statement.hash, "fence": self.lease.fence, **(presence.values if presence else {})},
        ).changed
        if not added:
            self.lease.check()

    def finish(self, seq: int, number: int, rows: int) -> None:
        ""
        self.change(seq, number, f"state = 'done', row_count = {rows}, finished_at = {self.dialect.now}")

    def doubt(self, seq: int, number: int) -> None:
        ""
        self.change(seq, number, "state = 'ambiguous'")

    def keep_connection(self, seq: int, number: int, connection_id: str) -> None:
        ""
        self.change(seq, number, "connection_id = :connection_id", connection_id=connection_id[:64])

    def change(self, seq: int, number: int, changes: str, **values: str) -> None:
        changed = self.database.ask(
            f"UPDATE {self.table} SET {changes} WHERE seq = {seq} AND idx = {number} AND {self.dialect.is_fenced}",
            {"fence": self.lease.fence, **values},
        ).changed
        if not changed:
            self.lease.check()

    def forget(self, seq: int, first: int) -> None:
        ""
        self.database.ask(
            f"DELETE FROM {self.table} WHERE seq = {seq} AND idx >= {first} AND {self.dialect.is_fenced}",
            {"fence": self.lease.fence},
        )

    def add_done(self, seq: int, first: int, statements: list[Statement], transaction: str) -> None:
        ""
        sets: list[Values] = [
            {"idx": number, "hash": statement.hash} for number, statement in enumerate(statements, first)
        ]
        sql = (
            f"INSERT INTO {self.table} (seq, idx, hash, state, finished_at) "
            f"VALUES ({seq}, :idx, :hash, 'done', {self.dialect.now})"
        )
        for start in range(0, len(sets), PAGE):
            self.database.execute_batch(sql, transaction, sets[start : start + PAGE])

"""####
        ),
        (
"lease.py", ####"""
""






import random
import time
from dataclasses import dataclass

import errors
import overdue
from data_api import Database
from dialect import DIALECTS
from request import Request

SECONDS = 120

RENEWAL_SECONDS = 30
WAIT_SECONDS = 300
POLL_SECONDS = (2.0, 6.0)

FENCE_SECONDS = 1.0


class Held(Exception):
    ""


class Replaced(Exception):
    ""


@dataclass(frozen=True)
class Holder:
    ""

    owner: str | None
    stack_id: str
    request_id: str

    age: int
    expires_at: str
    is_live: bool
    fence: int

    @classmethod
    def of(cls, row: list[object]) -> "Holder":
        owner, stack_id, request_id, age, expires_at, is_live, fence = row
        return cls(
            owner=None if owner is None else str(owner),
            stack_id=str(stack_id or ""),
            request_id=str(request_id or ""),
            age=int(str(age or 0)),
            expires_at=str(expires_at),
            is_live=owner is not None and int(str(is_live or 0)) == 1,
            fence=int(str(fence)),
        )


class Lease:
    ""




    def __init__(self, database: Database, request: Request, owner: str, predecessor: str | None = None) -> None:
        self.database = database
        self.request = request
        self.owner = owner
        self.predecessor = predecessor or owner
        self.dialect = DIALECTS[database.engine]
        self.table = f"{self.dialect.prefix}lease"
        self.fence_table = f"{self.dialect.prefix}fence"
        self.fence = 0
        self.is_held = False
        self.renewed_at = 0.0
        self.is_renewing = False

        self.cancelled: set[int] = set()

    @property
    def of_request(self) -> tuple[str, str]:
        return self.request.stack_id, self.request.request_id

    @property
    def columns(self) -> str:
        ""
        lease, text = self.table, self.dialect.text
        return (
            f"{lease}.owner, {lease}.stack_id, {lease}.request_id, {self.dialect.seconds_since(f'{lease}.taken_at')}, "
            f"CAST({lease}.expires_at AS {text}), CASE WHEN {lease}.expires_at > {self.dialect.now} THEN 1 ELSE 0 END, "
            f"{self.fence_table}.value"
        )

    def holder(self) -> Holder:
        ""
        rows = self.database.ask(
            f"SELECT {self.columns} FROM {self.table}, {self.fence_table} "
            f"WHERE {self.table}.id = 1 AND {self.fence_table}.id = 1"
        ).rows
        return Holder.of(rows[0])

    def take(self, holder: Holder) -> None:
        ""



        begun = time.monotonic()
        waited = 0.0
        twin: Holder | None = None
        while not self.seize():
            holder = self.holder()
            if holder.is_live and (holder.stack_id, holder.request_id) == self.of_request:

                twin = twin or holder
                if (holder.owner, holder.expires_at) != (twin.owner, twin.expires_at):
                    raise Replaced("the request is being worked on")
            if waited >= WAIT_SECONDS or time.monotonic() - begun >= WAIT_SECONDS:
                raise Held(held(holder))
            self.database.budget.check()
            self.database.log.step("waiting for the lease", holder=holder.request_id, age=holder.age)
            pause = random.uniform(*POLL_SECONDS)
            time.sleep(pause)
            waited += pause
        self.is_held = True
        self.renewed_at = time.monotonic()
        self.database.keep_alive = self.renew_when_due
        self.raise_fence(holder.fence)

    def seize(self) -> bool:
        ""
        return bool(
            self.database.ask(
                f"UPDATE {self.table} SET owner = :owner, stack_id = :stack_id, request_id = :request_id, "
                f"set_name = :set_name, taken_at = {self.dialect.now}, expires_at = {self.dialect.after(SECONDS)} "
                "WHERE id = 1 AND (owner IS NULL OR owner = :owner OR owner = :predecessor "
                f"OR expires_at <= {self.dialect.now})",
                {
                    "owner": self.owner,
                    "predecessor": self.predecessor,
                    "stack_id": self.request.stack_id,
                    "request_id": self.request.request_id,
                    "set_name": self.request.set_name,
                },
            ).changed
        )

    def raise_fence(self, value: int) -> None:
        ""



        while not self.raised(value):
            holder = self.holder()
            if holder.owner != self.owner:
                raise Replaced("the lease is another's")
            value = holder.fence
        self.fence = value + 1

    def raised(self, value: int) -> bool:
        while True:
            try:
                return bool(
                    self.database.ask(
                        f"UPDATE {self.fence_table} SET value = :next WHERE id = 1 AND value = :value "
                        f"AND EXISTS (SELECT 1 FROM {self.table} WHERE id = 1 AND owner = :owner)",
                        {"value": value, "next": value + 1, "owner": self.owner},
                        errors.is_refused_early,
                    ).changed
                )
            except Exception as error:
                if not (errors.is_ambiguous(error) or errors.is_contended(error)):
                    raise
                self.database.log.step("waiting for the fence", code=errors.code(error))
                self.cancel_overdue()
                self.database.budget.check()
                time.sleep(FENCE_SECONDS)

    def cancel_overdue(self) -> None:
        ""
        self.cancelled.update(overdue.cancel(self.database))

    def renew_when_due(self) -> None:
        ""



        if self.is_renewing or not self.is_held or time.monotonic() - self.renewed_at < RENEWAL_SECONDS:
            return
        self.is_renewing = True
        try:
            now = time.monotonic()
            renewed = self.database.ask(
                f"UPDATE {self.table} SET expires_at = {self.dialect.after(SECONDS)} WHERE id = 1 AND owner = :owner",
                {"owner": self.owner},
            )
            if not renewed.changed:
                raise Replaced("the lease is another's")
            self.renewed_at = now
        finally:
            self.is_renewing = False

    def release(self) -> None:
        ""
        self.is_held = False
        try:
            self.database.execute(
                f"UPDATE {self.table} SET owner = NULL, expires_at = NULL WHERE id = 1 AND owner = :owner",
                {"owner": self.owner},
            )
        except Exception as error:
            self.database.log.step("the lease was not released", code=errors.code(error))

    def lock_fence(self, transaction: str, settings: dict[str, str]) -> None:
        ""





        changes = [f"pg_catalog.set_config('{name}', :{name}, true)" for name in settings]
        columns = ", ".join(["value", *changes])
        found = self.database.execute(
            f"SELECT {columns} FROM {self.fence_table} WHERE id = 1 AND value = :fence FOR UPDATE",
            {"fence": self.fence, **settings},
            transaction,
        )
        if not found.rows:
            raise Replaced("the fence is another's")

    def check(self) -> None:
        ""
        if self.holder().fence != self.fence:
            raise Replaced("the fence is another's")

    def await_transaction(self) -> None:
        ""
        self.database.ask(f"SELECT value FROM {self.fence_table} WHERE id = 1 FOR UPDATE")


def held(holder: Holder) -> str:
    stack = holder.stack_id.split(":stack/")[-1]
    return (
        f"another deploy works on this database: stack {stack}, request {holder.request_id}, "
        f"for {holder.age} s; deploy again when it has ended"
    )

"""####
        ),
        (
"logs.py", ####"""
""





import json
import time
from dataclasses import dataclass, field
from typing import Any, Self

NAMESPACE = "Borealis"
UNKNOWN = "unknown"

Field = str | int | float | bool | None


@dataclass(frozen=True)
class Log:
    ""

    set_name: str
    database: str
    request_id: str

    begun: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, event: Any) -> Self:
        ""
        found = event if isinstance(event, dict) else {}
        properties = found.get("ResourceProperties")
        given = properties if isinstance(properties, dict) else {}
        names = (given.get("Set"), given.get("DatabaseName"), found.get("RequestId"))
        set_name, database, request_id = (name if isinstance(name, str) else "" for name in names)
        return cls(set_name, database, request_id)

    def step(self, step: str, **fields: Field) -> None:
        ""
        always: dict[str, Field] = {"step": step, "set": self.set_name, "request": self.request_id}
        known = {name: value for name, value in fields.items() if value is not None}
        print(json.dumps(always | known), flush=True)

    def metrics(self, applied: int, failures: int) -> None:
        ""





        metrics = [
            {"Name": "Applied", "Unit": "Count"},
            {"Name": "Duration", "Unit": "Milliseconds"},
            {"Name": "Failures", "Unit": "Count"},
        ]
        directive = {"Namespace": NAMESPACE, "Dimensions": [["Database", "Set"]], "Metrics": metrics}
        line = {
            "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]},
            "Database": self.database or UNKNOWN,
            "Set": self.set_name or UNKNOWN,
            "Applied": applied,
            "Duration": round(1000 * (time.monotonic() - self.begun)),
            "Failures": failures,
        }
        print(json.dumps(line), flush=True)

"""####
        ),
        (
"manifest.py", ####"""
""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

import shape

FILE_NAME = "migrations.json"
FORMAT_VERSION = 2
DESCRIPTION_CHARACTERS = 200

PLACE = ("offset", "length")

KEPT_OF_UNDO = ("script", "mode", "timeout", "lockTimeout")

Phase = Literal["expand", "contract"]


class InvalidLayer(Exception):
    ""


@dataclass(frozen=True)
class Probe:
    ""




    kind: str

    schema: str | None

    table: str | None
    name: str
    exists: bool

    @classmethod
    def of(cls, entry: dict[str, Any] | None) -> Self | None:
        if entry is None:
            return None
        return cls(entry["kind"], entry.get("schema"), entry.get("table"), entry["name"], entry["exists"])


@dataclass(frozen=True)
class Statement:
    ""

    text: str
    line: int

    kind: str

    has_secret: bool

    is_inside: bool

    may_commit_by_itself: bool
    probe: Probe | None

    @classmethod
    def of(cls, entry: dict[str, Any], text: str) -> Self:
        return cls(
            text=text,
            line=entry["line"],
            kind=entry.get("class", "dml data"),
            has_secret=entry.get("secret", False),
            is_inside="transaction" not in entry,
            may_commit_by_itself="class" not in entry and entry.get("transaction") == "commits",
            probe=Probe.of(entry.get("probe")),
        )

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Script:
    ""

    folder: Path

    name: str
    kind: str

    version: str | None
    description: str
    checksum: str
    phase: Phase
    mode: str

    timeout: int | None
    lock_timeout: int | None

    content: str
    entries: tuple[dict[str, Any], ...]

    undo: dict[str, Any] | None
    waivers: str | None

    @classmethod
    def of(cls, entry: dict[str, Any], folder: Path) -> Self:
        return cls(
            folder=folder,
            name=entry["script"],
            kind=entry["kind"],
            version=entry.get("version"),

            description=entry["description"][:DESCRIPTION_CHARACTERS],
            checksum=entry["checksum"],
            phase=entry.get("phase", "expand"),
            mode=entry["mode"],
            timeout=entry.get("timeout"),
            lock_timeout=entry.get("lockTimeout"),
            content=entry.get("content", entry["checksum"]),
            entries=tuple(entry["statements"]),
            undo=entry.get("undo"),
            waivers=json.dumps(entry["waivers"]) if "waivers" in entry else None,
        )

    @cached_property
    def statements(self) -> list[Statement]:
        ""
        return cut(self.folder / self.name, self.content, self.entries)

    def check(self) -> None:
        ""
        self.statements  # noqa: B018
        self.undo_text  # noqa: B018

    def prefix_hash(self, count: int) -> str:
        ""
        return hashlib.sha256("".join(statement.hash for statement in self.statements[:count]).encode()).hexdigest()

    @cached_property
    def undo_text(self) -> str | None:
        ""





        if self.undo is None:
            return None
        statements = cut(self.folder / self.undo["script"], self.undo["content"], self.undo["statements"])
        entries = [
            {name: value for name, value in entry.items() if name not in PLACE} | {"text": statement.text}
            for entry, statement in zip(self.undo["statements"], statements, strict=True)
        ]
        kept = {name: self.undo[name] for name in KEPT_OF_UNDO if name in self.undo}
        return json.dumps(kept | {"statements": entries})

    @property
    def order(self) -> tuple[int, ...]:
        return version_order(self.version or "0")


def cut(path: Path, expected: str, entries: Iterable[dict[str, Any]]) -> list[Statement]:
    ""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidLayer(f"{path.name} is not in the layer") from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise InvalidLayer(f"{path.name} in the layer is not the script of the manifest")
    try:
        return [
            Statement.of(entry, content[entry["offset"] : entry["offset"] + entry["length"]].decode())
            for entry in entries
        ]
    except UnicodeDecodeError as error:
        raise InvalidLayer(f"{path.name} is cut in the middle of a character") from error


def version_order(version: str) -> tuple[int, ...]:
    ""
    numbers = [int(component) for component in version.split(".") if version]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


@dataclass(frozen=True)
class Rebase:
    ""


    script: str
    checksum: str

    name: str | None

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Self:
        return cls(entry["script"], entry["checksum"], entry.get("name"))


@dataclass(frozen=True)
class Manifest:
    ""

    scripts_hash: str
    engine: str
    set_name: str

    assumes: dict[str, Any]
    scripts: tuple[Script, ...]

    rebases: tuple[Rebase, ...]

    @classmethod
    def read(cls, folder: Path) -> Self:
        ""
        content = text_of(folder)
        manifest = parsed(content)
        return cls(
            scripts_hash=hashlib.sha256(content).hexdigest(),
            engine=manifest["engine"],
            set_name=manifest["set"],
            assumes=manifest["assumes"],
            scripts=tuple(Script.of(entry, folder) for entry in manifest["scripts"]),
            rebases=tuple(Rebase.of(entry) for entry in manifest["rebases"]),
        )

    @property
    def last(self) -> tuple[int, ...]:
        ""
        return max((script.order for script in self.scripts if script.kind != "repeatable"), default=())

    def up_to(self, order: tuple[int, ...]) -> list[Script]:
        ""
        below = [script for script in self.scripts if script.order <= order]
        versioned = [script for script in below if script.kind == "versioned"]
        baselines = [script for script in below if script.kind == "baseline"]

        first = [script for script in baselines[-1:] if all(other.order > script.order for other in versioned)]
        return first + versioned


def hash_of(folder: Path) -> str | None:
    ""
    try:
        return hashlib.sha256(text_of(folder)).hexdigest()
    except InvalidLayer:
        return None


def text_of(folder: Path) -> bytes:
    try:
        return (folder / FILE_NAME).read_bytes()
    except OSError as error:
        raise InvalidLayer(f"{FILE_NAME} is not in the layer") from error


def parsed(content: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(content)

    except (ValueError, RecursionError) as error:
        raise InvalidLayer(f"{FILE_NAME} is no JSON") from error
    version = manifest.get("formatVersion") if isinstance(manifest, dict) else None
    if version != FORMAT_VERSION:
        raise InvalidLayer(f"{FILE_NAME} has format {version}; expected {FORMAT_VERSION}")
    try:
        shape.check(manifest)
    except shape.InvalidManifest as problem:
        raise InvalidLayer(f"{FILE_NAME} is not what synth writes: {problem}") from problem
    found: dict[str, Any] = manifest
    return found

"""####
        ),
        (
"outcome.py", ####"""
""

from dataclasses import dataclass
from typing import Any, Self

from history import Entry
from manifest import version_order
from plan import Plan
from texts import cut, plain

ANSWERED_CHARACTERS = 1000


@dataclass(frozen=True)
class Outcome:
    ""




    is_success: bool
    words: str
    attributes: dict[str, str]

    is_remembered: bool = False

    @classmethod
    def success(cls, response: str, head: str, applied: int, state: str) -> Self:
        response = cut(plain(response[:ANSWERED_CHARACTERS]), ANSWERED_CHARACTERS)
        attributes = {"Response": response, "Head": head, "Applied": str(applied), "State": state}
        return cls(True, response, attributes)

    @classmethod
    def failure(cls, words: str) -> Self:

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
    ""

    earlier = sum(entry.state == "APPLIED" and entry.request_id == request_id for entry in entries)
    applied = earlier + len(planned.scripts)
    count = counted(applied, "script") if applied else "nothing"
    later = f"; {counted(len(planned.later), 'script')} left for the other phase" if planned.later else ""
    head = max([newest(entries), *(pending.script.version or "" for pending in planned.scripts)], key=version_order)
    return Outcome.success(f"applied {count}; the database is at {place(head)}{later}", head, applied, "APPLIED")


def ahead(entries: list[Entry], why: str = "") -> Outcome:
    ""
    unfinished = [entry.script for entry in entries if not entry.is_applied and not entry.did_nothing]
    rest = f", and {', '.join(unfinished)} in part" if unfinished else ""
    head = newest(entries)
    words = (
        f"the database is at {place(head)}{rest}, ahead of these scripts: nothing was run{f'; {why}' if why else ''}"
    )
    return Outcome.success(words, head, 0, "AHEAD")


def needs_attention(words: str, head: str) -> Outcome:
    ""
    return Outcome.success(f"needs attention before the next deploy: {words}", head, 0, "NEEDS_ATTENTION")


def newest(entries: list[Entry]) -> str:
    return max((entry.version or "" for entry in entries if entry.is_applied), key=version_order, default="")


def place(head: str) -> str:
    return head or "no version"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

"""####
        ),
        (
"overdue.py", ####"""
""




from data_api import Database


LIMITED = "^/[*] borealis [0-9a-f]+/(-?[0-9]{1,19})/[0-9]+ timeout=([0-9]{1,9}) [*]/"
CANCELLED = (
    "SELECT late.limits[1], pg_catalog.pg_cancel_backend(late.pid) FROM (SELECT pid, query_start, "
    f"pg_catalog.regexp_match(query, '{LIMITED}') AS limits FROM pg_catalog.pg_stat_activity WHERE state = 'active' "
    "AND datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()) AS late "
    "WHERE late.limits IS NOT NULL AND late.query_start < "
    "pg_catalog.clock_timestamp() - CAST(late.limits[2] AS BIGINT) * INTERVAL '1 second'"
)


class TookTooLong(Exception):
    ""


def cancel(database: Database) -> list[int]:
    ""
    if database.engine != "postgresql":
        return []
    numbers = [int(row[0]) for row in database.ask(CANCELLED).rows]
    for number in numbers:
        database.log.step("cancelled", row=number)
    return numbers


def words(seconds: int | None) -> str:
    return f"it took longer than its timeout of {seconds} s and was cancelled"

"""####
        ),
        (
"plan.py", ####"""
""

import itertools
from dataclasses import dataclass

from history import Entry
from journal import Step
from manifest import Manifest, Rebase, Script, version_order
from request import Request


Key = tuple[bool, str | None]

Steps = dict[int, list[Step]]


class Refused(Exception):
    ""


class Edited(Refused):
    ""


@dataclass(frozen=True)
class Pending:
    ""

    script: Script
    entry: Entry | None


@dataclass(frozen=True)
class Plan:
    ""

    scripts: list[Pending]

    later: list[Script]

    is_ahead: bool = False


def plan(manifest: Manifest, entries: list[Entry], request: Request, steps: Steps) -> Plan:
    ""





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

        return Plan([Pending(script, begun.get(script.name)) for script in pending], [])
    refuse_early_contract(versioned.pending)
    own = [script for script in pending if script.phase == request.phase]
    early = [script for script in pending if request.phase == "contract" and script.phase == "expand"]
    if early:
        raise Refused(f"{early[0].name} comes before the scripts that contract, and is pending; deploy it first")
    later = [script for script in pending if script.phase != request.phase]
    return Plan([Pending(script, begun.get(script.name)) for script in own], later)


def is_begun_by(entry: Entry, request: Request) -> bool:
    ""
    return entry.request_id == request.request_id and entry.state != "BASELINE"


class RepeatableScripts:
    ""

    def __init__(self, manifest: Manifest, entries: list[Entry]) -> None:
        applied = {entry.script: entry for entry in entries if entry.is_applied}
        unfinished = {entry.script: entry for entry in entries if not entry.is_applied}

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
    ""

    def __init__(self, manifest: Manifest, entries: list[Entry]) -> None:
        self.accepted: set[Key] = set()
        self.entries: dict[Key, Entry] = {}

        self.removed: dict[Key, Entry] = {}

        self.void: dict[Key, Entry] = {}
        for entry in entries:
            if entry.did_nothing:
                self.void[key(entry)] = entry
            else:
                self.remember(entry, manifest)
        baselines = [script for script in manifest.scripts if script.kind == "baseline"]
        in_force = [entry for entry in entries if not entry.did_nothing]

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
        ""
        rows = self.void | self.entries
        return {script.name: rows[key(script)] for script in self.pending if key(script) in rows}

    def is_unfinished(self, script: Script) -> bool:
        return self.has(script) and not self.entries[key(script)].is_applied

    def remember(self, entry: Entry, manifest: Manifest) -> None:
        ""
        matching = [r for r in manifest.rebases if (r.script, r.checksum) == (entry.script, entry.checksum)]
        if not matching:
            self.entries[key(entry)] = entry
            return

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
        ""
        entry = self.removed.get(key(script))
        return entry is not None and entry.checksum == script.checksum

    @property
    def is_ahead(self) -> bool:
        return bool(self.missing) and not self.pending and all(entry.order > self.last for entry in self.missing)

    def check(self, steps: Steps) -> None:
        for script in self.pending:
            if self.is_unfinished(script):

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
        ""
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
    ""
    names = {rebase.name} if rebase.name else set()
    for later in rebases[rebases.index(rebase) + 1 :]:
        if later.script in names and later.name:
            names.add(later.name)
    return names


def key(item: Script | Entry) -> Key:
    ""
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
    ""
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
    ""
    statements = script.statements
    because = f" ({why})" if why else ""
    line = statements[min(number, len(statements)) - 1].line if statements else 1
    return (
        f"{script.name}:{line}: statement {number} of {len(statements)} may have run, in part "
        f"or whole{because}: find out, then have the function repair it with mark-applied (statement {number}) or "
        "retry, and deploy again"
    )


def refuse_early_contract(pending: list[Script]) -> None:
    ""
    for first, second in itertools.pairwise(pending):
        if first.phase == "contract" and second.phase == "expand":
            raise Refused(
                f"{first.name} contracts and comes before {second.name}, which expands, and both are pending; "
                f"deploy a release first that ends with {first.name}, or give that a higher version by migrate rebase"
            )

"""####
        ),
        (
"probe.py", ####"""
""

from collections.abc import Callable
from dataclasses import dataclass

from data_api import Database, Value
from manifest import Probe
from request import Engine


MARK = "/* borealis {run}/{seq}/{number}{limit} */ "


@dataclass(frozen=True)
class Presence:
    ""

    question: str
    values: dict[str, Value]

    @classmethod
    def of(cls, engine: Engine, probe: Probe | None) -> "Presence | None":
        ""
        if probe is None:
            return None
        find = FINDERS[engine].get(probe.kind)
        if find is None:
            return None
        values: dict[str, Value] = {"probed_name": probe.name}
        if probe.schema is not None:
            values["probed_schema"] = probe.schema
        if probe.table is not None:
            values["probed_table"] = probe.table
        return cls(f"SELECT CASE WHEN EXISTS ({find(probe)}) THEN 1 ELSE 0 END", values)

    def ask(self, database: Database) -> bool:
        return bool(database.ask(self.question, self.values).rows[0][0])


def mark(run: str, seq: int, number: int, timeout: int | None = None) -> str:
    ""
    limit = "" if timeout is None else f" timeout={timeout}"
    return MARK.format(run=run, seq=seq, number=number, limit=limit)


def is_running(database: Database, seq: int) -> bool:
    ""
    mark = f"^/[*] borealis [^/ ]+/{seq}/"
    return bool(database.ask(RUNNING[database.engine], {"mark": mark, "seq": seq}).rows)




RUNNING: dict[Engine, str] = {
    "mysql": (
        "SELECT 1 FROM information_schema.processlist WHERE (info REGEXP :mark OR id IN "
        "(SELECT CAST(connection_id AS UNSIGNED) FROM borealis_steps WHERE seq = :seq AND state = 'started' "
        "AND connection_id IS NOT NULL)) AND db = DATABASE() AND command <> 'Sleep' AND id <> CONNECTION_ID()"
    ),
    "postgresql": (
        "SELECT 1 FROM pg_catalog.pg_stat_activity WHERE (query ~ :mark OR CAST(pid AS TEXT) IN "
        "(SELECT connection_id FROM borealis.steps WHERE seq = :seq AND state = 'started')) AND state = 'active' "
        "AND datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()"
    ),
}


CLASS = "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"


def in_schema(schema: str | None, visible: str) -> str:
    return "n.nspname = :probed_schema" if schema is not None else visible


def relation(kinds: str) -> Callable[[Probe], str]:
    def find(probe: Probe) -> str:
        place = in_schema(probe.schema, "pg_catalog.pg_table_is_visible(c.oid)")
        return f"{CLASS} WHERE c.relname = :probed_name AND c.relkind IN ({kinds}) AND {place}"

    return find


def postgresql_index(probe: Probe) -> str:
    ""
    place = in_schema(probe.schema, "pg_catalog.pg_table_is_visible(c.oid)")
    return (
        f"{CLASS} JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid "
        f"WHERE c.relname = :probed_name AND {place}{' AND i.indisvalid' if probe.exists else ''}"
    )


def postgresql_column(probe: Probe) -> str:
    place = in_schema(probe.schema, "pg_catalog.pg_table_is_visible(c.oid)")
    return (
        f"{CLASS} JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid WHERE c.relname = :probed_table AND {place} "
        "AND a.attname = :probed_name AND a.attnum > 0 AND NOT a.attisdropped"
    )


def postgresql_constraint(probe: Probe) -> str:
    place = in_schema(probe.schema, "pg_catalog.pg_table_is_visible(c.oid)")
    return (
        f"{CLASS} JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid WHERE c.relname = :probed_table AND {place} "
        "AND k.conname = :probed_name"
    )


def postgresql_trigger(probe: Probe) -> str:
    place = in_schema(probe.schema, "pg_catalog.pg_table_is_visible(c.oid)")
    return (
        f"{CLASS} JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid WHERE c.relname = :probed_table AND {place} "
        "AND t.tgname = :probed_name AND NOT t.tgisinternal"
    )


def postgresql_type(probe: Probe) -> str:
    place = in_schema(probe.schema, "pg_catalog.pg_type_is_visible(t.oid)")
    return (
        "SELECT 1 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace "
        f"WHERE t.typname = :probed_name AND {place}"
    )


def postgresql_schema(probe: Probe) -> str:
    return "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = :probed_name"


def listed(table: str, schema: str, name: str, owner: str | None = None, more: str = "") -> Callable[[Probe], str]:
    ""

    def find(probe: Probe) -> str:
        place = ":probed_schema" if probe.schema is not None else "DATABASE()"
        table_name = f" AND {owner} = :probed_table" if owner and probe.table is not None else ""
        found = f"SELECT 1 FROM information_schema.{table} WHERE {schema} = {place} AND {name} = :probed_name"
        return f"{found}{table_name}{more}"

    return find


def mysql_schema(probe: Probe) -> str:
    return "SELECT 1 FROM information_schema.schemata WHERE schema_name = :probed_name"


def routine(kind: str) -> Callable[[Probe], str]:
    return listed("routines", "routine_schema", "routine_name", more=f" AND routine_type = '{kind}'")



FINDERS: dict[Engine, dict[str, Callable[[Probe], str]]] = {
    "mysql": {
        "schema": mysql_schema,
        "table": listed("tables", "table_schema", "table_name"),
        "view": listed("views", "table_schema", "table_name"),
        "column": listed("columns", "table_schema", "column_name", "table_name"),
        "index": listed("statistics", "table_schema", "index_name", "table_name"),
        "constraint": listed("table_constraints", "constraint_schema", "constraint_name", "table_name"),
        "function": routine("FUNCTION"),
        "procedure": routine("PROCEDURE"),
        "trigger": listed("triggers", "trigger_schema", "trigger_name"),
        "event": listed("events", "event_schema", "event_name"),
    },
    "postgresql": {
        "schema": postgresql_schema,
        "table": relation("'r', 'p', 'f'"),
        "view": relation("'v', 'm'"),
        "sequence": relation("'S'"),
        "column": postgresql_column,
        "index": postgresql_index,
        "constraint": postgresql_constraint,
        "trigger": postgresql_trigger,
        "type": postgresql_type,
    },
}

"""####
        ),
        (
"progress.py", ####"""
""

from dataclasses import dataclass


@dataclass
class Progress:
    ""

    script: str = ""
    statement: int = 0
    statements: int = 0

    def begin(self, script: str, statements: int) -> None:
        self.script, self.statement, self.statements = script, 0, statements

    def __str__(self) -> str:
        if not self.script:
            return "its beginning"
        if not self.statement:
            return self.script
        return f"{self.script}, statement {self.statement} of {self.statements}"

"""####
        ),
        (
"rebuild.py", ####"""
""

import errors
from run import Run
from tables import LISTED
from transactions import OwnWork, persist, transact


ROUNDS = 5
PAGE = 500


def quoted(column: str) -> str:
    ""
    return f"'`', REPLACE({column}, '`', '``'), '`'"


def listed(order: int, words: str, name: str, source: str) -> str:
    return f"SELECT {order} AS turn, CONCAT({words}, {quoted(name)}) AS statement FROM information_schema.{source}"




MYSQL = (
    "SELECT statement FROM ("
    + " UNION ALL ".join(
        [
            listed(1, "'DROP VIEW '", "table_name", "views WHERE table_schema = DATABASE()"),
            listed(1, "'DROP EVENT '", "event_name", "events WHERE event_schema = DATABASE()"),
            listed(
                1,
                "'DROP ', routine_type, ' '",
                "routine_name",
                "routines WHERE routine_schema = DATABASE() AND routine_type IN ('FUNCTION', 'PROCEDURE')",
            ),
            listed(
                2,
                f"'ALTER TABLE ', {quoted('table_name')}, ' DROP FOREIGN KEY '",
                "constraint_name",
                "table_constraints WHERE table_schema = DATABASE() AND constraint_type = 'FOREIGN KEY'",
            ),
            listed(
                3,
                "'DROP TABLE '",
                "table_name",
                "tables WHERE table_schema = DATABASE() AND table_type NOT LIKE '%VIEW' "
                f"AND table_name NOT IN ({LISTED['mysql']})",
            ),
        ]
    )
    + f") AS found ORDER BY turn, statement LIMIT {PAGE}"
)


OBJECTS = """
        FROM pg_catalog.pg_depend d
        JOIN pg_catalog.pg_namespace n ON n.oid = d.refobjid
        CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, 0) o
        WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.deptype = 'n' AND d.objsubid = 0
        AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'borealis')
        AND o.type NOT IN ('default acl', 'publication namespace')
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend e
            WHERE e.classid = d.classid AND e.objid = d.objid
            AND (e.deptype = 'e' OR (e.deptype = 'i' AND e.refobjid <> e.objid)))
        AND d.classid <> 'pg_catalog.pg_extension'::pg_catalog.regclass"""
SCHEMAS = """
        FROM pg_catalog.pg_namespace n
        WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'borealis', 'public')
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend e
            WHERE e.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND e.objid = n.oid AND e.deptype = 'e')
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_depend e
            ON e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e'
            WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.refobjid = n.oid)
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_extension x WHERE x.extnamespace = n.oid)"""

OTHERS = f"""
    SELECT CAST(found.kind || ' ' || found.identity AS TEXT), CAST(pg_catalog.pg_get_userbyid(owner.oid) AS TEXT)
    FROM (
        SELECT o.type AS kind, o.identity, d.classid, d.objid{OBJECTS}
        UNION ALL
        SELECT 'schema', pg_catalog.quote_ident(n.nspname), 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid
        {SCHEMAS}
    ) AS found
    CROSS JOIN LATERAL (SELECT COALESCE(
        (SELECT s.refobjid FROM pg_catalog.pg_shdepend s WHERE s.classid = found.classid AND s.objid = found.objid
            AND s.objsubid = 0 AND s.deptype = 'o'
            AND s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())),
        10) AS oid) AS owner
    WHERE pg_catalog.pg_get_userbyid(owner.oid) <> current_user
    ORDER BY 1 LIMIT 1"""
POSTGRESQL = f"""DO $borealis$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT CASE o.type WHEN 'statistics object' THEN 'statistics' ELSE o.type END AS kind, o.identity{OBJECTS}
        ORDER BY o.type = 'table' DESC, o.identity
    LOOP
        EXECUTE pg_catalog.format('DROP %s IF EXISTS %s CASCADE', found.kind, found.identity);
    END LOOP;
    FOR found IN
        SELECT n.nspname{SCHEMAS}
    LOOP
        EXECUTE pg_catalog.format('DROP SCHEMA %I CASCADE', found.nspname);
    END LOOP;
END $borealis$"""


class NotRebuilt(Exception):
    ""


def drop_all(run: Run) -> None:
    ""



    refuse_others(run)
    run.log.step("rebuild")
    if run.database.engine == "mysql":
        mark(run)
        drop_mysql(run)
        forget(run, [])
    else:
        forget(run, [POSTGRESQL])


def refuse_others(run: Run) -> None:
    ""
    table, steps = run.history.table, run.journal.table
    rows = run.database.ask(f"SELECT DISTINCT set_name, state FROM {table} ORDER BY set_name, state").rows
    others = sorted({str(name) for name, _ in rows} - {run.request.set_name})
    if others:
        raise NotRebuilt(f"a rebuild would drop what the set {others[0]} has made; restore the scripts instead")
    if any(state == "BASELINE" for _, state in rows):
        raise NotRebuilt(
            "a rebuild would drop what was in the database before the first script; restore the scripts instead"
        )

    by_hand = run.database.ask(
        f"SELECT script FROM {table} h WHERE state = 'REPAIRED' "
        f"AND NOT EXISTS (SELECT 1 FROM {steps} s WHERE s.seq = h.seq) ORDER BY seq LIMIT 1"
    ).rows
    if by_hand:
        raise NotRebuilt(
            f"a rebuild would drop what somebody has made in place of {by_hand[0][0]}; restore the scripts instead"
        )
    if run.database.engine == "postgresql":
        for name, owner in run.database.ask(OTHERS).rows:
            raise NotRebuilt(f"a rebuild would drop the {name}, which {owner} owns; restore the scripts instead")


def mark(run: Run) -> None:
    ""
    run.database.ask(
        f"UPDATE {run.history.table} SET state = 'REBUILDING' WHERE set_name = :set_name "
        f"AND undone = 0 AND {run.history.dialect.is_fenced}",
        {"set_name": run.request.set_name, "fence": run.lease.fence},
    )
    run.lease.check()


def forget(run: Run, first: list[str]) -> None:
    ""
    job = OwnWork("rebuild")
    history, steps = run.history.table, run.journal.table
    values = {"set_name": run.request.set_name}

    def work(transaction: str) -> None:
        for sql in first:
            run.database.execute(sql, None, transaction)
        numbers = f"(SELECT seq FROM {history} WHERE set_name = :set_name)"
        run.database.execute(f"DELETE FROM {steps} WHERE ABS(seq) IN {numbers}", values, transaction)
        run.database.execute(f"DELETE FROM {history} WHERE set_name = :set_name", values, transaction)

    persist(run, job, lambda: transact(run, job, work, lambda: not run.history.entries()))


def drop_mysql(run: Run) -> None:
    ""
    rounds = 0
    while statements := [str(row[0]) for row in run.database.ask(MYSQL).rows]:
        left = drop_each(run, statements)
        rounds += left is not None
        if left and rounds == ROUNDS:
            raise NotRebuilt(f"something is in the way of a rebuild: {errors.message(left)}") from left


def drop_each(run: Run, statements: list[str]) -> Exception | None:
    ""
    last: Exception | None = None
    for sql in statements:
        run.budget.check()

        run.lease.check()
        try:
            run.database.execute(sql, goes_on=True)
        except Exception as error:
            if not (errors.did_nothing(error) or errors.is_ambiguous(error)):
                raise
            run.log.step("not dropped", code=errors.database_code(error))
            last = error
    return last

"""####
        ),
        (
"repair.py", ####"""
""
















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

NUMBER = re.compile(r"[1-9][0-9]{0,8}")
REASON_CHARACTERS = 500

Answer = dict[str, Any]


class Unrepairable(Exception):
    ""


def check(event: dict[str, Any], manifest: Manifest) -> None:
    ""
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
    ""
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
    ""
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
    ""
    if state in ("APPLIED", "BASELINE", "REPAIRED"):
        return "where the script was edited, accept-checksum is possible"
    if state == "":
        return "mark-script-applied is possible"
    if state == "UNDOING":
        return "down goes on with it"
    return "deploy again, with the script corrected from the statement on that failed"


def find(name: str, manifest: Manifest, entries: list[Entry]) -> tuple[Script | None, Entry | None]:
    ""
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
    ""
    return -entry.seq if entry.state == "UNDOING" else entry.seq


def uncertain(run: Run, entry: Entry) -> int | None:
    ""
    if entry.is_applied:
        return None
    return next((step.number for step in run.journal.steps(journalled(entry)) if step.state != "done"), None)


def stopped(run: Run, entry: Entry, number: int, reason: str) -> Answer:
    ""
    if entry.state == "UNDOING":
        run.history.change(entry.seq, reason=reason)
        return told(entry.script, "UNDOING", number)
    run.history.change(entry.seq, state="FAILED", applied_statements=number - 1, reason=reason)
    return told(entry.script, "FAILED", number)


def passed(run: Run, script: Script | None, entry: Entry, number: int, reason: str) -> Answer:
    ""
    if entry.state == "UNDOING" or number < (len(script.entries) if script else entry.statements):
        return stopped(run, entry, number + 1, reason)
    run.history.change(entry.seq, state="REPAIRED", applied_statements=number, reason=reason)
    return told(entry.script, "REPAIRED", None)


def refuse_begun(run: Run, entry: Entry | None) -> None:
    ""
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

    run.journal.forget(seq, 1)
    count = len(script.entries)
    prefix = script.prefix_hash(count)
    run.history.change(seq, state="REPAIRED", applied_statements=count, applied_prefix_hash=prefix, reason=reason)
    return told(script.name, "REPAIRED", None)


def refuse_early(script: Script, manifest: Manifest, entries: list[Entry]) -> None:
    ""
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

        undo_sql=None if entry.state == "BASELINE" else script.undo_text,
        reason=reason,
    )
    return told(script.name, entry.state, None)


def told(script: str, state: str, at: int | None) -> Answer:
    return {"script": script, "state": state, "at": at}

"""####
        ),
        (
"request.py", ####"""
""

import os
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from manifest import Phase
from shape import VERSION_CHARACTERS

Engine = Literal["mysql", "postgresql"]
OnEdited = Literal["refuse", "rebuild"]
OnRollback = Literal["keep", "undo"]



SERVICE_TIMEOUT = 3600

SHORTEST = 120
BASELINE = "baseline:"

SET_CHARACTERS = 64
NEEDED = ("ClusterArn", "SecretArn", "DatabaseName", "Engine", "Set", "Phase", "ScriptsHash")


class InvalidRequest(Exception):
    ""


@dataclass(frozen=True)
class Target:
    ""

    cluster_arn: str
    secret_arn: str
    database: str
    engine: Engine


@dataclass(frozen=True)
class Request:
    ""

    target: Target

    is_new_target: bool
    is_update: bool
    stack_id: str
    request_id: str
    set_name: str
    phase: Phase
    scripts_hash: str

    old_hash: str | None
    on_edited: OnEdited
    on_rollback: OnRollback

    on_unmanaged: str

    service_timeout: int

    @classmethod
    def of(cls, event: dict[str, Any]) -> Self:
        ""
        choice(event, "RequestType", ("Create", "Update"))
        properties = texts(event.get("ResourceProperties"))
        missing = [name for name in NEEDED if not properties.get(name)]
        if missing:
            raise InvalidRequest(f"the custom resource lacks {', '.join(missing)}")
        if len(properties["Set"]) > SET_CHARACTERS:
            raise InvalidRequest(f"Set has {len(properties['Set'])} characters; expected at most {SET_CHARACTERS}")

        old = event.get("OldResourceProperties")
        old = old if isinstance(old, dict) else {}
        target = Target(
            cluster_arn=properties["ClusterArn"],
            secret_arn=properties["SecretArn"],
            database=properties["DatabaseName"],
            engine=choice(properties, "Engine", get_args(Engine)),
        )
        return cls(
            target=target,
            is_new_target=any(old.get(name) != properties[name] for name in ("ClusterArn", "SecretArn")),
            is_update=event.get("RequestType") == "Update",
            stack_id=str(event.get("StackId", "")),
            request_id=str(event.get("RequestId", "")),
            set_name=properties["Set"],
            phase=choice(properties, "Phase", get_args(Phase)),
            scripts_hash=properties["ScriptsHash"],
            old_hash=old["ScriptsHash"] if isinstance(old.get("ScriptsHash"), str) else None,
            on_edited=choice(properties, "OnEdited", get_args(OnEdited)),
            on_rollback=choice(properties, "OnRollback", get_args(OnRollback)),
            on_unmanaged=unmanaged(properties.get("OnUnmanaged", "fail")),
            service_timeout=seconds(properties.get("ServiceTimeout", str(SERVICE_TIMEOUT))),
        )

    def check_environment(self) -> None:
        ""



        if self.on_edited == "rebuild" and os.environ.get("ON_EDITED") != "rebuild":
            raise InvalidRequest("OnEdited is rebuild, which the stack of the function doesn't allow; nothing was run")

    @property
    def physical_resource_id(self) -> str:
        ""
        return f"{self.target.cluster_arn}/{self.target.database}/{self.set_name}/{self.phase}"


def head_of(event: dict[str, Any]) -> str:
    ""
    properties = event.get("ResourceProperties")
    head = properties.get("Head") if isinstance(properties, dict) else None
    return head if isinstance(head, str) and len(head) <= VERSION_CHARACTERS else ""


def texts(properties: Any) -> dict[str, str]:
    if not isinstance(properties, dict):
        raise InvalidRequest("the custom resource has no properties")
    wrong = sorted(str(name) for name, value in properties.items() if not isinstance(value, str))
    if wrong:
        raise InvalidRequest(f"{', '.join(wrong)} of the custom resource is no text")
    return properties


def choice(properties: dict[str, str], name: str, allowed: tuple[str, ...]) -> Any:
    ""
    given = properties.get(name, allowed[0])
    if given not in allowed:
        raise InvalidRequest(f"{name} is {given}; expected {' or '.join(allowed)}")
    return given


def unmanaged(given: str) -> str:
    if given in ("fail", "adopt") or (given.startswith(BASELINE) and given != BASELINE):
        return given
    raise InvalidRequest(f"OnUnmanaged is {given}; expected fail, adopt or {BASELINE}VERSION")


def seconds(given: str) -> int:
    if given.isascii() and given.isdecimal() and len(given) <= 4 and SHORTEST <= int(given) <= SERVICE_TIMEOUT:
        return int(given)
    raise InvalidRequest(f"ServiceTimeout is {given}; expected {SHORTEST} to {SERVICE_TIMEOUT} seconds")


def service_timeout(event: dict[str, Any]) -> int:
    ""
    try:
        return seconds(texts(event.get("ResourceProperties"))["ServiceTimeout"])
    except (InvalidRequest, KeyError):
        return SERVICE_TIMEOUT

"""####
        ),
        (
"rollback.py", ####"""
""

import time
from collections.abc import Callable

import errors
from invocation import Invocation
from logs import Log
from outcome import Outcome, needs_attention
from runs import Runs


ATTEMPTS = 4

AGAIN_SECONDS = 40

DENIED = frozenset({"AccessDenied", "AccessDeniedException"})


def failure(
    invocation: Invocation, words: str, head: Callable[[], str], runs: Callable[[], Runs | None], log: Log
) -> Outcome:
    ""



    return needs_attention(words, head()) if is_rolling_back(invocation, runs, log) else Outcome.failure(words)


def is_confirmed(invocation: Invocation, log: Log) -> bool:
    ""
    try:
        return says_rollback(invocation, log)
    except Exception:
        return False


def is_rolling_back(invocation: Invocation, runs: Callable[[], Runs | None], log: Log) -> bool:
    ""
    try:
        return says_rollback(invocation, log)
    except Exception as error:
        if errors.code(error) not in DENIED:
            return False
    try:
        known = runs()
        return known is not None and known.reverses_the_last()
    except Exception as error:
        log.step("the last request is not known", code=errors.code(error))
        return False


def says_rollback(invocation: Invocation, log: Log) -> bool:
    ""





    if invocation.event.get("RequestType") != "Update":
        return False
    for attempt in range(1, ATTEMPTS + 1):
        try:
            stacks = invocation.clients.cloudformation().describe_stacks(StackName=invocation.event["StackId"])
            return "ROLLBACK" in stacks["Stacks"][0]["StackStatus"]
        except Exception as error:
            log.step("the stack's state is not known", code=errors.code(error))
            is_last = attempt == ATTEMPTS or invocation.budget.seconds < AGAIN_SECONDS
            if is_last or errors.code(error) in DENIED:
                raise
        time.sleep(2**attempt)
    raise AssertionError("the last attempt returns or raises")

"""####
        ),
        (
"run.py", ####"""
""

from collections.abc import Callable
from dataclasses import dataclass, field

from budget import Budget
from data_api import Database
from history import History
from journal import Journal
from lease import Lease
from logs import Log
from progress import Progress
from request import Request
from runs import Runs


@dataclass(frozen=True)
class Run:
    ""

    request: Request
    database: Database
    lease: Lease
    history: History
    journal: Journal
    runs: Runs
    budget: Budget
    log: Log
    hop: int

    is_rolling_back: Callable[[], bool]
    progress: Progress = field(default_factory=Progress)

"""####
        ),
        (
"runs.py", ####"""
""

import json
from dataclasses import dataclass
from typing import Any

from data_api import Database, Value
from dialect import DIALECTS
from history import given, present
from lease import Holder, Lease
from request import Request


CHANGING = ("hop", "state", "response", "owner")


@dataclass(frozen=True)
class Found:
    ""


    state: str | None

    outcome: dict[str, Any] | None

    age: int | None
    holder: Holder


class Runs:
    ""

    def __init__(self, database: Database, request: Request, lease: Lease) -> None:
        self.database = database
        self.request = request
        self.lease = lease
        self.dialect = DIALECTS[database.engine]
        self.table = f"{self.dialect.prefix}runs"
        self.key = {
            "stack_id": request.stack_id,
            "request_id": request.request_id,
            "set_name": request.set_name,
            "phase": request.phase,
        }

    @property
    def is_this(self) -> str:
        return " AND ".join(f"{self.table}.{name} = :{name}" for name in self.key)

    def find(self) -> Found | None:
        ""
        lease, fence = self.lease.table, self.lease.fence_table
        rows = self.database.ask(
            f"SELECT {self.table}.state, {self.table}.response, "
            f"{self.dialect.seconds_since(f'{self.table}.started_at')}, {self.lease.columns} FROM {lease} "
            f"CROSS JOIN {fence} LEFT JOIN {self.table} ON {self.is_this} WHERE {lease}.id = 1 AND {fence}.id = 1",
            self.key,
        ).rows
        if not rows:
            return None
        state, response, age, *holder = rows[0]
        outcome = json.loads(response) if response else None
        return Found(state, outcome, None if age is None else int(age), Holder.of(holder))

    def begin(self, hop: int) -> None:
        ""
        values = self.values("RUNNING", hop, None)
        written = given(values)
        same = "UPDATE hop = hop"
        conflict = f"ON DUPLICATE KEY {same}" if self.database.engine == "mysql" else "ON CONFLICT DO NOTHING"
        sql = f"INSERT INTO {self.table} ({', '.join(values)}) VALUES ({', '.join(written)}) {conflict}"
        self.database.ask(sql, present(values))

    def write(self, state: str, hop: int, response: dict[str, Any] | None = None, *, is_fenced: bool = True) -> None:
        ""





        values = self.values(state, hop, response)
        written = dict(zip(values, given(values), strict=True))
        changing = [f"{name} = {given}" for name, given in written.items() if name in CHANGING]
        conflict = f"{self.conflict} {', '.join(changing)}, updated_at = {self.dialect.now}"
        source = f"VALUES ({', '.join(written.values())})"
        fence = {}
        if self.lease.is_held and is_fenced:
            place = f"FROM {self.lease.fence_table} WHERE id = 1 AND value = :fence{self.dialect.share}"
            source = f"SELECT {', '.join(written.values())} {place}"
            fence = {"fence": self.lease.fence}
        sql = f"INSERT INTO {self.table} ({', '.join(written)}) {source} {conflict}"
        changed = self.database.ask(sql, {**present(values), **fence}).changed
        if fence and not changed:
            self.lease.check()

    def values(self, state: str, hop: int, response: dict[str, Any] | None) -> dict[str, Value]:
        ""
        return {
            **self.key,
            "hop": hop,
            "state": state,
            "from_hash": self.request.old_hash,
            "to_hash": self.request.scripts_hash,
            "response": json.dumps(response) if response else None,
            "owner": self.lease.owner,
        }

    @property
    def conflict(self) -> str:
        if self.database.engine == "mysql":
            return "ON DUPLICATE KEY UPDATE"
        return f"ON CONFLICT ({', '.join(self.key)}) DO UPDATE SET"

    def reverses_the_last(self) -> bool:
        ""



        if self.request.old_hash in (None, self.request.scripts_hash):
            return False
        back = {"from_hash": self.request.old_hash, "to_hash": self.request.scripts_hash}
        rows = self.database.ask(
            f"SELECT from_hash, to_hash FROM {self.table} WHERE stack_id = :stack_id AND set_name = :set_name "
            "AND phase = :phase AND request_id <> :request_id AND (from_hash IS NULL OR from_hash <> :from_hash "
            "OR to_hash <> :to_hash) ORDER BY updated_at DESC LIMIT 1",
            {**self.key, **back},
        ).rows
        return bool(rows) and rows[0] == [self.request.scripts_hash, self.request.old_hash]

"""####
        ),
        (
"server.py", ####"""
""

from dataclasses import dataclass

from data_api import Database, is_transient, is_transient_at_first
from manifest import Manifest
from plan import Refused
from request import Engine
from tables import LISTED, NAMES

QUESTION: dict[Engine, str] = {
    "mysql": (
        "SELECT @@sql_mode, VERSION(), (SELECT COUNT(*) FROM information_schema.tables "
        f"WHERE table_schema = DATABASE() AND table_name IN ({LISTED['mysql']}))"
    ),
    "postgresql": (
        "SELECT current_setting('standard_conforming_strings'), current_setting('server_version'), "
        "(SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        f"WHERE n.nspname = 'borealis' AND c.relname IN ({LISTED['postgresql']}))"
    ),
}


@dataclass(frozen=True)
class Server:
    ""


    quotes: str
    version: str

    is_prepared: bool

    @classmethod
    def of(cls, database: Database, *, is_new: bool) -> "Server":
        ""
        answer = database.ask(QUESTION[database.engine], None, is_transient_at_first if is_new else is_transient)
        quotes, version, count = answer.rows[0]
        return cls(str(quotes), str(version)[:64], count == len(NAMES))

    def check(self, manifest: Manifest) -> None:
        ""
        refused = [mode for mode in manifest.assumes.get("sqlModeWithout", []) if mode in self.quotes.split(",")]
        if refused:
            raise Refused(f"the database's sql_mode has {', '.join(refused)}; the scripts were read without")
        if manifest.engine == "postgresql" and self.quotes != manifest.assumes["standardConformingStrings"]:
            raise Refused(f"the database's standard_conforming_strings is {self.quotes}; the scripts were read with on")

"""####
        ),
        (
"settling.py", ####"""
""

import random
import time
from typing import Literal

import errors
import overdue
from budget import OutOfTime, TooLate
from data_api import Unavailable
from failures import ScriptFailed, failed, note, words
from lease import Replaced
from manifest import Script
from plan import doubt
from probe import Presence, is_running
from run import Run

POLL_SECONDS = 5


Verdict = Literal["done", "again", "contended", "failed"]

MOST_ATTEMPTS: dict[Verdict, int] = {"again": 2, "contended": 5}


def settle(run: Run, script: Script, seq: int) -> int:
    ""
    steps = run.journal.steps(seq)
    open_steps = [step.number for step in steps if step.state != "done"]
    if not open_steps:
        return len(steps) + 1
    number = open_steps[0]
    if unseen(run, script, seq, number) == "done":
        run.journal.finish(seq, number, 0)
        return number + 1
    return number


def start_over(run: Run, script: Script, seq: int) -> int:
    ""
    if any(step.state == "started" for step in run.journal.steps(seq)):
        time.sleep(POLL_SECONDS)
        await_end(run, seq)
    run.journal.forget(seq, 1)
    return 1


def verdict(run: Run, script: Script, seq: int, number: int, error: Exception) -> Verdict:
    ""



    if isinstance(error, Replaced):
        raise error
    statement = script.statements[number - 1]
    is_known = isinstance(error, OutOfTime | TooLate | Unavailable) or errors.did_nothing(error)
    if not is_known:
        connection_id = errors.connection_id(error)
        if connection_id:
            run.journal.keep_connection(seq, number, connection_id)
        run.log.step("unseen", script=script.name, statement=number, code=errors.code(error))
        return unseen(run, script, seq, number, error)
    is_in_part = errors.code(error) in errors.OF_DATABASE and statement.may_commit_by_itself
    if is_in_part and script.kind != "repeatable":
        raise doubtful(run, script, seq, number, error)
    run.journal.forget(seq, number)
    if isinstance(error, OutOfTime | TooLate):
        raise error
    return "contended" if errors.is_contended(error) else "failed"


def pause(attempt: int) -> None:
    ""
    time.sleep(2**attempt * random.uniform(0.5, 1.0))


def unseen(run: Run, script: Script, seq: int, number: int, error: Exception | None = None) -> Verdict:
    ""

    time.sleep(POLL_SECONDS)
    await_end(run, seq)
    statement = script.statements[number - 1]
    presence = Presence.of(run.database.engine, statement.probe)
    if presence is None or statement.probe is None:

        if not (statement.kind.endswith(" neutral") or script.kind == "repeatable"):
            raise doubtful(run, script, seq, number, error)
    elif presence.ask(run.database) == statement.probe.exists:
        was_there = [step.was_there for step in run.journal.steps(seq) if step.number == number]
        if was_there != [statement.probe.exists]:
            return "done"

    run.journal.forget(seq, number)
    if seq in run.lease.cancelled:
        raise late(run, script, seq, number)
    return "again"


def await_end(run: Run, seq: int) -> None:
    ""
    while is_running(run.database, seq):
        run.budget.check()
        run.log.step("waiting for a statement")
        run.lease.cancel_overdue()
        time.sleep(POLL_SECONDS)


def late(run: Run, script: Script, seq: int, number: int) -> ScriptFailed:
    ""
    cause = overdue.TookTooLong(overdue.words(script.timeout))
    note(run, lambda failure: run.history.fail(seq, script, "FAILED", number - 1, failure), script, number, cause)
    return failed(script, number, cause, kept=number - 1)


def doubtful(run: Run, script: Script, seq: int, number: int, error: Exception | None) -> ScriptFailed:
    ""
    run.journal.doubt(seq, number)
    cause = error or RuntimeError("its run ended before it did")
    note(run, lambda failure: run.history.fail(seq, script, "AMBIGUOUS", number - 1, failure), script, number, cause)
    why = words(script.statements[number - 1], error) if error else str(cause)
    return ScriptFailed(doubt(script, number, why))

"""####
        ),
        (
"shape.py", ####"""
""

import re
from typing import Any

NAME_CHARACTERS = 500
VERSION_CHARACTERS = 64
VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")
KINDS = ("versioned", "repeatable", "baseline")
MODES = ("transaction", "block", "segments", "none")
PHASES = ("expand", "contract")


class InvalidManifest(Exception):
    ""


def check(manifest: Any) -> None:
    ""
    whole = fields(manifest, "it")
    for name in ("engine", "set"):
        text(whole, name, "it")
    assumes = fields(whole.get("assumes"), "assumes")
    if whole["engine"] == "postgresql":
        text(assumes, "standardConformingStrings", "assumes")
    for number, rebase in enumerate(items(whole, "rebases", "it"), 1):
        place = f"rebase {number}"
        fields(rebase, place)
        for name in ("script", "checksum"):
            text(rebase, name, place)
        require(isinstance(rebase.get("name", ""), str), place, "name")
    for number, script in enumerate(items(whole, "scripts", "it"), 1):
        check_script(fields(script, f"script {number}"), f"script {number}")


def check_script(script: dict[str, Any], place: str) -> None:
    check_path(script, place)
    for name in ("checksum", "description"):
        text(script, name, place, may_be_empty=name == "description")
    require(script.get("kind") in KINDS, place, "kind")
    require(script.get("mode") in MODES, place, "mode")
    require(script.get("phase", "expand") in PHASES, place, "phase")
    if script["kind"] == "repeatable":
        require("version" not in script, place, "version")
    else:
        version = text(script, "version", place)
        require(len(version) <= VERSION_CHARACTERS and VERSION.fullmatch(version) is not None, place, "version")
    check_limits(script, place)
    for statement in items(script, "statements", place):
        check_statement(statement, place)
    if "undo" in script:
        undo = fields(script["undo"], f"{place}'s undo")
        check_path(undo, f"{place}'s undo")
        text(undo, "content", f"{place}'s undo")
        require(undo.get("mode") in MODES, f"{place}'s undo", "mode")
        check_limits(undo, f"{place}'s undo")
        for statement in items(undo, "statements", f"{place}'s undo"):
            check_statement(statement, f"{place}'s undo")


def check_path(entry: dict[str, Any], place: str) -> None:
    ""
    script = text(entry, "script", place)
    is_inside = not {"", ".", ".."} & set(script.split("/"))
    require(len(script) <= NAME_CHARACTERS and is_inside and "\0" not in script, place, "script")


def check_limits(entry: dict[str, Any], place: str) -> None:
    for name in ("timeout", "lockTimeout"):
        require(name not in entry or is_count(entry[name]), place, name)


def check_statement(statement: Any, place: str) -> None:
    fields(statement, f"a statement of {place}")
    for name in ("line", "offset", "length"):
        require(is_count(statement.get(name)), f"a statement of {place}", name)
    require(isinstance(statement.get("class", ""), str), f"a statement of {place}", "class")
    probe = statement.get("probe")
    if probe is not None:
        fields(probe, f"a probe of {place}")
        for name in ("kind", "name"):
            text(probe, name, f"a probe of {place}")
        require(isinstance(probe.get("exists"), bool), f"a probe of {place}", "exists")


def fields(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InvalidManifest(f"{place} is no object")
    return value


def items(holder: dict[str, Any], name: str, place: str) -> list[Any]:
    found = holder.get(name)
    if not isinstance(found, list):
        raise InvalidManifest(f"{name} of {place} is no list")
    return found


def text(holder: dict[str, Any], name: str, place: str, *, may_be_empty: bool = False) -> str:
    found = holder.get(name)
    if not isinstance(found, str) or not (found or may_be_empty):
        raise InvalidManifest(f"{name} of {place} is no text")
    return found


def require(is_right: bool, place: str, name: str) -> None:
    if not is_right:
        raise InvalidManifest(f"{name} of {place} is not what it may be")


def is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0

"""####
        ),
        (
"status.py", ####"""
""














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

STOPPED = {"RUNNING", "FAILED", "AMBIGUOUS", "INTERRUPTED", "UNDOING", "REBUILDING"}

Report = dict[str, Any]


def status(event: dict[str, Any], run: Run, manifest: Manifest, has_tables: bool) -> Report:
    ""
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
    ""
    rows = run.database.ask(
        f"SELECT DISTINCT script FROM {run.history.table} WHERE set_name = :set_name AND state = 'UNDONE'",
        {"set_name": run.request.set_name},
    ).rows
    return {str(row[0]) for row in rows}


def next_statement(run: Run, entry: Entry) -> int:
    ""
    if entry.did_nothing or entry.version is None:
        return 1
    steps = run.journal.steps(-entry.seq if entry.state == "UNDOING" else entry.seq)
    return next((step.number for step in steps if step.state != "done"), len(steps) + 1)


class Reader:
    ""

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

            return "APPLIED" if self.versioned.is_restored(script) else "BASELINE"
        if script.version is not None and script.order < self.newest:
            return "OUT_OF_ORDER"
        return "UNDONE" if script.name in self.undone else "PENDING"

    def report_missing(self, entry: Entry) -> Report:
        ""
        is_above = entry.order > self.versioned.last
        state = "AHEAD" if is_above else "MISSING"
        report = {"script": entry.script, "kind": entry.kind, "version": entry.version, "isEdited": False}
        if entry.is_applied:
            return report | {"state": state}
        stopped = "INTERRUPTED" if entry.state == "RUNNING" and not self.holder else entry.state
        return report | {"state": stopped} | self.place(entry)

    def place(self, entry: Entry) -> Report:
        ""
        table = self.run.history.table
        line, message = self.run.database.ask(
            f"SELECT error_line, error_message FROM {table} WHERE seq = {entry.seq}"
        ).rows[0]
        at = next_statement(self.run, entry)
        return {"at": at, "of": entry.statements, "line": line, "message": message}

"""####
        ),
        (
"steps.py", ####"""
""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass

import settling
from batches import LONGEST
from failures import ScriptFailed, failed, note
from history import Entry
from index_build import drop_invalid
from manifest import Script, Statement
from probe import Presence, mark
from run import Run
from transactions import StatementFailed, execute, persist, transact


@dataclass(frozen=True)
class Unit:
    ""

    first: int
    statements: list[Statement]
    is_transaction: bool


def apply_in_steps(run: Run, script: Script, entry: Entry | None) -> None:
    ""
    begun = time.monotonic()
    seq = run.history.begin(script, entry)
    number = resume(run, script, seq) if entry else 1
    for unit in units(script, number):
        run.budget.check()
        if unit.is_transaction:
            apply_segment(run, script, seq, unit)
        else:
            apply_alone(run, script, seq, unit.first, unit.statements[0])
    run.history.end(seq, script, round(1000 * (time.monotonic() - begun)))


def resume(run: Run, script: Script, seq: int) -> int:
    ""
    if script.kind == "repeatable":
        return settling.start_over(run, script, seq)
    return settling.settle(run, script, seq)


def units(script: Script, first: int) -> Iterator[Unit]:
    ""
    number = first
    rest = script.statements[first - 1 :]
    together = script.mode != "none"
    for is_inside, group in itertools.groupby(rest, lambda statement: together and statement.is_inside):
        statements = list(group)
        for part in [statements] if is_inside else [[statement] for statement in statements]:
            yield Unit(number, part, is_inside)
            number += len(part)


def apply_segment(run: Run, script: Script, seq: int, unit: Unit) -> None:
    ""

    def work(transaction: str) -> None:
        for number, statement in enumerate(unit.statements, unit.first):
            run.budget.check()
            execute(run, statement.text, number, transaction)
        run.journal.add_done(seq, unit.first, unit.statements, transaction)

    def was_done() -> bool:
        return any(step.number == unit.first for step in run.journal.steps(seq))

    try:
        persist(run, script, lambda: transact(run, script, work, was_done))
    except StatementFailed as problem:
        raise stopped(run, script, seq, problem, kept=unit.first - 1) from problem.error


def apply_alone(run: Run, script: Script, seq: int, number: int, statement: Statement) -> None:
    ""
    presence = Presence.of(run.database.engine, statement.probe)
    run.progress.statement = number
    for attempt in itertools.count(1):
        drop_invalid(run.database, statement)
        run.journal.start(seq, number, statement, presence)
        try:
            changed = run.database.execute(marked(run, seq, number, statement, script.timeout), goes_on=True).changed
        except Exception as error:
            verdict = settling.verdict(run, script, seq, number, error)
            if attempt < settling.MOST_ATTEMPTS.get(verdict, 0):
                settling.pause(attempt)
                continue
            if verdict != "done":
                raise stopped(run, script, seq, StatementFailed(number, error), kept=number - 1) from error
            changed = 0
        run.journal.finish(seq, number, changed)
        return


def marked(run: Run, seq: int, number: int, statement: Statement, timeout: int | None) -> str:
    ""
    sql = f"{mark(run.lease.owner, seq, number, timeout)}{statement.text}"
    return sql if len(sql) <= LONGEST else statement.text


def stopped(run: Run, script: Script, seq: int, problem: StatementFailed, kept: int) -> ScriptFailed:
    ""
    note(
        run,
        lambda failure: run.history.fail(seq, script, "FAILED", kept, failure),
        script,
        problem.number,
        problem.error,
    )
    return failed(script, problem.number, problem.error, kept, problem.fix)

"""####
        ),
        (
"tables.py", ####"""
""

import random
import time

from data_api import Database
from dialect import DIALECTS
from errors import code
from request import Engine

NAMES = ("history", "steps", "runs", "lease", "fence")

LISTED: dict[Engine, str] = {
    "mysql": ", ".join(f"'{DIALECTS['mysql'].prefix}{name}'" for name in NAMES),
    "postgresql": ", ".join(f"'{name}'" for name in NAMES),
}

HISTORY = """
    set_name VARCHAR(64) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    version VARCHAR(64) NULL,
    description VARCHAR(200) NOT NULL,
    script VARCHAR(500) NOT NULL,
    checksum CHAR(64) NOT NULL,
    statements INTEGER NOT NULL,
    applied_statements INTEGER NOT NULL,
    applied_prefix_hash CHAR(64) NULL,
    transaction_mode VARCHAR(16) NOT NULL,
    state VARCHAR(16) NOT NULL,
    undone BIGINT NOT NULL DEFAULT 0,
    undo_sql {long} NULL,
    run_id VARCHAR(64) NOT NULL,
    stack_id VARCHAR(255) NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    engine_version VARCHAR(64) NOT NULL,
    installed_by VARCHAR(128) NOT NULL,
    started_at {time} NOT NULL DEFAULT {now},
    finished_at {time} NULL,
    execution_ms BIGINT NULL,
    error_code VARCHAR(64) NULL,
    error_message VARCHAR(1000) NULL,
    error_line INTEGER NULL,
    waivers TEXT NULL,
    reason VARCHAR(500) NULL,
    fence BIGINT NOT NULL,
    UNIQUE {unique} (set_name, kind, version, undone)"""
STEPS = """
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    hash CHAR(64) NOT NULL,
    state VARCHAR(16) NOT NULL,
    was_there INTEGER NULL,
    connection_id VARCHAR(64) NULL,
    row_count BIGINT NULL,
    started_at {time} NOT NULL DEFAULT {now},
    finished_at {time} NULL,
    PRIMARY KEY (seq, idx)"""
RUNS = """
    stack_id VARCHAR(255) NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    set_name VARCHAR(64) NOT NULL,
    phase VARCHAR(16) NOT NULL,
    hop INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    from_hash VARCHAR(64) NULL,
    to_hash VARCHAR(64) NOT NULL,
    response TEXT NULL,
    owner VARCHAR(64) NOT NULL,
    started_at {time} NOT NULL DEFAULT {now},
    updated_at {time} NOT NULL DEFAULT {now},
    PRIMARY KEY (stack_id, request_id, set_name, phase)"""
LEASE = """
    id INTEGER NOT NULL PRIMARY KEY,
    owner VARCHAR(64) NULL,
    stack_id VARCHAR(255) NULL,
    request_id VARCHAR(64) NULL,
    set_name VARCHAR(64) NULL,
    taken_at {time} NULL,
    expires_at {time} NULL"""
FENCE = """
    id INTEGER NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL"""


WORDS: dict[Engine, dict[str, str]] = {
    "mysql": {
        "long": "LONGTEXT",
        "time": "DATETIME(6)",
        "now": "(UTC_TIMESTAMP(6))",
        "unique": "KEY borealis_history_version",
    },
    "postgresql": {"long": "TEXT", "time": "TIMESTAMPTZ", "now": "clock_timestamp()", "unique": ""},
}
SEQ: dict[Engine, str] = {
    "mysql": "seq BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,",
    "postgresql": "seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,",
}

END: dict[Engine, str] = {
    "mysql": ") ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
    "postgresql": ")",
}
FIRST_ROWS: dict[Engine, tuple[str, ...]] = {
    "mysql": (
        "INSERT IGNORE INTO borealis_lease (id) VALUES (1)",
        "INSERT IGNORE INTO borealis_fence (id, value) VALUES (1, 0)",
    ),
    "postgresql": (
        "INSERT INTO borealis.lease (id) VALUES (1) ON CONFLICT DO NOTHING",
        "INSERT INTO borealis.fence (id, value) VALUES (1, 0) ON CONFLICT DO NOTHING",
    ),
}
MAKE_ATTEMPTS = 5


def definition(engine: Engine) -> list[str]:
    ""
    bodies = {"history": f"\n    {SEQ[engine]}{HISTORY}", "steps": STEPS, "runs": RUNS, "lease": LEASE, "fence": FENCE}
    prefix = DIALECTS[engine].prefix
    made = [
        f"CREATE TABLE IF NOT EXISTS {prefix}{name} ({bodies[name].format(**WORDS[engine])}\n{END[engine]}"
        for name in NAMES
    ]
    schema = ["CREATE SCHEMA IF NOT EXISTS borealis"] if engine == "postgresql" else []
    return [*schema, *made, *FIRST_ROWS[engine]]


def make(database: Database) -> None:
    ""



    statements = definition(database.engine)
    if database.engine == "postgresql":
        statements = [f"DO $borealis$ BEGIN {'; '.join(statements)}; END $borealis$"]
    for statement in statements:
        for attempt in range(MAKE_ATTEMPTS):
            try:
                database.ask(statement)
                break
            except Exception as error:
                if code(error) != "DatabaseErrorException" or attempt + 1 == MAKE_ATTEMPTS:
                    raise
                time.sleep(attempt + random.random())

"""####
        ),
        (
"texts.py", ####"""
""

import json


def plain(text: str) -> str:
    ""
    return "".join(character if character.isprintable() else " " for character in text)


def cut(text: str, size: int) -> str:
    ""
    if measured(text) <= size:
        return text
    kept = []
    left = size - measured("…")
    for character in text[:size]:
        left -= measured(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept) + "…"


def measured(text: str) -> int:
    ""
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2

"""####
        ),
        (
"transactions.py", ####"""
""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import errors
from failures import Concealed, ScriptFailed
from run import Run

CONTENDED_ATTEMPTS = 5
LOST_ATTEMPTS = 2


class Work(Protocol):
    ""

    @property
    def name(self) -> str: ...

    @property
    def timeout(self) -> int | None: ...

    @property
    def lock_timeout(self) -> int | None: ...

    @property
    def entries(self) -> tuple[dict[str, Any], ...]: ...


@dataclass(frozen=True)
class OwnWork:
    ""

    name: str
    timeout: int | None = None
    lock_timeout: int | None = None

    entries: tuple[dict[str, Any], ...] = ()


class Contended(Exception):
    ""


class TransactionLost(Exception):
    ""


class StatementFailed(Exception):
    ""

    def __init__(self, number: int, error: Exception, fix: str = "") -> None:
        super().__init__()
        self.number = number
        self.error = error
        self.fix = fix


def persist(run: Run, script: Work, once: Callable[[], None]) -> None:
    ""
    contended = lost = 0
    while True:
        try:
            once()
            return
        except (Contended, TransactionLost) as problem:
            contended += isinstance(problem, Contended)
            lost += isinstance(problem, TransactionLost)
            error = cause(problem)
            if contended == CONTENDED_ATTEMPTS or lost == LOST_ATTEMPTS:
                words = f"{script.name}: it was undone, {contended + lost} times: {errors.message(error)}"
                raise ScriptFailed(words) from error
            run.log.step("again", script=script.name, code=errors.database_code(error))
            run.budget.check()
            time.sleep(2**contended * random.uniform(0.5, 1.0))


def cause(problem: Exception) -> Exception:
    ""
    return problem.__cause__ if isinstance(problem.__cause__, Exception) else problem


def classified(error: Exception) -> Exception:
    ""



    if errors.is_contended(error) or errors.code(error) == errors.TIMEOUT:
        return Contended()
    if errors.is_lost(error) or errors.is_ambiguous(error):
        return TransactionLost()
    return error


def transact(run: Run, script: Work, work: Callable[[str], None], was_done: Callable[[], bool]) -> None:
    ""



    transaction = run.database.begin()
    try:
        run.lease.lock_fence(transaction, settings(run, script))
        work(transaction)
    except Exception as error:
        run.database.roll_back(transaction)
        problem = classified(error)
        if problem is error:
            raise
        raise problem from error
    commit(run, script, transaction, was_done)


def settings(run: Run, script: Work) -> dict[str, str]:
    ""
    if run.database.engine != "postgresql":
        return {}
    lock_timeout = {"lock_timeout": str(script.lock_timeout)} if script.lock_timeout is not None else {}
    return lock_timeout | ({"statement_timeout": f"{script.timeout}s"} if script.timeout is not None else {})


def execute(run: Run, sql: str, number: int, transaction: str) -> None:
    ""



    run.progress.statement = number
    try:
        run.database.execute(sql, None, transaction)
    except Exception as error:
        if not is_of_statement(error):
            raise
        fix = late_fix(run) if errors.code(error) == errors.TIMEOUT else ""
        raise StatementFailed(number, error, fix) from error


def is_of_statement(error: Exception) -> bool:
    ""
    if errors.code(error) == errors.TIMEOUT:
        return True
    return (errors.did_nothing(error) or errors.is_unshown(error)) and classified(error) is error


def late_fix(run: Run) -> str:
    if run.database.engine == "postgresql":
        return "; give the script -- borealis:timeout 10m, or divide it"
    return "; a call ends after 45 seconds: divide the statement"


def commit(run: Run, script: Work, transaction: str, was_done: Callable[[], bool]) -> None:
    ""
    try:
        run.database.commit(transaction)
    except Exception as error:
        run.log.step("commit unanswered", script=script.name, code=errors.code(error))

        run.database.roll_back(transaction)
        run.lease.await_transaction()
        if was_done():
            return
        if errors.is_contended(error):
            raise Contended from error
        if script.entries and errors.did_nothing(error) and not errors.is_lost(error):
            fix = "; the commit found it, as a check was deferred"

            has_secret = any(entry.get("secret", False) for entry in script.entries)
            raise StatementFailed(len(script.entries), Concealed(error) if has_secret else error, fix) from error
        raise TransactionLost from error

"""####
        ),
        (
"undo.py", ####"""
""

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
    ""


@dataclass(frozen=True)
class UndoScript(Script):
    ""

    @cached_property
    def statements(self) -> list[Statement]:
        return [Statement.of(entry, entry["text"]) for entry in self.entries]

    @cached_property
    def undo_text(self) -> str | None:
        return None

    @classmethod
    def read(cls, entry: Entry, text: str) -> "UndoScript":
        ""
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
    ""




    def __init__(self, history: History, seq: int) -> None:
        super().__init__(history.database, history.request, history.lease, history.engine_version)
        self.seq = seq

    def begin(self, script: Script, entry: Entry | None) -> int:
        ""
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
        ""


def is_whole(script: Script) -> bool:
    ""
    return script.mode in ("transaction", "block")


def is_wanted(run: Run) -> bool:
    ""
    return run.request.on_rollback == "undo" and run.is_rolling_back()


def above(entries: list[Entry], last: tuple[int, ...]) -> list[Entry]:
    ""
    found = [entry for entry in entries if entry.version is not None and not entry.did_nothing]
    return [entry for entry in reversed(found) if entry.order > last]


def undo(run: Run, entries: Sequence[Entry]) -> None:
    ""



    refuse_lasting(entries)
    scripts = [UndoScript.read(entry, run.history.undo_text(entry.seq)) for entry in entries]
    for entry, script in zip(entries, scripts, strict=True):
        run.log.step("undo", script=entry.script, mode=script.mode, statements=len(script.entries))
        run.progress.begin(script.name, len(script.entries))
        undoing = replace(run, history=UndoHistory(run.history, entry.seq))
        go_on(undoing, script, begun(run, script, entry))
        run.log.step("undone", script=entry.script)


def begun(run: Run, script: Script, entry: Entry) -> Entry:
    ""



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

"""####
        ),
        (
"unmanaged.py", ####"""
""

from pathlib import Path

from adoption import Unadoptable, adopted, has_history
from data_api import Database
from dialect import DIALECTS
from history import History
from manifest import Manifest, Script, version_order
from request import BASELINE, Engine
from run import Run
from shape import VERSION
from tables import LISTED
from transactions import OwnWork, persist, transact


MOST = 20
TOLD = 3

TABLES: dict[Engine, str] = {
    "mysql": (
        "SELECT table_name FROM information_schema.tables "
        f"WHERE table_schema = DATABASE() AND table_name NOT IN ({LISTED['mysql']}) "
        f"{{unless}} ORDER BY table_name LIMIT {MOST}"
    ),
    "postgresql": (
        "SELECT CAST(CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END AS TEXT) AS t "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname !~ '^pg_' "
        "AND n.nspname NOT IN ('information_schema', 'borealis') AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d "
        "WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e') "
        f"{{unless}} ORDER BY t LIMIT {MOST}"
    ),
}



FOUND = Script(
    folder=Path(),
    name="",
    kind="found",
    version=None,
    description="tables that were there before the first script",
    checksum="0" * 64,
    phase="expand",
    mode="none",
    timeout=None,
    lock_timeout=None,
    content="",
    entries=(),
    undo=None,
    waivers=None,
)


class Unmanaged(Exception):
    ""


def take_over(run: Run, manifest: Manifest) -> bool:
    ""





    names = tables(run.database)
    wanted = run.request.on_unmanaged
    if wanted == "fail":
        if names:
            raise refused(names)
        return False
    if not names and not is_beside_others(run):
        return False
    if wanted == "adopt":
        if not names and not has_history(run.database):
            raise Unadoptable(
                "other sets have a history in this database, and there is none of Flyway, golang-migrate, Alembic, "
                f"dbmate or goose to adopt: set onUnmanaged to {BASELINE}VERSION if the database has what the scripts "
                "up to a version make, or to fail if this set begins with nothing"
            )
        scripts = adopted(run.database, manifest, names)
    else:
        scripts = known(manifest, wanted[len(BASELINE) :])
    remember(run, scripts or [FOUND])
    return True


def is_beside_others(run: Run) -> bool:
    ""
    rows = run.database.ask(f"SELECT DISTINCT set_name FROM {run.history.table}").rows
    return bool(rows) and [run.request.set_name] not in rows


def tables(database: Database, *, has_history: bool = True) -> list[str]:
    ""
    table = f"{DIALECTS[database.engine].prefix}history"
    unless = f"AND NOT EXISTS (SELECT 1 FROM {table})" if has_history else ""
    return [str(row[0]) for row in database.ask(TABLES[database.engine].format(unless=unless)).rows]


def refused(names: list[str]) -> Unmanaged:
    return Unmanaged(
        f"the database has tables ({some(names)}), and no history of scripts: if they are what the scripts up to a "
        f"version make, set onUnmanaged to {BASELINE}VERSION; if Flyway, golang-migrate, Alembic, dbmate or goose "
        "has made them, set it to adopt"
    )


def some(names: list[str]) -> str:
    return ", ".join(names[:TOLD]) + (", …" if len(names) > TOLD else "")


def known(manifest: Manifest, version: str) -> list[Script]:
    ""



    found = manifest.up_to(version_order(version)) if VERSION.fullmatch(version) else []
    if not found or all(script.order != version_order(version) for script in found):
        versions = [script.version or "" for script in manifest.scripts if script.kind != "repeatable"]
        has = f"has {versions[0]} to {versions[-1]}" if versions else "is empty"
        raise Unmanaged(f"no script has the version {version} of the baseline; the set {has}")
    return found


def remember(run: Run, scripts: list[Script]) -> None:
    ""
    job = OwnWork("baseline")
    history: History = run.history
    run.log.step("baseline", scripts=len(scripts))

    def work(transaction: str) -> None:
        history.add_baseline(scripts, transaction)

    persist(run, job, lambda: transact(run, job, work, lambda: bool(history.entries())))

"""####
        ),
        (
"whole.py", ####"""
""

import time

import errors
from batches import batches
from failures import failed, note
from history import Entry
from manifest import Script
from run import Run
from transactions import StatementFailed, execute, is_of_statement, persist, transact


class BatchFailed(Exception):
    ""


def apply_whole(run: Run, script: Script, entry: Entry | None) -> None:
    ""
    try:
        try:
            persist(run, script, lambda: attempt(run, script, entry, is_batched=run.database.engine == "postgresql"))
        except BatchFailed as problem:
            run.log.step("one by one", script=script.name, code=str(problem))
            persist(run, script, lambda: attempt(run, script, entry, is_batched=False))
    except StatementFailed as problem:
        note(run, lambda failure: run.history.add_failed(script, entry, failure), script, problem.number, problem.error)
        raise failed(script, problem.number, problem.error, fix=problem.fix) from problem.error


def attempt(run: Run, script: Script, entry: Entry | None, *, is_batched: bool) -> None:
    ""
    begun = time.monotonic()

    def work(transaction: str) -> None:
        for batch in batches(script.statements, is_batched=is_batched):
            run.budget.check()
            if len(batch.statements) == 1:
                execute(run, batch.sql, batch.first, transaction)
            else:
                execute_together(run, batch.sql, transaction)
        run.history.add_applied(script, entry, round(1000 * (time.monotonic() - begun)), transaction)

    transact(run, script, work, lambda: run.history.has_applied(script))


def execute_together(run: Run, sql: str, transaction: str) -> None:
    try:
        run.database.execute(sql, None, transaction)
    except Exception as error:
        if not is_of_statement(error):
            raise
        raise BatchFailed(errors.database_code(error)) from error

"""####
        ),
    ]
}
