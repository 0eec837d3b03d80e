"""Functions as moto keeps them, run as processes on this machine where moto would start containers."""

import json
import logging
import subprocess
import time
import uuid
from pathlib import Path
from typing import Any

import boto3
from moto.awslambda.exceptions import LambdaClientError
from moto.awslambda.models import LambdaFunction, lambda_backends

from local_aws.authorization import RoleSession, UnknownSession

from .calls import Call, Calls
from .invocation import Credentials, Invocation, Outcome, Running, bound, error
from .packages import Packages, link_runtime

# How long the end of a function is waited for when its log is asked for.
LOG_SECONDS = 10.0

log = logging.getLogger("local_aws.functions")


class CannotRun(Exception):
    """This machine can't put layers where functions look for them."""


class Forbidden(LambdaClientError):
    """The caller's role may not invoke the function."""

    code = 403


class FunctionRunner:
    """Runs the functions of one account."""

    def __init__(self, folder: Path, endpoint: str, account: str) -> None:
        folder.mkdir()
        folder.chmod(0o755)
        self.folder = folder
        self.endpoint = endpoint
        self.account = account
        self.packages = Packages(folder / "packages")
        self.runtime = link_runtime(folder / "runtime")
        self.running: dict[str, Running] = {}
        self.calls = Calls(self.invoke)
        check_namespaces(folder)

    def install(self) -> None:
        """Has moto run its functions here."""
        # moto's own, which asks for the next.
        respond = getattr(LambdaFunction.invoke, "original", LambdaFunction.invoke)

        def receive(function: LambdaFunction, body: Any, request_headers: Any, response_headers: Any) -> Any:
            self.authorize(function, request_headers)
            kind = request_headers.get("X-Amz-Invocation-Type")
            if kind not in ("Event", "DryRun"):
                return respond(function, body or "{}", request_headers, response_headers)
            if kind == "Event":
                self.calls.accept(function, json.loads(body) if body else {})
            return ""

        def invoke(function: LambdaFunction, event: Any = None) -> tuple[str, bool, str]:
            outcome = self.invoke(function, {} if event is None else event)
            return outcome.payload, outcome.is_error, outcome.log

        receive.original = respond  # type: ignore[attr-defined]
        LambdaFunction.invoke = receive  # type: ignore[method-assign,assignment]
        LambdaFunction._invoke_lambda = invoke  # type: ignore[method-assign,assignment]

    def authorize(self, function: LambdaFunction, headers: Any) -> None:
        """Raises Forbidden when a role that may not invokes a function."""
        try:
            session = RoleSession.of_request(self.account, headers)
        except UnknownSession as unknown:
            raise Forbidden("UnrecognizedClientException", str(unknown)) from unknown
        if session and not session.may("lambda:InvokeFunction", function.function_arn):
            raise Forbidden("AccessDeniedException", session.refusal("lambda:InvokeFunction", function.function_arn))

    def accept(self, region: str, name: str, event: Any) -> Call:
        """Begins an asynchronous call for a service of AWS.

        Raises moto's exception when there is no such function.
        """
        return self.calls.accept(lambda_backends[self.account][region].get_function(name), event)

    def has_pending(self, call: Call) -> bool:
        """Whether the function of a call has events that it has not ended: that of the call, or what came of it."""
        return self.calls.has_pending(call.function)

    def invoke(self, function: LambdaFunction, event: Any) -> Outcome:
        """Runs a function to its end."""
        if not (function.run_time or "").startswith("python"):
            words = f"functions of runtime {function.run_time} don't run here; expected one of python"
            return Outcome(error("Runtime.NotSupported", words), True, words)
        invocation = self.invocation(function)
        running = Running(invocation, event, self.folder / invocation.request_id)
        self.running[invocation.request_id] = running
        try:
            outcome = running.outcome()
            self.keep_log(function, invocation, outcome)
        finally:
            del self.running[invocation.request_id]
        return outcome

    def await_log(self, group: str) -> None:
        """Waits until all that has begun to write to a log has ended, for a while."""
        end = time.monotonic() + LOG_SECONDS
        while time.monotonic() < end:
            writing = {running.invocation.log_group for running in list(self.running.values())}
            writing |= {call.function.logs_group_name for call in list(self.calls.pending)}
            if group not in writing:
                return
            time.sleep(0.01)

    def stop(self) -> None:
        """Ends all functions."""
        self.calls.stop()
        for running in list(self.running.values()):
            running.process.stop()

    def invocation(self, function: LambdaFunction) -> Invocation:
        request_id = str(uuid.uuid4())
        version = "$LATEST" if function.version == 1 else str(function.version)
        return Invocation(
            function_name=function.function_name,
            function_arn=function.function_arn,
            version=version,
            handler=function.handler or "",
            runtime=function.run_time or "",
            region=function.region,
            memory_megabytes=function.memory_size,
            timeout_seconds=float(function.timeout),
            log_group=function.logs_group_name,
            variables={name: str(value) for name, value in function.environment_vars.items()},
            credentials=self.credentials(function),
            task=self.packages.unpack([function.code_bytes]),
            layers=self.packages.unpack(layer_archives(function)) if function.layers else None,
            runtime_packages=self.runtime,
            endpoint=self.endpoint,
            request_id=request_id,
            log_stream=f"{time.strftime('%Y/%m/%d')}/[{version}]{request_id.replace('-', '')}",
        )

    def credentials(self, function: LambdaFunction) -> Credentials:
        """Those of a session of the function's role.

        Raises botocore's ClientError when there is no such role.
        """
        sts = boto3.client(
            "sts",
            endpoint_url=self.endpoint,
            region_name=function.region,
            aws_access_key_id="local",
            aws_secret_access_key="local",
        )
        # A session's name has two characters at least, a function's one.
        name = function.function_name[:64].ljust(2, "-")
        given = sts.assume_role(RoleArn=function.role, RoleSessionName=name)["Credentials"]
        return Credentials(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])

    def keep_log(self, function: LambdaFunction, invocation: Invocation, outcome: Outcome) -> None:
        """Writes the log to CloudWatch Logs, as far as the role allows; without it the log is lost, as it is there."""
        given = invocation.credentials
        session = RoleSession.of(self.account, given.access_key, given.session_token)
        partition = f"arn:aws:logs:{function.region}:{self.account}:log-group:{invocation.log_group}"
        logs = function.logs_backend
        if invocation.log_group not in logs.groups and session.may("logs:CreateLogGroup", f"{partition}:*"):
            logs.ensure_log_group(invocation.log_group)
        stream = f"{partition}:log-stream:{invocation.log_stream}"
        needed = ("logs:CreateLogStream", "logs:PutLogEvents")
        if invocation.log_group not in logs.groups or not all(session.may(action, stream) for action in needed):
            log.warning("%s: its role may not write to %s", function.function_name, invocation.log_group)
            return
        logs.create_log_stream(invocation.log_group, invocation.log_stream)
        now = int(time.time() * 1000)
        events = [{"timestamp": now, "message": line} for line in outcome.log.splitlines()]
        logs.put_log_events(invocation.log_group, invocation.log_stream, events)


def layer_archives(function: LambdaFunction) -> list[bytes]:
    backend = lambda_backends[function.account_id][function.region]
    versions = [backend.layers_versions_by_arn(layer["Arn"]) for layer in function.layers]
    return [version.code_bytes for version in versions if version]


def check_namespaces(folder: Path) -> None:
    try:
        done = subprocess.run([*bound(folder), "true"], capture_output=True, text=True, check=False)
    except FileNotFoundError as missing:
        raise CannotRun("there is no unshare, which puts layers into /opt") from missing
    if done.returncode:
        raise CannotRun(f"layers can't be put into /opt: {done.stderr.strip()}")
