"""One invocation of a function, as a process of its own."""

import json
import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local_aws.processes import LeashedProcess

BOOTSTRAP = Path(__file__).with_name("bootstrap.py")
# Layers are in /opt, which is bound in a mount namespace of the function's own; with the first process of its own PID
# namespace all others end, whatever sessions they have made.
NAMESPACE = ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child"]
# What runs functions, without the packages that this project has installed for itself.
INTERPRETER = [getattr(sys, "_base_executable", sys.executable), "-I", "-S", "-u"]
BIND = 'mount --bind "$0" /opt && exec "$@"'

# How long the rest of a log is waited for when its process has ended.
LOG_SECONDS = 5.0

log = logging.getLogger("local_aws.functions")


@dataclass(frozen=True)
class Credentials:
    """What a function signs its calls with."""

    access_key: str
    secret_key: str
    session_token: str


@dataclass(frozen=True)
class Invocation:
    """What the process of an invocation is started with."""

    function_name: str
    function_arn: str
    version: str
    handler: str
    runtime: str
    region: str
    memory_megabytes: int
    timeout_seconds: float
    log_group: str
    variables: dict[str, str]
    credentials: Credentials
    task: Path
    layers: Path | None
    # What the managed runtime brings: boto3, and what it needs.
    runtime_packages: Path
    endpoint: str
    request_id: str
    log_stream: str

    def environment(self, home: Path) -> dict[str, str]:
        """What Lambda defines, then the function's own, then what leads its calls here.

        Source: AWS Lambda Developer Guide, "Defined runtime environment variables", read 2026-11-21.
        """
        defined = {
            "_HANDLER": self.handler,
            "AWS_ACCESS_KEY_ID": self.credentials.access_key,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{self.runtime}",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(self.memory_megabytes),
            "AWS_LAMBDA_FUNCTION_NAME": self.function_name,
            "AWS_LAMBDA_FUNCTION_VERSION": self.version,
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME": self.log_group,
            "AWS_LAMBDA_LOG_STREAM_NAME": self.log_stream,
            "AWS_REGION": self.region,
            "AWS_SECRET_ACCESS_KEY": self.credentials.secret_key,
            "AWS_SESSION_TOKEN": self.credentials.session_token,
            "HOME": str(home),
            "LAMBDA_TASK_ROOT": str(self.task),
            "LANG": "en_US.UTF-8",
            "LD_LIBRARY_PATH": "/opt/lib",
            "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/bin",
            "TZ": ":UTC",
        }
        here = {"AWS_ENDPOINT_URL": self.endpoint, "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1"}
        return defined | self.variables | here


@dataclass(frozen=True)
class Outcome:
    """How an invocation ended: the handler's result or its error as JSON, and its log."""

    payload: str
    is_error: bool
    log: str


class Running:
    """An invocation under way."""

    def __init__(self, invocation: Invocation, event: Any, folder: Path) -> None:
        self.invocation = invocation
        self.folder = folder
        self.lines: list[str] = []
        folder.mkdir()
        described = {
            "event": event,
            "functionArn": invocation.function_arn,
            "requestId": invocation.request_id,
            "timeoutSeconds": invocation.timeout_seconds,
            "runtime": str(invocation.runtime_packages),
        }
        (folder / "invocation.json").write_text(json.dumps(described))
        self.tell(f"START RequestId: {invocation.request_id} Version: {invocation.version}")
        self.begun = time.monotonic()
        self.process = LeashedProcess(
            [*bound(invocation.layers or empty(folder)), *INTERPRETER, str(BOOTSTRAP), str(folder)],
            environment=invocation.environment(folder),
            working_directory=folder,
            output=subprocess.PIPE,
        )
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def tell(self, line: str) -> None:
        self.lines.append(line)
        log.info("%s: %s", self.invocation.function_name, line)

    def read(self) -> None:
        """Takes the log as it is written."""
        output = self.process.process.stdout
        assert output, "it was asked for"
        for line in output:
            self.tell(line.decode(errors="replace").rstrip("\n"))

    def outcome(self) -> Outcome:
        """Waits for the end, or for the function's time-out."""
        request_id = self.invocation.request_id
        try:
            status = self.process.wait(self.invocation.timeout_seconds)
            is_late = False
        except subprocess.TimeoutExpired:
            self.process.stop()
            status, is_late = 1, True
        self.reader.join(LOG_SECONDS)
        result = self.folder / "result.json"
        has_result = result.exists()
        if is_late:
            words = f"{request_id} Task timed out after {self.invocation.timeout_seconds:.2f} seconds"
            self.tell(words)
            payload = error("Sandbox.Timedout", words)
        elif has_result:
            payload = result.read_text()
        else:
            words = f"RequestId: {request_id} Error: Runtime exited with error: exit status {status}"
            self.tell(words)
            payload = error("Runtime.ExitError", words)
        milliseconds = (time.monotonic() - self.begun) * 1000
        self.tell(f"END RequestId: {request_id}")
        self.tell(f"REPORT RequestId: {request_id}\tDuration: {milliseconds:.2f} ms")
        shutil.rmtree(self.folder, ignore_errors=True)
        return Outcome(payload, is_late or status != 0 or not has_result, "\n".join(self.lines))


def empty(folder: Path) -> Path:
    """What is at /opt for a function without layers."""
    layers = folder / "opt"
    layers.mkdir()
    return layers


def bound(layers: Path) -> list[str]:
    """What a command is put behind that is to find these layers at /opt."""
    root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return [*NAMESPACE, *root, "sh", "-c", BIND, str(layers)]


def error(kind: str, words: str) -> str:
    return json.dumps({"errorType": kind, "errorMessage": words})
