"""The function called with the AWS CLI by somebody who is not CloudFormation."""

from typing import Any

from deployment import Deployment


def states(answer: Any) -> list[list[Any]]:
    return [[script["script"], script["state"]] for script in answer["scripts"]]


def test_the_status_of_a_deployed_database(deployment: Deployment) -> None:
    deployment.deployed()
    names = sorted(path.name for path in (deployment.folder / deployment.project.scripts).glob("*.sql"))
    status = deployment.invoke(action="status")
    assert {name: status[name] for name in ("ok", "set", "head", "exitCode", "lease", "refusal")} == {
        "ok": True,
        "set": "main",
        "head": "3",
        "exitCode": 0,
        "lease": None,
        "refusal": None,
    }
    assert states(status) == [[name, "APPLIED"] for name in names]


def test_the_plan_and_the_status_behind_a_script_that_failed(blog: Deployment) -> None:
    """The stack is back at its old template, and so is the function's layer."""
    blog.deployed()
    blog.write("V4__columns.sql", "ALTER TABLE users ADD COLUMN a INT;\n" + blog.project.failing)
    blog.synthesize()
    assert blog.deploy().returncode != 0
    plan = blog.invoke(action="plan")
    assert (plan["ok"], plan["scripts"], plan["isAhead"]) == (True, [], True)
    status = blog.invoke(action="status")
    assert status["exitCode"] == 3
    failed = status["scripts"][-1]
    assert (failed["script"], failed["state"], failed["at"], failed["of"]) == ("V4__columns.sql", "FAILED", 2, 2)
    assert blog.project.words in failed["message"]


def test_an_action_that_there_is_none_of(blog: Deployment) -> None:
    answer = blog.deployed().invoke(action="drop")
    assert (answer["ok"], answer["error"]["code"]) == (False, "InvalidAction")
