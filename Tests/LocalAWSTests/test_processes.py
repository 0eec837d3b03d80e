"""Nothing outlives the local AWS: not a process, not a folder, however it ends."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_aws.processes import LeashedProcess
from local_aws.server import REGION, RESET_PATH
from local_aws.testing import LocalAWSProcess

PACKAGE = Path(__file__).parents[1] / "LocalAWS"
SECONDS = 20.0


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

    def start_database(self) -> None:
        login = {"MasterUsername": "adm", "MasterUserPassword": "Password-1"}
        cluster = {"DBClusterIdentifier": "c", "Engine": "aurora-postgresql", "EnableHttpEndpoint": True}
        arn = self.client("rds").create_db_cluster(**cluster, **login)["DBCluster"]["DBClusterArn"]
        instance = {"DBInstanceIdentifier": "i", "DBInstanceClass": "db.serverless", "Engine": "aurora-postgresql"}
        self.client("rds").create_db_instance(DBClusterIdentifier="c", **instance)
        secret = '{"username": "adm", "password": "Password-1"}'
        made = self.client("secretsmanager").create_secret(Name="s", SecretString=secret)["ARN"]
        self.client("rds-data").execute_statement(resourceArn=arn, secretArn=made, sql="SELECT 1")
        assert processes_in(self.folder)

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(SECONDS)


def processes_in(folder: Path) -> dict[int, str]:
    """The command lines of the processes that were started with something of a folder."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        # A process may just have ended.
        with contextlib.suppress(OSError):
            command = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if str(folder) in command:
                found[int(entry.parent.name)] = command
    return found


def await_nothing(folder: Path) -> None:
    """Fails with what is left in a folder, or runs from it."""
    end = time.monotonic() + SECONDS
    while processes_in(folder) or list(folder.iterdir()):
        assert time.monotonic() < end, (processes_in(folder), list(folder.iterdir()))
        time.sleep(0.05)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A temporary folder whose name is short, as sockets need it."""
    path = Path("/tmp") / f"local-aws-test-{os.getpid()}"
    path.mkdir(mode=0o755)
    yield path
    await_nothing(path)
    path.rmdir()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_all_that_it_started(folder: Path, number: signal.Signals) -> None:
    running = Running(folder)
    running.start_database()
    assert running.end(number) == 0
    assert processes_in(folder) == {}
    assert list(folder.iterdir()) == []


def test_nothing_is_left_of_one_that_was_killed(folder: Path) -> None:
    running = Running(folder)
    running.start_database()
    running.end(signal.SIGKILL)
    await_nothing(folder)


def test_two_at_once_do_not_meet(folder: Path) -> None:
    first, second = Running(folder), Running(folder)
    first.client("s3").create_bucket(Bucket="mine", CreateBucketConfiguration={"LocationConstraint": REGION})
    assert second.client("s3").list_buckets()["Buckets"] == []
    assert len({first.endpoint, second.endpoint, *(entry.name for entry in folder.iterdir())}) == 4
    first.end(signal.SIGTERM)
    assert second.client("s3").list_buckets()["Buckets"] == []
    second.end(signal.SIGTERM)


def run(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"PYTHONPATH": str(PACKAGE)} | variables
    command = [sys.executable, "-m", "local_aws", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_reset_forgets_everything_and_keeps_the_endpoint(folder: Path) -> None:
    running = Running(folder)
    running.start_database()
    done = run("--reset", AWS_ENDPOINT_URL=running.endpoint)
    assert (done.returncode, done.stdout) == (0, f"{running.endpoint} has forgotten everything\n")
    assert running.client("rds").describe_db_clusters()["DBClusters"] == []
    assert [command for command in processes_in(folder).values() if "postgres" in command] == []
    assert running.end(signal.SIGTERM) == 0


def test_a_reset_is_asked_for_by_post_only(folder: Path) -> None:
    running = Running(folder)
    address = f"{running.endpoint}{RESET_PATH}"
    identities = set()
    for _ in range(2):
        with urllib.request.urlopen(address) as response:
            identities.add(response.read())
    assert len(identities) == 1
    running.end(signal.SIGTERM)


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


def test_a_port_that_is_taken_is_an_error(folder: Path) -> None:
    running = Running(folder)
    port = running.endpoint.rsplit(":", 1)[1]
    done = run("--port", port, TMPDIR=str(folder))
    assert done.returncode == 1
    assert done.stderr.startswith(f"local-aws: can't listen on port {port}: ")
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


def test_it_listens_on_one_port_of_loopback_and_its_databases_on_none(folder: Path) -> None:
    running = Running(folder)
    running.start_database()
    addresses = listening_addresses()
    started = [running.process.pid, *processes_in(folder)]
    inodes = {inode for pid in started for inode in sockets_of(pid)}
    port = int(running.endpoint.rsplit(":", 1)[1])
    assert {addresses[inode] for inode in inodes if inode in addresses} == {f"0100007F:{port:04X}"}
    running.end(signal.SIGTERM)


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
