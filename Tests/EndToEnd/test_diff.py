"""What `diff` says of deployed stacks, with a local AWS and with servers that don't play along."""

import json
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

import pytest

from deployment import ROOT, Deployment
from local_aws.endpoint import REGION

Completed = subprocess.CompletedProcess[str]
Answer = tuple[int, str]


def diff(deployment: Deployment, *arguments: str, **changes: str) -> Completed:
    """Compares the app with the deployed stack, with the environment of the CLI and some changes of it."""
    app = ROOT / ".build/debug" / deployment.project.app
    command = [str(app), "diff", deployment.project.stack, *arguments]
    if not {"--against", "--stack-name"} & set(arguments):
        command += ["--stack-name", deployment.stack_name]
    environment = deployment.environment | changes
    return subprocess.run(
        command, cwd=deployment.folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def report(deployment: Deployment, *arguments: str) -> tuple[int, Any]:
    """The exit code, and what the JSON says of the stack."""
    done = diff(deployment, "--format", "json", *arguments)
    assert done.stderr == ""
    (stack,) = json.loads(done.stdout)["stacks"]
    return done.returncode, stack


def actions(stack: Any) -> dict[str, str]:
    return {resource["logicalID"]: resource["action"] for resource in stack["resources"]}


def test_nothing_differs_after_a_deploy(deployment: Deployment) -> None:
    done = diff(deployment.deployed())
    assert (done.returncode, done.stderr) == (0, "")
    assert "No differences" in done.stdout
    code, stack = report(deployment)
    assert (code, stack["isEmpty"], stack.get("gaps", [])) == (0, True, []), "it is proved"
    assert stack["baseline"] == {"kind": "deployed", "name": f"stack {deployment.stack_name} in {REGION}"}
    assert diff(deployment, "--against", "out").returncode == 0


def test_a_stack_that_is_not_deployed_is_new(blog: Deployment) -> None:
    code, stack = report(blog)
    assert (code, stack["baseline"]["kind"]) == (2, "absent")
    assert set(actions(stack).values()) == {"add"}
    assert [script["name"] for script in stack["migrations"][0]["scripts"]] == sorted(
        path.name for path in (blog.folder / blog.project.scripts).glob("*.sql")
    )


def test_a_new_script_is_shown_with_its_sql(deployment: Deployment) -> None:
    deployment.deployed()
    deployment.write("V4__added.sql", deployment.project.added)
    done = diff(deployment, COLUMNS="200")
    assert (done.returncode, done.stderr) == (2, "")
    assert "V4__added.sql" in done.stdout
    assert deployment.project.added.removesuffix(";\n") in done.stdout


def test_an_edited_script_is_refused_until_it_is_allowed(blog: Deployment) -> None:
    blog.deployed()
    blog.write("V1__users.sql", "SELECT 1;\n")
    done = diff(blog)
    assert done.returncode == 3
    key = "edit-sql:database.Migration"
    assert f"--allow {key}" in done.stdout
    assert diff(blog, "--allow", key).returncode == 2


def test_a_database_that_would_be_replaced_is_refused_until_it_is_allowed(blog: Deployment) -> None:
    blog.edit_template("StorageEncrypted: true", "StorageEncrypted: false")
    blog.deployed()
    done = diff(blog)
    assert done.returncode == 3
    assert "--allow replace:database.Cluster" in done.stdout
    allowed = diff(blog, "--allow", "replace:database.Cluster", "--allow", "remove:database.Cluster")
    assert allowed.returncode == 2
    assert "DIF033" in allowed.stdout, "the other one lets nothing pass"


def test_an_export_that_another_stack_uses_is_told_with_its_users(blog: Deployment) -> None:
    blog.edit_template(
        "Outputs:\n",
        "Outputs:\n  Gone:\n    Value: !Ref Cluster\n    Export: {Name: !Sub '${AWS::StackName}-gone'}\n",
    )
    blog.deployed()
    user = f"{blog.stack_name}-user"
    group = {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7}}
    seen = {"Value": {"Fn::ImportValue": f"{blog.stack_name}-gone"}}
    body = json.dumps({"Resources": {"Group": group}, "Outputs": {"Seen": seen}})
    blog.cloudformation.create_stack(StackName=user, TemplateBody=body)
    done = diff(blog)
    assert done.returncode == 3
    assert "--allow remove-export:database.Gone" in done.stdout
    assert user in done.stdout


