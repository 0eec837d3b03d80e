"""Nothing outlives the local AWS: not a process, not a folder, however it ends."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.endpoint import REGION, RESET_PATH
from local_aws.polling import SECONDS, await_true
from local_aws.processes import LeashedProcess
from local_aws.testing import LocalAWSProcess

PACKAGE = Path(__file__).parents[1] / "LocalAWS"


class Running(LocalAWSProcess):
    """One without a leash, so that it can be killed."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        process = subprocess.Popen(
            [sys.executable, "-m", "local_aws", *arguments],
            env=os.environ | {"PYTHONPATH": str(PACKAGE), "TMPDIR": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        super().__init__(process)

    def start_databases(self) -> None:
        """One of each engine."""
        login = {"MasterUsername": "adm", "MasterUserPassword": "Password-1"}
        secret = '{"username": "adm", "password": "Password-1"}'
        made = self.client("secretsmanager").create_secret(Name="s", SecretString=secret)["ARN"]
        for engine in ("aurora-mysql", "aurora-postgresql"):
            cluster = {"DBClusterIdentifier": engine, "Engine": engine, "EnableHttpEndpoint": True}
            arn = self.client("rds").create_db_cluster(**cluster, **login)["DBCluster"]["DBClusterArn"]
            instance = {"DBInstanceIdentifier": f"{engine}-1", "DBInstanceClass": "db.serverless", "Engine": engine}
            self.client("rds").create_db_instance(DBClusterIdentifier=engine, **instance)
            self.client("rds-data").execute_statement(resourceArn=arn, secretArn=made, sql="SELECT 1")
        assert len(processes_in(self.folder)) >= 2

    def make_function(self, code: str) -> Any:
        """A function f; gives the client to invoke it with."""
        role = self.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("index.py", code)
        functions = self.client("lambda")
        functions.create_function(
            FunctionName="f",
            Runtime="python3.13",
            Handler="index.main",
            Role=role,
            Timeout=60,
            Code={"ZipFile": archive.getvalue()},
        )
        return functions

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(SECONDS)


def processes_of(text: str) -> dict[int, str]:
    """The processes in whose command line a text is, as the name of a folder."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        # A process may just have ended.
        with contextlib.suppress(OSError):
            command = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if text in command:
                found[int(entry.parent.name)] = command
    return found


def processes_in(folder: Path) -> dict[int, str]:
    return processes_of(str(folder))


def await_nothing(folder: Path) -> None:
    """Fails when something is left in a folder, or runs from it."""
    await_true(lambda: not processes_in(folder) and not list(folder.iterdir()))


def in_background(call: Callable[[], Any]) -> None:
    """Begins what a killed server never answers."""

    def ignoring() -> None:
        with contextlib.suppress(Exception):
            call()

    threading.Thread(target=ignoring, daemon=True).start()


Start = Callable[[], Running]


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Starts as many as a test wants; none of them outlives it, even if it fails."""
    started: list[Running] = []

    def begin() -> Running:
        started.append(Running(folder))
        return started[-1]

    yield begin
    for running in started:
        running.end(signal.SIGKILL)
    await_nothing(folder)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A temporary folder whose name is short, as sockets need it."""
    path = Path(tempfile.mkdtemp(prefix="test-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    path.rmdir()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_all_that_it_started(start: Start, folder: Path, number: signal.Signals) -> None:
    running = start()
    running.start_databases()
    assert running.end(number) == 0
    assert processes_in(folder) == {}
    assert list(folder.iterdir()) == []


def test_nothing_is_left_of_one_that_was_killed(start: Start, folder: Path) -> None:
    running = start()
    running.start_databases()
    running.end(signal.SIGKILL)
    await_nothing(folder)


def test_nothing_is_left_of_a_function_with_processes_of_its_own(start: Start) -> None:
    code = """
import subprocess, time
def main(event, context):
    subprocess.Popen(["sleep", event["sleep"]], start_new_session=True)
    time.sleep(event["wait"])
"""
    running = start()
    functions = running.make_function(code)
    sleep = str(100_000 + os.getpid())

    def invoke(wait: int) -> None:
        functions.invoke(FunctionName="f", Payload=json.dumps({"sleep": sleep, "wait": wait}))

    invoke(wait=0)
    assert processes_of(f"sleep {sleep}") == {}
    in_background(lambda: invoke(wait=60))
    await_true(lambda: bool(processes_of(f"sleep {sleep}")))
    running.end(signal.SIGKILL)
    await_true(lambda: not processes_of(f"sleep {sleep}"))


def test_nothing_is_left_of_one_that_was_killed_while_it_made_a_database(start: Start, folder: Path) -> None:
    running = start()
    in_background(running.start_databases)
    await_true(lambda: any(folder.glob("local-aws-*/seed-*")))
    running.end(signal.SIGKILL)
    await_nothing(folder)


def test_who_runs_it_has_no_say(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy or a profile of one's own would lead its calls elsewhere."""
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    running = start()
    monkeypatch.delenv("HTTP_PROXY")
    monkeypatch.delenv("AWS_PROFILE")
    running.start_databases()
    functions = running.make_function("def main(event, context):\n    return 1\n")
    assert functions.invoke(FunctionName="f")["Payload"].read() == b"1"


def test_a_function_has_boto3_and_nothing_else_that_is_installed_here(start: Start) -> None:
    running = start()
    code = """
import importlib.util
def main(event, context):
    return [importlib.util.find_spec(name) is not None for name in event]
"""
    functions = running.make_function(code)
    names = ["boto3", "botocore", "moto", "pymysql", "psycopg", "yaml", "werkzeug", "local_aws"]
    found = json.loads(functions.invoke(FunctionName="f", Payload=json.dumps(names))["Payload"].read())
    assert dict(zip(names, found, strict=True)) == {name: name in ("boto3", "botocore") for name in names}


def test_a_folder_that_is_closed_to_others_is_refused_where_servers_run_as_others(start: Start, folder: Path) -> None:
    """Root's servers do; those of everybody else run as who started them, and may enter."""
    folder.chmod(0o700)
    running = start()
    if os.geteuid() == 0:
        with pytest.raises(ClientError, match=r"mysql may not enter .*choose a TMPDIR that all may enter"):
            running.start_databases()
    else:
        running.start_databases()


def test_two_at_once_do_not_meet(start: Start, folder: Path) -> None:
    first, second = start(), start()
    first.client("s3").create_bucket(Bucket="mine", CreateBucketConfiguration={"LocationConstraint": REGION})
    assert second.client("s3").list_buckets()["Buckets"] == []
    assert len({first.endpoint, second.endpoint, *(entry.name for entry in folder.iterdir())}) == 4
    first.end(signal.SIGTERM)
    assert second.client("s3").list_buckets()["Buckets"] == []


def run(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"PYTHONPATH": str(PACKAGE)} | variables
    command = [sys.executable, "-m", "local_aws", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_reset_forgets_everything_and_keeps_the_endpoint(start: Start, folder: Path) -> None:
    running = start()
    running.start_databases()
    done = run("--reset", AWS_ENDPOINT_URL=running.endpoint)
    assert (done.returncode, done.stdout) == (0, f"{running.endpoint} has forgotten everything\n")
    assert running.client("rds").describe_db_clusters()["DBClusters"] == []
    assert [command for command in processes_in(folder).values() if "postgres" in command] == []
    assert running.end(signal.SIGTERM) == 0


def test_a_reset_is_asked_for_by_post_only(start: Start) -> None:
    running = start()
    address = f"{running.endpoint}{RESET_PATH}"
    identities = set()
    for _ in range(2):
        with urllib.request.urlopen(address) as response:
            identities.add(response.read())
    assert len(identities) == 1


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({}, "AWS_ENDPOINT_URL is not set"),
        ({"AWS_ENDPOINT_URL": "https://aws.example"}, "AWS_ENDPOINT_URL is https://aws.example"),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "nothing to reset at http://127.0.0.1:9"),
    ],
)
def test_a_reset_of_nothing_is_an_error(variables: dict[str, str], words: str) -> None:
    done = run("--reset", **variables)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert "\n  fix: " in done.stderr


