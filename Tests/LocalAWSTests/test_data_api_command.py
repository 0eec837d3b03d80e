"""scripts/data-api, as people run it."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local_aws.polling import SECONDS, await_true
from test_processes import await_nothing, processes_in

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts/data-api"
# What the script runs at its end, with the environment that its installation made.
MODULE = [sys.executable, "-m", "local_aws.data_api"]


class Running:
    """One that is ready, and what it told to export."""

    def __init__(self, folder: Path, *command: str) -> None:
        environment = os.environ | {"TMPDIR": str(folder), "PYTHONPATH": str(ROOT / "Tests/LocalAWS")}
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
        printed = ""
        for line in self.process.stdout or []:
            printed += line.decode()
            if "--sql" in printed:
                break
        self.printed = printed
        self.exports = dict(re.findall(r"(\w+)=(\S*)", "\n".join(re.findall(r"export (.*)", printed))))

    @property
    def target(self) -> dict[str, str]:
        names = {"resourceArn": "CLUSTER_ARN", "secretArn": "SECRET_ARN", "database": "DATABASE_NAME"}
        return {member: self.exports[name] for member, name in names.items()}

    @property
    def client(self) -> Any:
        return boto3.client(
            "rds-data",
            endpoint_url=self.exports["AWS_ENDPOINT_URL_RDS_DATA"],
            region_name=self.exports["AWS_DEFAULT_REGION"],
        )

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(SECONDS)


Start = Callable[..., Running]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A temporary folder that is empty again when all has ended."""
    path = Path(tempfile.mkdtemp(prefix="test-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    path.rmdir()


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    started: list[Running] = []

    def begin(*command: str) -> Running:
        started.append(Running(folder, *command))
        return started[-1]

    yield begin
    for running in started:
        running.end(signal.SIGKILL)
    await_nothing(folder)


ENGINES = {"--postgres": "PostgreSQL", "--mariadb": "MariaDB"}


@pytest.mark.parametrize("option", ENGINES)
def test_it_answers_boto3_and_ends_with_all_that_it_started(start: Start, folder: Path, option: str) -> None:
    running = start(str(SCRIPT), option, "--database", "shop")
    version = running.client.execute_statement(**running.target, sql="SELECT version()")["records"][0][0]
    assert ENGINES[option] in version["stringValue"]
    begun = running.client.begin_transaction(**running.target)["transactionId"]
    running.client.execute_statement(**running.target, sql="CREATE TABLE t (a INT)", transactionId=begun)
    assert running.exports["DATABASE_NAME"] == "shop"
    assert processes_in(folder) != {}
    assert running.end(signal.SIGTERM) == 0
    assert processes_in(folder) == {}
    assert list(folder.iterdir()) == []


def test_what_it_prints_can_be_run(start: Start) -> None:
    running = start(*MODULE, "--mariadb")
    program = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    lines = [line for line in running.printed.split("another terminal:")[1].splitlines() if line]
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)],
        env=os.environ | {"PATH": program},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(done.stdout)["records"] == [[{"longValue": 1}]]


def test_nothing_is_left_of_one_that_was_killed(start: Start, folder: Path) -> None:
    running = start(*MODULE, "--postgres")
    running.client.begin_transaction(**running.target)
    running.end(signal.SIGKILL)
    await_nothing(folder)


def test_it_knows_one_cluster_and_one_secret(start: Start) -> None:
    running = start(*MODULE, "--mariadb")
    for member, code in (("resourceArn", "NotFoundException"), ("secretArn", "SecretsErrorException")):
        with pytest.raises(ClientError) as raised:
            running.client.execute_statement(**running.target | {member: running.target[member] + "x"}, sql="SELECT 1")
        assert raised.value.response["Error"]["Code"] == code


def run(*arguments: str, **variables: str) -> tuple[int, str]:
    """Its exit status, and what it says is wrong; before that it has started nothing, which its log would say."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "Tests/LocalAWS")} | variables
    done = subprocess.run(
        [*MODULE, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


USAGE = "scripts/data-api (--postgres | --mariadb) [--port PORT] [--database DATABASE]"


@pytest.mark.parametrize(
    ("arguments", "problem", "fix"),
    [
        ([], "one of the arguments --postgres --mariadb is required", f"call it as {USAGE}"),
        (["--mariadb", "--databse", "x"], "unrecognized arguments: --databse x", "did you mean --database?"),
        *(
            (["--mariadb", "--port", port], f"argument --port: got '{port}', expected 0...65535", f"call it as {USAGE}")
            for port in ("x", "65536", "70000", "-1", "٣", "")
        ),
        *(
            (
                ["--mariadb", "--database", name],
                f"argument --database: got {name!r}, expected 1 to 63 letters, digits and underscores",
                f"call it as {USAGE}",
            )
            for name in ("", "a b;", "a`b", "ä", "a\n", "a" * 64)
        ),
        *(
            (
                [engine, "--database", name],
                f"argument --database: got '{name}', which is the server's own",
                f"call it as {USAGE}",
            )
            for engine, name in (("--postgres", "postgres"), ("--mariadb", "Information_Schema"))
        ),
    ],
)
def test_a_wrong_call_says_how_to_go_on(folder: Path, arguments: list[str], problem: str, fix: str) -> None:
    assert run(*arguments, TMPDIR=str(folder)) == (1, f"data-api: {problem}\n  fix: {fix}\n")
    await_true(lambda: not list(folder.iterdir()))


def test_a_port_that_is_taken_is_an_error(start: Start, folder: Path) -> None:
    running = start(*MODULE, "--mariadb")
    port = running.exports["AWS_ENDPOINT_URL_RDS_DATA"].rsplit(":", 1)[1]
    assert run("--mariadb", "--port", port, TMPDIR=str(folder)) == (
        1,
        f"data-api: can't listen on port {port}: address already in use\n"
        "  fix: choose another --port, or leave it out\n",
    )


def test_a_server_that_is_not_installed_is_named(folder: Path) -> None:
    """The folders of programs that Python looks into are those of an empty machine."""
    code = (
        "import shutil, sys; shutil.which = lambda *_, **__: None; sys.argv[1:] = ['--mariadb']; "
        "from local_aws.data_api.__main__ import main; main()"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT / "Tests/LocalAWS"), "TMPDIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (
        1,
        "data-api: there is no mariadb-install-db\n  fix: install mariadb-server\n",
    )
