// Generated from Handler/*.py: RECORD_GOLDENS=failed swift test --filter HandlerFilesTests writes it anew.

/// The handler's Python.
enum HandlerFiles {
    static let texts: [(name: String, text: String)] = [
        (
"answer.py", ####"""
"""The one answer that CloudFormation waits for."""

import json
import time
import urllib.request
from typing import Any
from urllib.error import HTTPError

# The whole answer may have 4,096 bytes. What else is in it comes from the event, or is short.
# Source: CloudFormation User Guide, "Custom resource response objects", read 2026-11-21.
REASON_BYTES = 900
ATTEMPTS = 6

Body = dict[str, Any]


def success(event: dict[str, Any], physical_resource_id: str, attributes: dict[str, str]) -> Body:
    """All is applied."""
    return body(event, physical_resource_id) | {"Status": "SUCCESS", "Data": attributes}


def failure(event: dict[str, Any], reason: str, log_stream: str) -> Body:
    """Something is not applied; the resource stays the one that it was."""
    # A resource that was never made needs an ID all the same, for the Delete that follows.
    physical_resource_id = event.get("PhysicalResourceId") or f"{event['LogicalResourceId']}/{event['RequestId']}"
    suffix = f" (log stream {log_stream})"
    reason = cut(reason, REASON_BYTES - len(suffix.encode())) + suffix
    print(f"failed: {reason}")
    return body(event, physical_resource_id) | {"Status": "FAILED", "Reason": reason}


def body(event: dict[str, Any], physical_resource_id: str) -> Body:
    copied = {name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    return copied | {"PhysicalResourceId": physical_resource_id}


def words(error: Exception) -> str:
    """An error in words; the class tells what a bare KeyError means."""
    text = str(error)
    return text if " " in text else f"{type(error).__name__}: {text}"


def cut(text: str, size: int) -> str:
    """A text of at most so many bytes in UTF-8."""
    encoded = text.encode()
    if len(encoded) <= size:
        return text
    return encoded[: size - 3].decode(errors="ignore") + "…"


def put(url: str, answer: Body) -> None:
    """Sends the answer until it has arrived.

    When it can't be sent at all this raises, and Lambda delivers the event again: what is applied stays applied.
    """
    data = json.dumps(answer, ensure_ascii=False).encode()
    # The presigned URL is for a request without a content type.
    request = urllib.request.Request(url, data=data, method="PUT", headers={"Content-Type": ""})
    for attempt in range(ATTEMPTS):
        try:
            with urllib.request.urlopen(request, timeout=10):
                return
        except OSError as error:
            # An HTTPError's text is its status; that of another may hold the URL, which is a secret.
            status = error.code if isinstance(error, HTTPError) else type(error).__name__
            print(f"the answer was not accepted: {status}")
            if attempt + 1 == ATTEMPTS:
                raise ConnectionError(f"the answer could not be sent: {status}") from None
            time.sleep(2**attempt)

"""####
        ),
        (
"data_api.py", ####"""
"""Calls of the RDS Data API: what may be sent again, and what may not."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from request import Request

# Refusals that come before anything was run; the call can be sent again.
# Source: RDS Data API Reference, "Errors" of ExecuteStatement, read 2026-11-21.
RETRIED = frozenset(
    {
        "DatabaseResumingException",
        "DatabaseUnavailableException",
        "InvalidResourceStateException",
        "ServiceUnavailableError",
        "ThrottlingException",
    }
)
# A cluster that was just made may not know itself yet.
RETRIED_ON_CREATE = RETRIED | {
    "DatabaseNotFoundException",
    "HttpEndpointNotEnabledException",
    "SecretsErrorException",
}
LINK_FAILURE = "Communications link failure"
# A resumed cluster answers after about 15 seconds, one that slept for a day later.
PATIENCE_SECONDS = 300
# Below this no statement is started: one call can take 45 seconds, and the answer needs some.
RESERVE_MILLISECONDS = 60_000


class Client(Protocol):
    """The part of boto3's rds-data client that is used."""

    def execute_statement(self, **parameters: Any) -> dict[str, Any]: ...

    def begin_transaction(self, **parameters: Any) -> dict[str, Any]: ...

    def commit_transaction(self, **parameters: Any) -> dict[str, Any]: ...

    def rollback_transaction(self, **parameters: Any) -> dict[str, Any]: ...


class OutOfTime(Exception):
    """The invocation ends before the work does."""


class Unavailable(Exception):
    """The database didn't answer for as long as the handler waits."""


def code(error: Exception) -> str:
    """The name of a Data API error; that of the class for any other."""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code") or type(error).__name__)


def message(error: Exception) -> str:
    """The first line of what the database or the Data API says."""
    response = getattr(error, "response", None) or {}
    text = str(response.get("Error", {}).get("Message") or error)
    return text.splitlines()[0] if text else code(error)


class Database:
    """One database of a cluster."""

    def __init__(self, client: Client, request: Request, remaining_milliseconds: Callable[[], int]) -> None:
        self.client = client
        self.engine = request.engine
        self.remaining_milliseconds = remaining_milliseconds
        self.target = {
            "resourceArn": request.cluster_arn,
            "secretArn": request.secret_arn,
            "database": request.database,
        }

    def wait(self, is_create: bool) -> None:
        """Waits until the database answers: a paused one is the normal case at a deploy."""
        retried = RETRIED_ON_CREATE if is_create else RETRIED
        self._send(self.client.execute_statement, retried, sql="SELECT 1", **self.target)

    def execute(self, sql: str, transaction: str | None = None, **values: str | int) -> list[list[Any]]:
        """Runs one statement and gives its rows.

        values: named parameters, text or whole numbers.
        """
        parameters: dict[str, Any] = {"sql": sql, **self.target}
        if transaction:
            parameters["transactionId"] = transaction
        else:
            # A statement that changes tables leaves damage when it is cut off.
            parameters["continueAfterTimeout"] = True
        if values:
            parameters["parameters"] = [parameter(name, value) for name, value in values.items()]
        response = self._send(self.client.execute_statement, RETRIED, **parameters)
        return [[content(field) for field in record] for record in response.get("records", [])]

    @contextmanager
    def transaction(self) -> Iterator[str]:
        """A transaction that is committed when the body ends, and rolled back when it fails."""
        target = {"resourceArn": self.target["resourceArn"], "secretArn": self.target["secretArn"]}
        begun = self._send(self.client.begin_transaction, RETRIED, **self.target)
        target["transactionId"] = begun["transactionId"]
        try:
            yield begun["transactionId"]
        except Exception:
            try:
                self.client.rollback_transaction(**target)
            except Exception as error:
                # The Data API rolls back by itself after three minutes without a call.
                print(f"rollback failed: {code(error)}")
            raise
        self.client.commit_transaction(**target)

    def _send(self, call: Callable[..., dict[str, Any]], retried: frozenset[str], **parameters: Any) -> dict[str, Any]:
        waited = 0.0
        for attempt in range(1_000):
            if self.remaining_milliseconds() < RESERVE_MILLISECONDS:
                raise OutOfTime("the function's time is up; deploy again, and what is left is applied")
            try:
                return call(**parameters)
            except Exception as error:
                is_early = code(error) in retried or LINK_FAILURE in str(error)
                if not is_early:
                    raise
                if waited >= PATIENCE_SECONDS:
                    raise Unavailable(f"the database didn't answer for {waited:.0f} s: {message(error)}") from error
                pause = min(2**attempt, 15) * random.uniform(0.8, 1.2)
                print(f"waiting for the database: {code(error)}")
                time.sleep(pause)
                waited += pause
        raise Unavailable("the database didn't answer")


def parameter(name: str, value: str | int) -> dict[str, Any]:
    return {"name": name, "value": {"longValue": value} if isinstance(value, int) else {"stringValue": value}}


def content(field: dict[str, Any]) -> Any:
    """What a field holds: one of stringValue, longValue, …, or isNull."""
    return None if field.get("isNull") else next(iter(field.values()), None)

"""####
        ),
        (
"history.py", ####"""
"""The table that remembers which scripts were applied; it is changed only by adding to it."""

from dataclasses import dataclass

from data_api import Database
from manifest import Script
from request import Engine, Request

TABLE: dict[Engine, str] = {"mysql": "borealis_history", "postgresql": "borealis.history"}
COLUMNS = """
    set_name VARCHAR(64) NOT NULL,
    version VARCHAR(64) NOT NULL,
    description VARCHAR(200) NOT NULL,
    script VARCHAR(500) NOT NULL,
    checksum CHAR(64) NOT NULL,
    statements INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    stack_id VARCHAR(255) NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    execution_ms BIGINT NOT NULL,"""
DEFINITION: dict[Engine, tuple[str, ...]] = {
    "mysql": (
        f"""CREATE TABLE IF NOT EXISTS borealis_history (
    seq BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,{COLUMNS}
    finished_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    UNIQUE KEY borealis_history_version (set_name, version)
)""",
    ),
    "postgresql": (
        "CREATE SCHEMA IF NOT EXISTS borealis",
        f"""CREATE TABLE IF NOT EXISTS borealis.history (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,{COLUMNS}
    finished_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (set_name, version)
)""",
    ),
}
# The Data API ends a call whose answer is over 1 MiB.
PAGE = 500


@dataclass(frozen=True)
class Applied:
    """A script that the database has."""

    version: str
    script: str
    checksum: str


class History:
    """What was applied of one set of scripts."""

    def __init__(self, database: Database, request: Request) -> None:
        self.database = database
        self.request = request
        self.table = TABLE[database.engine]

    def make(self) -> None:
        """Makes the table where there is none."""
        for statement in DEFINITION[self.database.engine]:
            self.database.execute(statement)

    def applied(self) -> dict[str, Applied]:
        """All scripts by version, in the order in which they were applied."""
        applied: dict[str, Applied] = {}
        last = 0
        while True:
            rows = self.database.execute(
                f"SELECT seq, version, script, checksum FROM {self.table} "
                f"WHERE set_name = :set_name AND seq > :last ORDER BY seq LIMIT {PAGE}",
                set_name=self.request.set_name,
                last=last,
            )
            for seq, version, script, checksum in rows:
                applied[version] = Applied(version, script, checksum)
                last = int(seq)
            if len(rows) < PAGE:
                return applied

    def add(self, script: Script, statements: int, milliseconds: int, transaction: str | None) -> None:
        """Remembers a script, in the transaction that ran it where there is one."""
        self.database.execute(
            f"INSERT INTO {self.table} (set_name, version, description, script, checksum, statements, state, "
            "stack_id, request_id, execution_ms) VALUES (:set_name, :version, :description, :script, :checksum, "
            ":statements, 'APPLIED', :stack_id, :request_id, :execution_ms)",
            transaction,
            set_name=self.request.set_name,
            version=script.version,
            description=script.description[:200],
            script=script.name[:500],
            checksum=script.checksum,
            statements=statements,
            stack_id=self.request.stack_id,
            request_id=self.request.request_id,
            execution_ms=milliseconds,
        )

"""####
        ),
        (
"index.py", ####"""
"""Applies the scripts of the layer to a database when CloudFormation creates or updates Custom::SchemaMigration."""

from pathlib import Path
from typing import Any, Protocol

import boto3
from botocore.config import Config

import answer
import data_api
import migration
from manifest import Manifest
from request import Request

SCRIPTS = Path("/opt/migrations")


class Context(Protocol):
    """What Lambda tells of an invocation."""

    log_stream_name: str

    def get_remaining_time_in_millis(self) -> int: ...


def handler(event: dict[str, Any], context: Context) -> None:
    """Lambda's entry point: works, then answers once."""
    # The client sends nothing twice by itself: a statement whose answer was lost may have been run.
    config = Config(connect_timeout=10, read_timeout=75, retries={"total_max_attempts": 1})
    run(event, context, boto3.client("rds-data", config=config), SCRIPTS)


def run(event: dict[str, Any], context: Context, client: data_api.Client, scripts: Path) -> None:
    """Does what an event asks for and answers it, whatever happens."""
    try:
        outcome = respond(event, context, client, scripts)
    except Exception as error:
        outcome = answer.failure(event, answer.words(error), context.log_stream_name)
    answer.put(event["ResponseURL"], outcome)


def respond(event: dict[str, Any], context: Context, client: data_api.Client, scripts: Path) -> answer.Body:
    """The answer to an event. Delete never touches the database: what was migrated stays."""
    if event["RequestType"] == "Delete":
        return answer.success(event, event["PhysicalResourceId"], {})
    request = Request.of(event)
    database = data_api.Database(client, request, context.get_remaining_time_in_millis)
    result = migration.migrate(database, request, Manifest.read(scripts))
    return answer.success(event, request.physical_resource_id, result.attributes)

"""####
        ),
        (
"manifest.py", ####"""
"""What the layer has: migrations.json and the scripts beside it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

FILE_NAME = "migrations.json"
FORMAT_VERSION = 1


class InvalidLayer(Exception):
    """The layer is not the one that the event is about, or not whole."""


@dataclass(frozen=True)
class Script:
    """A script that is run once."""

    path: Path
    name: str
    version: str
    description: str
    checksum: str

    def text(self) -> str:
        """The script's text, after a look at its checksum."""
        content = self.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self.checksum:
            raise InvalidLayer(f"{self.name} in the layer is not the script of the manifest")
        return content.decode()

    @property
    def order(self) -> tuple[int, ...]:
        return version_order(self.version)


def version_order(version: str) -> tuple[int, ...]:
    """Versions are compared as numbers, component by component."""
    return tuple(int(component) for component in version.split("."))


@dataclass(frozen=True)
class Manifest:
    """The scripts in their order, and the hash of the manifest's text."""

    scripts_hash: str
    engine: str
    set_name: str
    scripts: tuple[Script, ...]

    @classmethod
    def read(cls, folder: Path) -> Self:
        content = (folder / FILE_NAME).read_bytes()
        manifest = json.loads(content)
        if manifest["formatVersion"] != FORMAT_VERSION:
            raise InvalidLayer(f"{FILE_NAME} has format {manifest['formatVersion']}; expected {FORMAT_VERSION}")
        scripts = tuple(
            Script(
                path=folder / entry["script"],
                name=entry["script"],
                version=entry["version"],
                description=entry["description"],
                checksum=entry["checksum"],
            )
            for entry in manifest["scripts"]
        )
        return cls(
            scripts_hash=hashlib.sha256(content).hexdigest(),
            engine=manifest["engine"],
            set_name=manifest["set"],
            scripts=scripts,
        )

"""####
        ),
        (
"migration.py", ####"""
"""Decides which scripts are pending, and applies them in their order."""

import time
from dataclasses import dataclass

import data_api
from history import Applied, History
from manifest import InvalidLayer, Manifest, Script, version_order
from request import Request
from statements import Statement, split


class Refused(Exception):
    """The scripts and the database contradict each other; nothing was run."""


class ScriptFailed(Exception):
    """A statement of a script failed."""


@dataclass(frozen=True)
class Result:
    """What the database has after a run."""

    response: str
    head: str
    applied: int

    @property
    def attributes(self) -> dict[str, str]:
        """What Fn::GetAtt returns."""
        return {"Response": self.response, "Head": self.head, "Applied": str(self.applied)}


def migrate(database: data_api.Database, request: Request, manifest: Manifest) -> Result:
    """Applies what is pending."""
    if (manifest.scripts_hash, manifest.engine, manifest.set_name) != (
        request.scripts_hash,
        request.engine,
        request.set_name,
    ):
        raise InvalidLayer("the layer has the scripts of another deploy; deploy again")
    database.wait(request.is_create)
    history = History(database, request)
    history.make()
    applied = history.applied()
    scripts = pending(manifest.scripts, applied)
    if scripts is None:
        head = newest(applied)
        return Result(f"the database is at {head}, ahead of these scripts: nothing was run", head, 0)
    for script in scripts:
        apply(database, history, script)
    head = manifest.scripts[-1].version
    count = f"{len(scripts)} script{'' if len(scripts) == 1 else 's'}" if scripts else "nothing"
    return Result(f"applied {count}; the database is at {head}", head, len(scripts))


def pending(scripts: tuple[Script, ...], applied: dict[str, Applied]) -> list[Script] | None:
    """The scripts to run; None when the database is ahead of them, as after the rollback of a stack."""
    edited = [s for s in scripts if s.version in applied and applied[s.version].checksum != s.checksum]
    if edited:
        changes = ", ".join(f"{s.name} ({applied[s.version].checksum[:12]} → {s.checksum[:12]})" for s in edited)
        raise Refused(f"edited after it was applied: {changes}; restore it, and put the change in a new script")
    missing = [a for a in applied.values() if a.version not in {s.version for s in scripts}]
    rest = [s for s in scripts if s.version not in applied]
    if missing and not rest and all(version_order(a.version) > scripts[-1].order for a in missing):
        return None
    if missing:
        names = ", ".join(a.script for a in missing)
        raise Refused(f"applied and no longer among the scripts: {names}; restore what was removed")
    if rest and applied and rest[0].order < version_order(newest(applied)):
        raise Refused(
            f"{rest[0].name} comes before {newest(applied)}, which is applied already; give it a higher version"
        )
    return rest


def newest(applied: dict[str, Applied]) -> str:
    return max(applied, key=version_order)


def apply(database: data_api.Database, history: History, script: Script) -> None:
    """Runs one script and remembers it: in one transaction, where the engine can roll back what the script does."""
    start = time.monotonic()
    statements = split(script.text(), database.engine)
    if database.engine == "postgresql" or all(statement.changes_data_only for statement in statements):
        with database.transaction() as transaction:
            execute(database, script, statements, transaction)
            history.add(script, len(statements), elapsed(start), transaction)
    else:
        execute(database, script, statements, None)
        history.add(script, len(statements), elapsed(start), None)
    print(f"applied {script.name}: {len(statements)} statements in {elapsed(start)} ms")


def execute(database: data_api.Database, script: Script, statements: list[Statement], transaction: str | None) -> None:
    for number, statement in enumerate(statements, 1):
        try:
            database.execute(statement.text, transaction)
        except (data_api.OutOfTime, data_api.Unavailable):
            raise
        except Exception as error:
            place = f"{script.name}:{statement.line}: statement {number} of {len(statements)} failed"
            kept = "" if transaction or number == 1 else f"; the {number - 1} before it stay, as MySQL commits them"
            raise ScriptFailed(f"{place}: {data_api.message(error)}{kept}") from error


def elapsed(start: float) -> int:
    """Milliseconds since then."""
    return round((time.monotonic() - start) * 1000)

"""####
        ),
        (
"request.py", ####"""
"""What an event of CloudFormation asks for."""

from dataclasses import dataclass
from typing import Any, Literal, Self

Engine = Literal["mysql", "postgresql"]


class InvalidRequest(Exception):
    """The custom resource lacks a property, or has a wrong one."""


@dataclass(frozen=True)
class Request:
    """The properties of a Custom::SchemaMigration; CloudFormation sends all of them as strings."""

    is_create: bool
    stack_id: str
    request_id: str
    cluster_arn: str
    secret_arn: str
    database: str
    engine: Engine
    set_name: str
    scripts_hash: str

    @classmethod
    def of(cls, event: dict[str, Any]) -> Self:
        properties = event["ResourceProperties"]
        names = ("ClusterArn", "SecretArn", "DatabaseName", "Engine", "Set", "ScriptsHash")
        missing = [name for name in names if not properties.get(name)]
        if missing:
            raise InvalidRequest(f"the custom resource lacks {', '.join(missing)}")
        if properties["Engine"] not in ("mysql", "postgresql"):
            raise InvalidRequest(f"Engine is {properties['Engine']}; expected mysql or postgresql")
        return cls(
            is_create=event["RequestType"] == "Create",
            stack_id=event["StackId"],
            request_id=event["RequestId"],
            cluster_arn=properties["ClusterArn"],
            secret_arn=properties["SecretArn"],
            database=properties["DatabaseName"],
            engine=properties["Engine"],
            set_name=properties["Set"],
            scripts_hash=properties["ScriptsHash"],
        )

    @property
    def physical_resource_id(self) -> str:
        """What is migrated, never with which scripts: another ID would be a replacement."""
        return f"{self.cluster_arn}/{self.database}/{self.set_name}"

"""####
        ),
        (
"statements.py", ####"""
"""Splits a script into statements, which end at a semicolon outside quotes and comments."""

import re
from dataclasses import dataclass

from request import Engine

# What a semicolon doesn't end a statement in, per engine; whatever is left open reaches to the end of the script.
QUOTES: dict[Engine, str] = {
    "mysql": r"""
        '(?:[^'\\]|\\.|'')*(?:'|\Z)
        | "(?:[^"\\]|\\.|"")*(?:"|\Z)
        | `[^`]*(?:`|\Z)
    """,
    "postgresql": r"""
        (?<![A-Za-z0-9_$])[eE]'(?:[^'\\]|\\.|'')*(?:'|\Z)
        | '[^']*(?:'|\Z)
        | "[^"]*(?:"|\Z)
        | (?<![A-Za-z0-9_$])\$(?P<tag>(?:[^\W\d]\w*)?)\$.*?(?:\$(?P=tag)\$|\Z)
    """,
}
COMMENTS: dict[Engine, str] = {
    # MySQL runs what is in /*! */, and takes -- for a comment only before a blank.
    "mysql": r"--(?=\s|\Z)[^\n]* | \#[^\n]* | /\*(?!!).*?(?:\*/|\Z)",
    "postgresql": r"--[^\n]*",
}
TOKEN: dict[Engine, re.Pattern[str]] = {
    engine: re.compile(
        rf"(?P<comment>{COMMENTS[engine]}) | (?P<nested>/\*) | (?P<quote>{QUOTES[engine]})"
        r"| (?P<end>;) | (?P<blank>\s+) | (?P<code>\w+|.)",
        re.DOTALL | re.VERBOSE,
    )
    for engine in ("mysql", "postgresql")
}


@dataclass(frozen=True)
class Statement:
    """A statement as it is sent, without its semicolon, and the line that it starts at."""

    text: str
    line: int

    @property
    def changes_data_only(self) -> bool:
        """Whether MySQL can roll it back: everything else commits by itself."""
        return self.text.split(None, 1)[0].upper() in {"INSERT", "UPDATE", "DELETE", "REPLACE", "SELECT"}


def split(script: str, engine: Engine) -> list[Statement]:
    """The statements of a script; comments between them are left out."""
    statements: list[Statement] = []
    start: int | None = None
    end = 0
    position = 0
    while position < len(script):
        match = TOKEN[engine].match(script, position)
        assert match, "every character is a token"
        position = match.end()
        kind = match.lastgroup
        if match.group("nested") and engine == "postgresql":
            position = end_of_nested_comment(script, match.start())
        elif match.group("end"):
            append(statements, script, start, end)
            start = None
        elif not match.group("comment") and kind != "blank":
            start = match.start() if start is None else start
            end = position
    append(statements, script, start, end)
    return statements


def append(statements: list[Statement], script: str, start: int | None, end: int) -> None:
    if start is not None:
        statements.append(Statement(script[start:end], script.count("\n", 0, start) + 1))


def end_of_nested_comment(script: str, start: int) -> int:
    """PostgreSQL's block comments have others inside."""
    depth = 0
    for match in re.compile(r"/\*|\*/").finditer(script, start):
        depth += 1 if match.group() == "/*" else -1
        if depth == 0:
            return match.end()
    return len(script)

"""####
        ),
    ]
}