def made_change_set(deployment: Deployment, name: str = "changes") -> None:
    deployment.cli("s3", "cp", "--recursive", "out/assets", f"s3://{deployment.stack_name}/")
    deployment.cloudformation.create_change_set(
        StackName=deployment.stack_name,
        ChangeSetName=name,
        TemplateBody=deployment.template.read_text(),
        Parameters=[{"ParameterKey": "AssetBucket", "ParameterValue": deployment.stack_name}],
        Capabilities=["CAPABILITY_IAM"],
    )


def test_a_stack_that_is_named_by_its_id_is_not_another_one_of_its_name(blog: Deployment) -> None:
    blog.deployed()
    described = blog.cloudformation.describe_stacks(StackName=blog.stack_name)["Stacks"][0]
    blog.cloudformation.delete_stack(StackName=blog.stack_name)
    blog.cloudformation.get_waiter("stack_delete_complete").wait(StackName=described["StackId"])
    body = json.dumps({"Resources": {"Group": {"Type": "AWS::Logs::LogGroup"}}})
    blog.cloudformation.create_stack(StackName=blog.stack_name, TemplateBody=body)
    code, stack = report(blog, "--stack-name", described["StackId"])
    assert (code, stack["baseline"]["kind"]) == (2, "absent")
    assert "Group" not in actions(stack)
    by_name = report(blog)[1]
    assert (by_name["baseline"]["kind"], actions(by_name)["Group"]) == ("deployed", "remove")
    other = blog.cloudformation.describe_stacks(StackName=blog.stack_name)["Stacks"][0]["StackId"]
    assert actions(report(blog, "--stack-name", other)[1])["Group"] == "remove"


def test_a_change_set_is_read_as_well(blog: Deployment) -> None:
    blog.deployed()
    blog.write("V4__added.sql", blog.project.added)
    blog.synthesize()
    made_change_set(blog)
    code, stack = report(blog, "--change-set", "changes")
    assert (code, stack["baseline"]["changeSet"]) == (2, "changes")
    assert {resource["evidence"] for resource in stack["resources"]} <= {"both", "change-set"}
    assert actions(stack)["Migration"] == "update"


def test_a_change_set_of_another_template_is_refused(blog: Deployment) -> None:
    blog.deployed()
    blog.write("V4__added.sql", blog.project.added)
    blog.synthesize()
    made_change_set(blog)
    blog.write("V5__more.sql", "SELECT 1;\n")
    done = diff(blog, "--change-set", "changes")
    assert done.returncode == 1
    assert "error[DIF034]: change set changes was made of another template" in done.stderr


def test_a_change_set_that_is_not_there_or_can_not_be_executed(blog: Deployment) -> None:
    blog.deployed()
    done = diff(blog, "--change-set", "none")
    assert (done.returncode, "error[DIF035]: stack" in done.stderr) == (1, True), done.stderr
    made_change_set(blog, "idle")
    assert diff(blog, "--change-set", "idle").returncode == 0, "it says that there is nothing to do"
    blog.write("V4__added.sql", blog.project.added)
    blog.synthesize()
    made_change_set(blog)
    blog.cloudformation.execute_change_set(StackName=blog.stack_name, ChangeSetName="changes")
    done = diff(blog, "--change-set", "changes")
    assert done.returncode == 1
    assert "can't be executed; got CREATE_COMPLETE, EXECUTE_COMPLETE" in done.stderr


def test_a_stack_that_was_rolled_back_is_told(blog: Deployment) -> None:
    blog.deployed()
    blog.write("V4__added.sql", blog.project.failing)
    blog.synthesize()
    assert blog.deploy().returncode != 0
    done = diff(blog)
    assert done.returncode == 2
    assert "UPDATE_ROLLBACK_COMPLETE" in done.stdout


def test_credentials_that_aws_does_not_know(blog: Deployment) -> None:
    done = diff(blog, AWS_SESSION_TOKEN="of nobody", AWS_ACCESS_KEY_ID="ASIAUNKNOWN")
    assert done.returncode == 1
    assert "error[AWS0" in done.stderr
    assert "local" not in done.stderr.replace("localhost", ""), "no secret is told"