def test_a_port_that_is_taken_is_an_error(start: Start, folder: Path) -> None:
    running = start()
    port = running.endpoint.rsplit(":", 1)[1]
    done = run("--port", port, TMPDIR=str(folder))
    assert done.returncode == 1
    assert done.stderr.startswith(f"local-aws: can't listen on port {port}: address already in use\n")
    assert "\n  fix: choose another --port" in done.stderr
    running.end(signal.SIGTERM)


def listening_addresses() -> dict[str, str]:
    """The local address of each listening TCP socket of this machine, by the number of its inode."""
    found = {}
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            # 0A is LISTEN.
            if fields[3] == "0A":
                found[fields[9]] = fields[1]
    return found


def sockets_of(pid: int) -> set[str]:
    found = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            target = str(descriptor.readlink())
            if target.startswith("socket:["):
                found.add(target[8:-1])
    return found


def test_it_listens_on_one_port_of_loopback_and_its_databases_on_none(start: Start, folder: Path) -> None:
    running = start()
    running.start_databases()
    addresses = listening_addresses()
    started = [running.process.pid, *processes_in(folder)]
    inodes = {inode for pid in started for inode in sockets_of(pid)}
    port = int(running.endpoint.rsplit(":", 1)[1])
    assert {addresses[inode] for inode in inodes if inode in addresses} == {f"0100007F:{port:04X}"}


def test_a_process_on_a_leash_passes_on_its_exit_status(tmp_path: Path) -> None:
    process = LeashedProcess(["sh", "-c", "exit 3"])
    assert process.wait(SECONDS) == 3


def test_a_process_that_ignores_its_signal_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "stubborn.sh"
    script.write_text("trap '' TERM; touch ready; while :; do sleep 0.1; done")
    process = LeashedProcess(["sh", str(script)], working_directory=tmp_path, stop_signal="SIGTERM")
    while not (tmp_path / "ready").exists():
        time.sleep(0.02)
    process.stop()
    assert process.wait(SECONDS) == 128 + signal.SIGKILL
