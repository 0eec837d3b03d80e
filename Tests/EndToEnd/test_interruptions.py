"""Deploys whose function stops before it is done: by a statement that fails, by its time, by force."""

import os
import signal
import threading
from pathlib import Path

from deployment import Deployment
from local_aws.polling import await_true
from test_deploys import APPLIED, versions

SECONDS = 60.0
# What is called by the runtime, in the process that has the handler.
BOOTSTRAP = "functions/bootstrap.py"


def columns(deployment: Deployment, table: str) -> set[str]:
    found = deployment.query(
        f"SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '{table}'"
    )
    return {str(row[0]) for row in found}


def test_a_script_that_failed_in_the_middle_goes_on_when_it_is_corrected(blog: Deployment) -> None:
    """On MySQL what was done before the failure stays; the corrected script goes on behind it."""
    first, last = "ALTER TABLE users ADD COLUMN a INT;\n", "ALTER TABLE users ADD COLUMN b INT;\n"
    blog.deployed()
    blog.write("V4__columns.sql", first + blog.project.failing + last)
    blog.synthesize()
    assert blog.deploy().returncode != 0
    assert blog.status == "UPDATE_ROLLBACK_COMPLETE"
    assert "V4__columns.sql:2: statement 2 of 3 failed: " in blog.failures
    assert blog.history[3:] == [["4", "FAILED", 1]]
    assert columns(blog, "users") == {"id", "user_id", "email", "a"}
    blog.write("V4__columns.sql", first + "ALTER TABLE users ADD COLUMN x INT;\n" + last)
    blog.synthesize()
    blog.deployed()
    assert blog.response == "applied 1 script; the database is at 4"
    assert blog.history[3:] == [["4", "APPLIED", 3]]
    assert columns(blog, "users") == {"id", "user_id", "email", "a", "x", "b"}


def test_a_function_whose_time_is_over_goes_on_in_another_call(blog: Deployment) -> None:
    """It begins nothing in its last 60 seconds."""
    tables = ["one", "two", "three", "four"]
    blog.deployed()
    blog.write("V4__slow.sql", "".join(f"CREATE TABLE {name} AS SELECT SLEEP(5) AS slept;\n" for name in tables))
    blog.synthesize()
    blog.edit_template("Timeout: 900\n", "Timeout: 75\n")
    blog.deployed()
    assert blog.response == "applied 1 script; the database is at 4"
    assert blog.history[3:] == [["4", "APPLIED", 4]]
    assert [blog.query(f"SELECT slept FROM {name}") for name in tables] == [[[0]]] * 4
    hops = [step["hop"] for step in blog.steps("to be continued")]
    assert hops == list(range(len(hops)))
    assert hops


def test_a_function_that_was_killed_is_called_again_and_goes_on(blog: Deployment) -> None:
    blog.deployed()
    blog.write(
        "V4__slow.sql",
        "ALTER TABLE users ADD COLUMN a INT;\n"
        "CREATE TABLE slow AS SELECT SLEEP(10) AS slept;\n"
        "ALTER TABLE users ADD COLUMN b INT;\n",
    )
    blog.synthesize()
    deploy = threading.Thread(target=blog.deploy)
    deploy.start()
    await_true(lambda: blog.query("SELECT idx FROM borealis_steps WHERE state = 'started'") == [[2]], SECONDS)
    os.kill(handler_of(blog), signal.SIGKILL)
    # Nobody has to wait for its lease of two minutes.
    blog.execute("UPDATE borealis_lease SET expires_at = CURRENT_TIMESTAMP(6)")
    deploy.join()
    assert blog.status == "UPDATE_COMPLETE"
    assert blog.response == "applied 1 script; the database is at 4"
    assert versions(blog) == [*APPLIED, ["4", "APPLIED"]]
    assert [step["script"] for step in blog.steps("begin")].count("V4__slow.sql") == 2
    assert columns(blog, "users") == {"id", "user_id", "email", "a", "b"}


def handler_of(deployment: Deployment) -> int:
    """The process that runs the function, among those of its AWS."""
    (found,) = [process for process in below(deployment.aws.process.pid) if is_handler(process)]
    return found


def is_handler(process: int) -> bool:
    words = Path(f"/proc/{process}/cmdline").read_bytes().decode().split("\0")
    return Path(words[0]).name.startswith("python") and any(word.endswith(BOOTSTRAP) for word in words[:6])


def below(process: int) -> list[int]:
    """All that a process has started, and what that has."""
    children = [
        int(child)
        for task in Path(f"/proc/{process}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    return children + [other for child in children for other in below(child)]
