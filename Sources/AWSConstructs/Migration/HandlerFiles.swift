// swift-format-ignore-file
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
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError

# The whole answer may have 4,096 bytes. What else is in it comes from the event, or is short.
# Source: CloudFormation User Guide, "Custom resource response objects", read 2026-11-21.
REASON_BYTES = 900
ATTEMPTS = 5
ATTEMPT_SECONDS = 5
# How long it takes at most until the last attempt has failed.
PUT_SECONDS = ATTEMPTS * ATTEMPT_SECONDS + sum(2**attempt for attempt in range(ATTEMPTS - 1))

Body = dict[str, Any]


def success(event: dict[str, Any], physical_resource_id: str, attributes: dict[str, str]) -> Body:
    """All is applied."""
    return body(event, physical_resource_id) | {"Status": "SUCCESS", "Data": attributes}


def failure(event: dict[str, Any], reason: str, log_stream: str) -> Body:
    """Something is not applied; the resource stays the one that it was."""
    # A resource that was never made needs an ID all the same, for the Delete that follows.
    physical_resource_id = event.get("PhysicalResourceId") or f"{event['LogicalResourceId']}/{event['RequestId']}"
    suffix = f" (log stream {log_stream})"
    reason = cut(plain(reason), REASON_BYTES - len(suffix.encode())) + suffix
    print(f"failed: {reason}")
    return body(event, physical_resource_id) | {"Status": "FAILED", "Reason": reason}