# Servers that don't play along.


class Script(BaseHTTPRequestHandler):
    """Answers each action as a test says."""

    answer: Callable[[str], Answer]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        action = parse_qs(body).get("Action", [""])[0]
        status, text = type(self).answer(action)
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *arguments: Any) -> None:
        """Not on the tests' standard error."""


@pytest.fixture
def scripted() -> Iterator[Callable[[Callable[[str], Answer]], str]]:
    """Starts servers that answer so; gives their addresses."""
    servers: list[ThreadingHTTPServer] = []

    def start(answer: Callable[[str], Answer]) -> str:
        handler = type("Handler", (Script,), {"answer": staticmethod(answer)})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/"


def deployed(name: str, template: str, status: str = "UPDATE_COMPLETE") -> Callable[[str], Answer]:
    """A stack that is as it was said to be, without resources."""
    member = f"<StackName>{name}</StackName><StackId>arn:aws:cloudformation:{REGION}:1:stack/{name}/1</StackId>"
    known = {
        "DescribeStacks": f"<Stacks><member>{member}<StackStatus>{status}</StackStatus></member></Stacks>",
        "GetTemplate": f"<TemplateBody>{escape(template)}</TemplateBody>",
    }

    def answer(action: str) -> Answer:
        result = f"<{action}Result>{known.get(action, '')}</{action}Result>"
        return 200, f'<{action}Response xmlns="{NAMESPACE}">{result}</{action}Response>'

    return answer


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        ("UPDATE_COMPLETE", 0, "No differences"),
        ("UPDATE_ROLLBACK_COMPLETE", 0, "was taken back"),
        ("UPDATE_FAILED", 2, "the stack is UPDATE_FAILED: what of its template is there isn't known"),
        ("UPDATE_FAILED", 2, "migrate status says it"),
        ("UPDATE_IN_PROGRESS", 2, "the stack is UPDATE_IN_PROGRESS"),
        ("SOMETHING_NEW", 2, "the stack is SOMETHING_NEW"),
        ("ROLLBACK_COMPLETE", 2, "a deploy is refused until it is deleted"),
        ("DELETE_COMPLETE", 2, "added"),
    ],
)
def test_a_stack_that_is_not_what_its_template_says_is_no_reason_to_say_that_nothing_differs(
    blog: Deployment, scripted: Callable[[Callable[[str], Answer]], str], status: str, code: int, words: str
) -> None:
    blog.synthesize()
    answer = deployed(blog.stack_name, blog.template.read_text(), status)
    done = diff(blog, AWS_ENDPOINT_URL=scripted(answer), COLUMNS="200")
    assert (done.returncode, done.stderr) == (code, "")
    assert words in done.stdout


def test_a_deployed_template_that_is_broken_is_told_with_its_place(
    blog: Deployment, scripted: Callable[[Callable[[str], Answer]], str]
) -> None:
    answer = deployed(blog.stack_name, "Resources:\n  Queue:\n    Type: [")
    done = diff(blog, AWS_ENDPOINT_URL=scripted(answer))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"deployed template of {blog.stack_name}:3:12: error[TPL006]"), done.stderr


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((200, "<html>a gateway"), "AWS007"),
        ((403, "no XML either"), "AWS0"),
        ((404, ""), "AWS0"),
    ],
)
def test_an_answer_that_is_none_is_told(
    blog: Deployment, scripted: Callable[[Callable[[str], Answer]], str], answer: Answer, code: str
) -> None:
    done = diff(blog, AWS_ENDPOINT_URL=scripted(lambda action: answer))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"error[{code}" in done.stderr


def test_nobody_answers(blog: Deployment) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    done = diff(blog, AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}")
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[AWS005]" in done.stderr


def test_no_region_and_no_credentials(blog: Deployment, tmp_path: Path) -> None:
    blog.environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true"}
    done = diff(blog)
    assert (done.returncode, "error[AWS001]" in done.stderr) == (1, True), done.stderr
    done = diff(blog, AWS_REGION="eu-west-1", AWS_ENDPOINT_URL=blog.aws.endpoint)
    assert (done.returncode, "error[AWS002]" in done.stderr) == (1, True), done.stderr
    assert diff(blog, "--against", "out").returncode == 0, "what is offline needs neither"