def body(event: dict[str, Any], physical_resource_id: str) -> Body:
    copied = {name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    return copied | {"PhysicalResourceId": physical_resource_id}


def words(error: Exception) -> str:
    """An error in words; the class tells what a bare KeyError means."""
    text = str(error)
    return text if " " in text else f"{type(error).__name__}: {text}"


def plain(text: str) -> str:
    """A text that JSON doesn't make six times as long, and that UTF-8 has bytes for."""
    return "".join(character if character.isprintable() else " " for character in text)


def cut(text: str, size: int) -> str:
    """A text of at most so many bytes in UTF-8."""
    encoded = text.encode()
    if len(encoded) <= size:
        return text
    return encoded[: size - 3].decode(errors="ignore") + "…"


def put(url: str, answer: Body) -> None:
    """Sends the answer until it has arrived.

    When nobody takes it this raises, and Lambda delivers the event again. An answer that is refused is no longer
    waited for.
    """
    data = json.dumps(answer, ensure_ascii=False).encode()
    # The presigned URL is for a request without a content type.
    request = urllib.request.Request(url, data=data, method="PUT", headers={"Content-Type": ""})
    for attempt in range(ATTEMPTS):
        try:
            with urllib.request.urlopen(request, timeout=ATTEMPT_SECONDS):
                return
        except (OSError, HTTPException) as error:
            # An HTTPError's text is its status; that of another may hold the URL, which is a secret.
            status = error.code if isinstance(error, HTTPError) else type(error).__name__
            print(f"the answer was not accepted: {status}")
            if isinstance(error, HTTPError) and error.code < 500:
                return
        if attempt + 1 < ATTEMPTS:
            time.sleep(2**attempt)
    raise ConnectionError("the answer could not be sent")

"""####
        ),
        (
"block.py", ####"""
"""A script of PostgreSQL that takes longer than a call of the Data API: one block that goes on when the call ends."""

import itertools
import time

import data_api
from failures import ScriptFailed
from history import History
from manifest import Script, Statement

# Source: RDS Data API Reference, ExecuteStatement, sql, read 2026-11-21: 65,536 characters.
LONGEST = 65_536
POLL_SECONDS = 5


def apply_block(database: data_api.Database, history: History, script: Script, statements: list[Statement]) -> None:
    """All of a script and its row in the history, or nothing; the row tells that it has ended well."""
    marker = f"borealis {history.request.request_id}"
    sql = block(marker, script, statements, history.row(script, len(statements)))
    if len(sql) > LONGEST:
        raise ScriptFailed(f"{script.name} has {len(sql)} characters as a block; expected at most {LONGEST}; divide it")
    database.check_time()
    try:
        database.execute(sql)
    except Exception as error:
        if data_api.did_nothing(error):
            is_secret = any(statement.has_secret for statement in statements)
            words = f"{data_api.code(error)} about a password" if is_secret else data_api.message(error)
            raise ScriptFailed(f"{script.name}: it was undone: {words}") from error
        wait(database, history, script, marker)


def wait(database: data_api.Database, history: History, script: Script, marker: str) -> None:
    """Returns when the row is there."""
    while True:
        # A block that ends between the two questions has its row.
        is_running = database.execute(
            "SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pg_catalog.strpos(query, :marker) > 0 "
            "AND state = 'active' AND pid <> pg_catalog.pg_backend_pid()",
            marker=f"/* {marker} */",
        )
        if history.has(script):
            return
        if not is_running:
            raise ScriptFailed(f"{script.name}: it was undone after its call had ended; the database's log says why")
        try:
            database.check_time()
        except data_api.OutOfTime as error:
            raise ScriptFailed(
                f"{script.name} goes on in the database, and {error}; deploy again when it has ended"
            ) from error
        time.sleep(POLL_SECONDS)


def block(marker: str, script: Script, statements: list[Statement], row: str) -> str:
    """The script as one statement."""
    setting = f"PERFORM pg_catalog.set_config('lock_timeout', '{script.lock_timeout}', true);\n"
    lines = [setting] if script.lock_timeout is not None else []
    lines += [f"EXECUTE {dollar_quoted(statement.text)};\n" for statement in statements]
    body = f"\n/* {marker} */\nBEGIN\n{''.join(lines)}{row};\nEND\n"
    return f"DO {dollar_quoted(body)}"


def dollar_quoted(text: str) -> str:
    """A string in quotes that are not in it."""
    tag = next(tag for number in itertools.count() if (tag := f"$borealis{number}$") not in text + "$")
    return f"{tag}{text}{tag}"

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

import answer
from request import Engine, Request

# Refusals that come before anything was run; the call can be sent again.
# Source: RDS Data API Reference, "Errors" of ExecuteStatement, read 2026-11-21.
REFUSED_EARLY = frozenset(
    {
        "ConnectTimeoutError",
        "DatabaseResumingException",
        "DatabaseUnavailableException",
        "EndpointConnectionError",
        "InvalidResourceStateException",
        "ServiceUnavailableError",
        "ThrottlingException",
    }
)
# What a query without an effect may be sent again after, too.
TRANSIENT = REFUSED_EARLY | {
    "ConnectionClosedError",
    "InternalServerErrorException",
    "ReadTimeoutError",
}
# A cluster that was just made may not know itself yet, and a policy not be everywhere.
TRANSIENT_AT_FIRST = TRANSIENT | {
    "AccessDeniedException",
    "DatabaseNotFoundException",
    "HttpEndpointNotEnabledException",
    "SecretsErrorException",
}
LINK_FAILURE = "Communications link failure"
# Errors of a statement that did nothing: any other may come from one that ran.
REJECTED = frozenset(
    {
        "AccessDeniedException",
        "BadRequestException",
        "DatabaseErrorException",
        "DatabaseNotFoundException",
        "ForbiddenException",
        "HttpEndpointNotEnabledException",
        "InvalidSecretException",
        "NotFoundException",
        "SecretsErrorException",
    }
)

QUOTE_SETTING: dict[Engine, str] = {
    "mysql": "SELECT @@sql_mode",
    "postgresql": "SELECT current_setting('standard_conforming_strings')",
}

CONNECT_SECONDS = 5
# A call ends after 45 seconds.
READ_SECONDS = 60
# A resumed cluster answers after about 15 seconds, one that slept for a day later.
PATIENCE_SECONDS = 300
# No statement starts without the time for it, for its row in the history, for a commit, and for the answer.
RESERVE_MILLISECONDS = 1000 * (3 * (CONNECT_SECONDS + READ_SECONDS) + answer.PUT_SECONDS + 10)


class Client(Protocol):
    """The part of boto3's rds-data client that is used."""

    def execute_statement(self, **parameters: Any) -> dict[str, Any]: ...

    def begin_transaction(self, **parameters: Any) -> dict[str, Any]: ...

    def commit_transaction(self, **parameters: Any) -> dict[str, Any]: ...

    def rollback_transaction(self, **parameters: Any) -> dict[str, Any]: ...


class OutOfTime(Exception):
    """The invocation ends before the work does."""


class Unavailable(Exception):
    """The database didn't answer for as long as the handler waits; nothing was run."""


def code(error: BaseException) -> str:
    """The name of a Data API error; that of the class for any other."""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code") or type(error).__name__)


def message(error: BaseException) -> str:
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
        self.cluster = {"resourceArn": request.cluster_arn, "secretArn": request.secret_arn}
        self.target = self.cluster | {"database": request.database}

    def check_time(self) -> None:
        """Raises when there is no time for another statement."""
        if self.remaining_milliseconds() < RESERVE_MILLISECONDS:
            raise OutOfTime("the function's time is up")

    def wait(self, is_new: bool) -> str:
        """Waits until the database answers: a paused one is the normal case at a deploy.

        It is asked for the setting that says how quotes are read.
        """
        retried = TRANSIENT_AT_FIRST if is_new else TRANSIENT
        response = self._send(
            self.client.execute_statement,
            lambda error: code(error) in retried or is_link_failure(error),
            sql=QUOTE_SETTING[self.engine],
            **self.target,
        )
        return str(content(response["records"][0][0]))

    def execute(self, sql: str, transaction: str | None = None, **values: str | int | None) -> list[list[Any]]:
        """Runs one statement and gives its rows.

        values: named parameters: text, whole numbers, or nothing.
        """
        parameters: dict[str, Any] = {"sql": sql, **self.target}
        if transaction:
            parameters["transactionId"] = transaction
        else:
            # A statement that changes tables leaves damage when it is cut off.
            parameters["continueAfterTimeout"] = True
        if values:
            parameters["parameters"] = [parameter(name, value) for name, value in values.items()]
        response = self._send(self.client.execute_statement, is_refused_early, **parameters)
        return [[content(field) for field in record] for record in response.get("records", [])]

    @contextmanager
    def transaction(self) -> Iterator[str]:
        """A transaction that is committed when the body ends, and rolled back when it fails."""
        begun = self._send(self.client.begin_transaction, is_refused_early, **self.target)
        open_transaction = self.cluster | {"transactionId": begun["transactionId"]}
        try:
            yield begun["transactionId"]
        except Exception:
            try:
                self.client.rollback_transaction(**open_transaction)
            except Exception as error:
                # The Data API rolls back by itself after three minutes without a call.
                print(f"rollback failed: {code(error)}")
            raise
        self.client.commit_transaction(**open_transaction)

    def _send(
        self, call: Callable[..., dict[str, Any]], is_retried: Callable[[Exception], bool], **parameters: Any
    ) -> dict[str, Any]:
        waited = 0.0
        attempt = 0
        while True:
            try:
                return call(**parameters)
            except Exception as error:
                if not is_retried(error):
                    raise
                if waited >= PATIENCE_SECONDS or self.remaining_milliseconds() < RESERVE_MILLISECONDS:
                    raise Unavailable(f"the database didn't answer for {waited:.0f} s: {message(error)}") from error
                print(f"waiting for the database: {code(error)}")
            pause = min(2**attempt, 15) * random.uniform(0.8, 1.2)
            time.sleep(pause)
            waited += pause
            attempt += 1


def is_refused_early(error: Exception) -> bool:
    return code(error) in REFUSED_EARLY


def is_link_failure(error: Exception) -> bool:
    """Whether the Data API lost the database: before the statement, or while it ran."""
    return code(error) == "BadRequestException" and LINK_FAILURE in message(error)


def did_nothing(error: Exception) -> bool:
    """Whether the statement that failed so has surely done nothing."""
    return code(error) in REJECTED and not is_link_failure(error)


def parameter(name: str, value: str | int | None) -> dict[str, Any]:
    if value is None:
        return {"name": name, "value": {"isNull": True}}
    return {"name": name, "value": {"longValue": value} if isinstance(value, int) else {"stringValue": value}}


def content(field: dict[str, Any]) -> Any:
    """What a field holds: one of stringValue, longValue, …, or isNull."""
    return None if field.get("isNull") else next(iter(field.values()), None)

"""####
        ),
        (
"failures.py", ####"""
"""What is said of a script that could not be applied."""

import data_api
from manifest import Script, Statement


class ScriptFailed(Exception):
    """A script could not be applied whole."""


def failure(script: Script, statements: list[Statement], number: int, error: Exception, kept: int = 0) -> ScriptFailed:
    statement = statements[number - 1]
    place = f"{script.name}:{statement.line}: statement {number} of {len(statements)} failed"
    words = f"{data_api.code(error)} about a password" if statement.has_secret else data_api.message(error)
    stays = f"; the {kept} before it stay, as they were committed" if kept else ""
    return ScriptFailed(f"{place}: {words}{stays}")

"""####
        ),
        (
"history.py", ####"""
"""The table that remembers which scripts were applied."""

import random
import time
from dataclasses import dataclass

from data_api import Database, code
from manifest import Script
from request import Engine, Request

TABLE: dict[Engine, str] = {"mysql": "borealis_history", "postgresql": "borealis.history"}
COLUMNS = """
    set_name VARCHAR(64) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    version VARCHAR(64) NULL,
    description VARCHAR(200) NOT NULL,
    script VARCHAR(500) NOT NULL,
    checksum CHAR(64) NOT NULL,
    statements INTEGER NOT NULL,
    applied_statements INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    stack_id VARCHAR(255) NOT NULL,
    request_id VARCHAR(64) NOT NULL,"""
DEFINITION: dict[Engine, tuple[str, ...]] = {
    # Names are told apart to the byte, whatever the database's own collation is.
    "mysql": (
        f"""CREATE TABLE IF NOT EXISTS borealis_history (
    seq BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,{COLUMNS}
    started_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    finished_at TIMESTAMP(6) NULL,
    UNIQUE KEY borealis_history_version (set_name, kind, version)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin""",
    ),
    "postgresql": (
        "CREATE SCHEMA IF NOT EXISTS borealis",
        f"""CREATE TABLE IF NOT EXISTS borealis.history (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,{COLUMNS}
    started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    finished_at TIMESTAMPTZ NULL,
    UNIQUE (set_name, kind, version)
)""",
    ),
}
# Only one row of a script can be that of a run which has not ended.
RUNNING_ROW = "set_name = :set_name AND script = :script AND state = 'RUNNING'"
# The Data API ends a call whose answer is over 1 MiB.
PAGE = 500
MAKE_ATTEMPTS = 5


@dataclass(frozen=True)
class Entry:
    """A script that was applied, or begun: only one in no transaction can be found as RUNNING or FAILED."""

    seq: int
    kind: str
    # None for a repeatable script, which has a row for each time that it was run.
    version: str | None
    script: str
    checksum: str
    statements: int
    applied_statements: int
    state: str

    @property
    def is_applied(self) -> bool:
        return self.state == "APPLIED"


class History:
    """What was applied of one set of scripts."""

    def __init__(self, database: Database, request: Request) -> None:
        self.database = database
        self.request = request
        self.table = TABLE[database.engine]

    def make(self) -> None:
        """Makes the table where there is none.

        PostgreSQL's IF NOT EXISTS fails when another set makes it at the same time; then it is there.
        """
        for statement in DEFINITION[self.database.engine]:
            for attempt in range(MAKE_ATTEMPTS):
                try:
                    self.database.execute(statement)
                    break
                except Exception as error:
                    if code(error) != "DatabaseErrorException" or attempt + 1 == MAKE_ATTEMPTS:
                        raise
                    time.sleep(attempt + random.random())

    def entries(self) -> list[Entry]:
        """All rows, in the order in which the scripts were begun."""
        entries: list[Entry] = []
        last = 0
        while True:
            rows = self.database.execute(
                f"SELECT seq, kind, version, script, checksum, statements, applied_statements, state FROM {self.table} "
                f"WHERE set_name = :set_name AND seq > :last ORDER BY seq LIMIT {PAGE}",
                set_name=self.request.set_name,
                last=last,
            )
            entries += [Entry(*row) for row in rows]
            if len(rows) < PAGE:
                return entries
            last = entries[-1].seq

    def add(self, script: Script, statements: int, state: str, transaction: str | None) -> None:
        """Remembers a script: as APPLIED in the transaction that ran it, or as RUNNING before its first statement."""
        values = self.values(script, statements, state)
        names = ", ".join(f":{name}" for name in values)
        self.database.execute(self.insertion(values, names, state), transaction, **values)

    def row(self, script: Script, statements: int) -> str:
        """PostgreSQL's statement that remembers a script as APPLIED, for where a call has no parameters."""
        values = self.values(script, statements, "APPLIED")
        return self.insertion(values, ", ".join(literal(value) for value in values.values()), "APPLIED")

    def has(self, script: Script) -> bool:
        """Whether a script was applied for this request."""
        return bool(
            self.database.execute(
                f"SELECT 1 FROM {self.table} WHERE set_name = :set_name AND script = :script "
                "AND request_id = :request_id AND state = 'APPLIED'",
                set_name=self.request.set_name,
                script=script.name,
                request_id=self.request.request_id,
            )
        )

    def insertion(self, values: dict[str, str | int | None], given: str, state: str) -> str:
        finished = "CURRENT_TIMESTAMP" if state == "APPLIED" else "NULL"
        return f"INSERT INTO {self.table} ({', '.join(values)}, finished_at) VALUES ({given}, {finished})"

    def values(self, script: Script, statements: int, state: str) -> dict[str, str | int | None]:
        """A row's values by their columns."""
        return {
            "set_name": self.request.set_name,
            "kind": script.kind,
            "version": script.version,
            "description": script.description,
            "script": script.name,
            "checksum": script.checksum,
            "statements": statements,
            "applied_statements": statements if state == "APPLIED" else 0,
            "state": state,
            "stack_id": self.request.stack_id,
            "request_id": self.request.request_id,
        }

    def change(self, script: Script, state: str, applied_statements: int) -> None:
        """Says how a script that is in no transaction went on."""
        self.database.execute(
            f"UPDATE {self.table} SET state = :state, applied_statements = :applied_statements, "
            f"finished_at = CURRENT_TIMESTAMP WHERE {RUNNING_ROW}",
            set_name=self.request.set_name,
            script=script.name,
            state=state,
            applied_statements=applied_statements,
        )

    def remove(self, script: Script) -> None:
        """Forgets a script that did nothing."""
        self.database.execute(
            f"DELETE FROM {self.table} WHERE {RUNNING_ROW}", set_name=self.request.set_name, script=script.name
        )


def literal(value: str | int | None) -> str:
    """A value as PostgreSQL's SQL has it; that backslashes are plain was asked of the server."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"

"""####
        ),
        (
"index.py", ####"""
"""Applies the scripts of the layer to a database when CloudFormation creates or updates Custom::SchemaMigration."""

from collections.abc import Callable
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
    run(event, context, make_client, SCRIPTS)


def make_client() -> data_api.Client:
    """A client that sends nothing twice by itself: a statement whose answer was lost may have been run."""
    config = Config(
        connect_timeout=data_api.CONNECT_SECONDS,
        read_timeout=data_api.READ_SECONDS,
        retries={"total_max_attempts": 1},
    )
    client: data_api.Client = boto3.client("rds-data", config=config)
    return client


def run(event: dict[str, Any], context: Context, client: Callable[[], data_api.Client], scripts: Path) -> None:
    """Does what an event asks for and answers it, whatever happens."""
    try:
        outcome = respond(event, context, client, scripts)
    except Exception as error:
        outcome = answer.failure(event, answer.words(error), context.log_stream_name)
    answer.put(event["ResponseURL"], outcome)


def respond(
    event: dict[str, Any], context: Context, client: Callable[[], data_api.Client], scripts: Path
) -> answer.Body:
    """The answer to an event. Delete never touches the database: what was migrated stays."""
    if event["RequestType"] == "Delete":
        return answer.success(event, event["PhysicalResourceId"], {})
    request = Request.of(event)
    database = data_api.Database(client(), request, context.get_remaining_time_in_millis)
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
from typing import Any, Literal, Self

FILE_NAME = "migrations.json"
FORMAT_VERSION = 2

Phase = Literal["expand", "contract"]


class InvalidLayer(Exception):
    """The layer is not the one that the event is about, or not whole."""


@dataclass(frozen=True)
class Statement:
    """A statement as it is sent, without its semicolon, and the line that it starts at."""

    text: str
    line: int
    # An error that quotes it would show a secret.
    has_secret: bool
    # Whether a transaction can hold it.
    is_inside: bool
    # It can fail after a part of it was committed: it calls what may commit.
    may_commit_by_itself: bool
    # The schema and the name of the index that it makes.
    index: tuple[str | None, str] | None


@dataclass(frozen=True)
class Script:
    """A file of the set; mode says how its statements are put into transactions."""

    path: Path
    name: str
    kind: str
    # None for a repeatable script.
    version: str | None
    description: str
    checksum: str
    phase: Phase
    mode: str
    # In seconds, for each statement, and in milliseconds, for each lock.
    timeout: int | None
    lock_timeout: int | None
    # SHA-256 of the file in the layer.
    content: str
    entries: tuple[dict[str, Any], ...]

    @classmethod
    def of(cls, entry: dict[str, Any], folder: Path) -> Self:
        return cls(
            path=folder / entry["script"],
            name=entry["script"],
            kind=entry["kind"],
            version=entry.get("version"),
            description=entry["description"],
            checksum=entry["checksum"],
            phase=entry.get("phase", "expand"),
            mode=entry["mode"],
            timeout=entry.get("timeout"),
            lock_timeout=entry.get("lockTimeout"),
            content=entry.get("content", entry["checksum"]),
            entries=tuple(entry["statements"]),
        )

    def statements(self) -> list[Statement]:
        """The statements, cut out of the script after a look at its hash."""
        content = self.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self.content:
            raise InvalidLayer(f"{self.name} in the layer is not the script of the manifest")
        return [
            Statement(
                text=content[entry["offset"] : entry["offset"] + entry["length"]].decode(),
                line=entry["line"],
                has_secret=entry.get("secret", False),
                is_inside="transaction" not in entry,
                index=index_of(entry.get("probe", {})),
                may_commit_by_itself="class" not in entry and entry.get("transaction") == "commits",
            )
            for entry in self.entries
        ]

    @property
    def order(self) -> tuple[int, ...]:
        return version_order(self.version or "0")


def index_of(probe: dict[str, Any]) -> tuple[str | None, str] | None:
    is_index = probe.get("kind") == "index" and probe["exists"]
    return (probe.get("schema"), probe["name"]) if is_index else None


def version_order(version: str) -> tuple[int, ...]:
    """Versions are compared as numbers, component by component."""
    return tuple(int(component) for component in version.split("."))


@dataclass(frozen=True)
class Rebase:
    """A change of an applied script that somebody has accepted, with a reason."""

    # The name and the checksum that it had.
    script: str
    checksum: str
    # The name that it has now; the same for one that was edited, None for one that was removed.
    name: str | None

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Self:
        return cls(entry["script"], entry["checksum"], entry.get("name"))


@dataclass(frozen=True)
class Manifest:
    """The scripts in their order, and the hash of the manifest's text."""

    scripts_hash: str
    engine: str
    set_name: str
    # What the server must be set to for the statements to be those of the manifest.
    assumes: dict[str, Any]
    scripts: tuple[Script, ...]
    # In the order in which they were accepted.
    rebases: tuple[Rebase, ...]

    @classmethod
    def read(cls, folder: Path) -> Self:
        content = (folder / FILE_NAME).read_bytes()
        manifest = json.loads(content)
        if manifest["formatVersion"] != FORMAT_VERSION:
            raise InvalidLayer(f"{FILE_NAME} has format {manifest['formatVersion']}; expected {FORMAT_VERSION}")
        return cls(
            scripts_hash=hashlib.sha256(content).hexdigest(),
            engine=manifest["engine"],
            set_name=manifest["set"],
            assumes=manifest["assumes"],
            scripts=tuple(Script.of(entry, folder) for entry in manifest["scripts"]),
            rebases=tuple(Rebase.of(entry) for entry in manifest["rebases"]),
        )

"""####
        ),
        (
"migration.py", ####"""
"""Applies what is pending, script by script."""

import itertools
from dataclasses import dataclass

import data_api
from block import apply_block
from failures import ScriptFailed, failure
from history import Entry, History
from manifest import InvalidLayer, Manifest, Script, Statement, version_order
from plan import Refused, plan
from request import Request


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
    database.check_time()
    refuse_other_settings(manifest, database.wait(request.is_new_target))
    history = History(database, request)
    history.make()
    entries = history.entries()
    planned = plan(manifest, entries, request)
    if planned.is_ahead:
        return ahead(entries)
    # Whatever is wrong with the layer is found before anything is run.
    scripts = [(script, script.statements()) for script in planned.scripts]
    for script, statements in scripts:
        apply(database, history, script, statements)
    versions = [entry.version for entry in entries] + [script.version for script in planned.scripts]
    head = newest(versions)
    count = counted(len(scripts), "script") if scripts else "nothing"
    later = f"; {counted(len(planned.later), 'script')} left for the other phase" if planned.later else ""
    return Result(f"applied {count}; the database is at {head}{later}", head, len(scripts))


def refuse_other_settings(manifest: Manifest, setting: str) -> None:
    """Where quotes mean something else, the statements would end elsewhere."""
    refused = [mode for mode in manifest.assumes.get("sqlModeWithout", []) if mode in setting.split(",")]
    if refused:
        raise Refused(f"the database's sql_mode has {', '.join(refused)}; the scripts were read without")
    if manifest.engine == "postgresql" and setting != manifest.assumes["standardConformingStrings"]:
        raise Refused(f"the database's standard_conforming_strings is {setting}; the scripts were read with on")


def newest(versions: list[str | None]) -> str:
    return max((version for version in versions if version is not None), key=version_order, default="")


def ahead(entries: list[Entry]) -> Result:
    """What a rollback of the stack finds."""
    head = newest([entry.version for entry in entries if entry.is_applied])
    unfinished = [entry.script for entry in entries if not entry.is_applied]
    rest = f", and {', '.join(unfinished)} in part" if unfinished else ""
    return Result(f"the database is at {head}{rest}, ahead of these scripts: nothing was run", head, 0)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def apply(database: data_api.Database, history: History, script: Script, statements: list[Statement]) -> None:
    """Runs one script: in one transaction, where the engine can roll back what the script does."""
    if script.mode == "transaction":
        apply_whole(database, history, script, statements)
    elif script.mode == "block":
        apply_block(database, history, script, statements)
    else:
        apply_in_steps(database, history, script, statements)
    print(f"applied {script.name}: {counted(len(statements), 'statement')}")


def apply_whole(database: data_api.Database, history: History, script: Script, statements: list[Statement]) -> None:
    """All of a script and its row in the history, or nothing."""
    is_complete = False
    try:
        with database.transaction() as transaction:
            for setting in settings(script, database):
                database.execute(setting, transaction)
            for number, statement in enumerate(statements, 1):
                database.check_time()
                try:
                    database.execute(statement.text, transaction)
                except Exception as error:
                    raise failure(script, statements, number, error) from error
            history.add(script, len(statements), "APPLIED", transaction)
            is_complete = True
    except ScriptFailed:
        raise
    except data_api.OutOfTime as error:
        text = f"{script.name} was undone, as {error}; deploy again, and what is left is applied"
        raise ScriptFailed(text) from error
    except Exception as error:
        what = "whether it was committed is not known; the next deploy finds out" if is_complete else "it was undone"
        raise ScriptFailed(f"{script.name}: {what}: {data_api.message(error)}") from error


def settings(script: Script, database: data_api.Database) -> list[str]:
    """What holds until the end of the script's transaction."""
    if database.engine != "postgresql":
        return []
    lock = [f"SET LOCAL lock_timeout = {script.lock_timeout}"] if script.lock_timeout is not None else []
    time = [f"SET LOCAL statement_timeout = {1000 * script.timeout}"] if script.timeout is not None else []
    return lock + time


def apply_in_steps(database: data_api.Database, history: History, script: Script, statements: list[Statement]) -> None:
    """A script that the engine can't roll back: the history says how far it came."""
    history.add(script, len(statements), "RUNNING", None)
    number = 1
    for segment in segments(statements) if script.mode == "segments" else [[statement] for statement in statements]:
        try:
            database.check_time()
            if script.mode == "segments" and segment[0].is_inside:
                number = apply_segment(database, statements, number, len(segment))
            else:
                drop_invalid_index(database, segment[0])
                database.execute(segment[0].text)
                number += 1
        except SegmentFailed as error:
            raise stopped(history, script, statements, error.number, number - 1, error.cause) from error.cause
        except Exception as error:
            raise stopped(history, script, statements, number, number - 1, error) from error
    try:
        history.change(script, "APPLIED", len(statements))
    except Exception as error:
        text = f"{script.name}: all its statements ran, and the history could not be told: {data_api.message(error)}"
        raise ScriptFailed(text) from error


def segments(statements: list[Statement]) -> list[list[Statement]]:
    """Each run of statements that a transaction can hold, and each other statement alone."""
    return [
        list(run)
        for is_inside, group in itertools.groupby(statements, lambda statement: statement.is_inside)
        for run in ([group] if is_inside else ([statement] for statement in group))
    ]


class SegmentFailed(Exception):
    """A statement failed, and with it what was before it in its transaction."""

    def __init__(self, number: int, cause: Exception) -> None:
        super().__init__()
        self.number = number
        self.cause = cause


def apply_segment(database: data_api.Database, statements: list[Statement], number: int, count: int) -> int:
    """Runs statements in one transaction, and gives the number of the one behind them."""
    with database.transaction() as transaction:
        for current in range(number, number + count):
            try:
                database.check_time()
                database.execute(statements[current - 1].text, transaction)
            except Exception as error:
                raise SegmentFailed(current, error) from error
    return number + count


def drop_invalid_index(database: data_api.Database, statement: Statement) -> None:
    """An index that is built CONCURRENTLY and fails stays, invalid, and would be in its own way."""
    if database.engine != "postgresql" or statement.index is None:
        return
    name = ".".join(quoted(part) for part in statement.index if part)
    invalid = database.execute(
        "SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(:name) AND NOT indisvalid",
        name=name,
    )
    if invalid:
        database.execute(f"DROP INDEX CONCURRENTLY {name}")


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def stopped(
    history: History, script: Script, statements: list[Statement], number: int, kept: int, error: Exception
) -> ScriptFailed:
    """What a failed statement leaves: remembered, unless it may be running still."""
    problem = failure(script, statements, number, error, kept)
    is_certain = isinstance(error, data_api.OutOfTime | data_api.Unavailable) or data_api.did_nothing(error)
    if not is_certain or (statements[number - 1].may_commit_by_itself and not isinstance(error, data_api.OutOfTime)):
        return ScriptFailed(f"{problem}; it may have run, or still be running: look before you deploy again")
    try:
        if kept:
            history.change(script, "FAILED", kept)
        else:
            # It did nothing, and can be corrected and run again.
            history.remove(script)
    except Exception as lost:
        return ScriptFailed(f"{problem}; and the history could not be told: {data_api.message(lost)}")
    return problem

"""####
        ),
        (
"plan.py", ####"""
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

"""####
        ),
        (
"request.py", ####"""
"""What an event of CloudFormation asks for."""

from dataclasses import dataclass
from typing import Any, Literal, Self

from manifest import Phase

Engine = Literal["mysql", "postgresql"]


class InvalidRequest(Exception):
    """The custom resource lacks a property, or has a wrong one."""


@dataclass(frozen=True)
class Request:
    """The properties of a Custom::SchemaMigration; CloudFormation sends all of them as strings."""

    # The first request for this cluster and secret, which may have been made a moment ago.
    is_new_target: bool
    stack_id: str
    request_id: str
    cluster_arn: str
    secret_arn: str
    database: str
    engine: Engine
    set_name: str
    phase: Phase
    scripts_hash: str

    @classmethod
    def of(cls, event: dict[str, Any]) -> Self:
        properties = event["ResourceProperties"]
        names = ("ClusterArn", "SecretArn", "DatabaseName", "Engine", "Set", "Phase", "ScriptsHash")
        missing = [name for name in names if not properties.get(name)]
        if missing:
            raise InvalidRequest(f"the custom resource lacks {', '.join(missing)}")
        if properties["Engine"] not in ("mysql", "postgresql"):
            raise InvalidRequest(f"Engine is {properties['Engine']}; expected mysql or postgresql")
        if properties["Phase"] not in ("expand", "contract"):
            raise InvalidRequest(f"Phase is {properties['Phase']}; expected expand or contract")
        old = event.get("OldResourceProperties", {})
        return cls(
            is_new_target=any(old.get(name) != properties[name] for name in ("ClusterArn", "SecretArn")),
            stack_id=event["StackId"],
            request_id=event["RequestId"],
            cluster_arn=properties["ClusterArn"],
            secret_arn=properties["SecretArn"],
            database=properties["DatabaseName"],
            engine=properties["Engine"],
            set_name=properties["Set"],
            phase=properties["Phase"],
            scripts_hash=properties["ScriptsHash"],
        )

    @property
    def physical_resource_id(self) -> str:
        """What is migrated, never with which scripts: another ID would be a replacement."""
        return f"{self.cluster_arn}/{self.database}/{self.set_name}/{self.phase}"

"""####
        ),
    ]
}
