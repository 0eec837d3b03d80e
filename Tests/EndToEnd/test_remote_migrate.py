"""The commands that ask the function of a deployed stack, as somebody in a terminal or a pipeline says them."""

import io
import json
import signal
import subprocess
import zipfile
from typing import Any

from deployment import ROOT, Deployment
from local_aws.polling import await_true

Completed = subprocess.CompletedProcess[str]

COLUMNS = "ALTER TABLE users ADD COLUMN a INT NULL;\nALTER TABLE users ADD COLUMN b INT NULL;\n"
WITHOUT_COLUMNS = (
    '-- borealis:allow SQL202 "it undoes"\nALTER TABLE users DROP COLUMN b;\n'
    '-- borealis:allow SQL202 "it undoes"\nALTER TABLE users DROP COLUMN a;\n'
)


def migrate(deployment: Deployment, *arguments: str, **changes: str) -> Completed:
    """Runs the app where its scripts are, with the environment of the AWS CLI."""
    app = ROOT / ".build/debug" / deployment.project.app
    command = [str(app), "migrate", *arguments]
    if "--stack-name" not in arguments:
        command += ["--stack", deployment.project.stack, "--stack-name", deployment.stack_name]
    environment = deployment.environment | changes
    return subprocess.run(
        command, cwd=deployment.folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def problems(completed: Completed) -> str:
    """What it says besides that it asks."""
    lines = completed.stderr.splitlines(keepends=True)
    return "".join(line for line in lines if ": asking " not in line)


def done(deployment: Deployment, *arguments: str) -> str:
    """What it prints where it succeeds, and says nothing else."""
    completed = migrate(deployment, *arguments)
    assert (completed.returncode, problems(completed)) == (0, ""), completed
    return completed.stdout


def refused(deployment: Deployment, *arguments: str) -> str:
    """What it says where it fails, and prints nothing."""
    completed = migrate(deployment, *arguments)
    assert (completed.returncode, completed.stdout) == (1, ""), completed
    return problems(completed)


def status(deployment: Deployment, expected: int) -> dict[str, str]:
    """The states by the names of the scripts; what programs and people are told is the same."""
    completed = migrate(deployment, "status", "--json")
    assert completed.returncode == expected, completed
    answer = json.loads(completed.stdout)
    assert (answer["version"], answer["ok"], answer["exitCode"]) == (1, True, expected)
    shown = migrate(deployment, "status")
    assert shown.returncode == expected
    for script in answer["scripts"]:
        assert any(
            line.split()[:2] == [script["version"], script["script"]] and script["state"] in line
            for line in shown.stdout.splitlines()
        ), shown.stdout
    return {script["script"]: script["state"] for script in answer["scripts"]}


def planned(deployment: Deployment, expected: int, *arguments: str) -> Any:
    completed = migrate(deployment, "plan", "--json", *arguments)
    assert completed.returncode == expected, completed
    assert migrate(deployment, "plan", *arguments).returncode == expected
    return json.loads(completed.stdout)


def with_two_more(deployment: Deployment) -> Deployment:
    """Deployed with two versions that can be undone."""
    deployment.write("V4__columns.sql", COLUMNS)
    deployment.write("U4__columns.sql", WITHOUT_COLUMNS)
    deployment.write("V5__added.sql", deployment.project.added)
    deployment.write("U5__added.sql", "DELETE FROM users WHERE user_id = 'added';\n")
    deployment.synthesize()
    return deployment.deployed()


def test_all_is_applied_after_a_deploy(deployment: Deployment) -> None:
    deployment.deployed()
    assert set(status(deployment, 0).values()) == {"APPLIED"}
    title = done(deployment, "status").splitlines()[0]
    engine = "mysql" if deployment.project.app == "stacks" else "postgresql"
    assert title == f"set main, {engine}: at version 3; nothing is pending"
    assert done(deployment, "plan") == "nothing is pending\n"
    assert done(deployment, "up") == "APPLIED: applied nothing; the database is at 3\n"
    assert [row[:2] for row in deployment.history] == [["1", "APPLIED"], ["2", "APPLIED"], ["3", "APPLIED"]]


def test_a_deploy_that_failed_is_told_with_its_script_and_line(blog: Deployment) -> None:
    blog.deployed()
    blog.write("V4__columns.sql", "ALTER TABLE users ADD COLUMN a INT;\n" + blog.project.failing)
    blog.synthesize()
    assert blog.deploy().returncode != 0
    assert status(blog, 3)["V4__columns.sql"] == "FAILED"
    shown = migrate(blog, "status").stdout
    assert "statement 2 of 2, line 2" in shown
    assert blog.project.words in shown


def test_versions_are_undone_and_applied_again_one_by_one(blog: Deployment) -> None:
    with_two_more(blog)
    assert done(blog, "down", "--to", "3") == (
        "undone V5__added.sql\nundone V4__columns.sql\nthe database is at version 3\n"
    )
    states = status(blog, 2)
    assert (states["V4__columns.sql"], states["V5__added.sql"]) == ("UNDONE", "UNDONE")
    plan = planned(blog, 2, "--to", "4")
    assert [(script["script"], script["statements"]) for script in plan["scripts"]] == [("V4__columns.sql", 2)]
    up = migrate(blog, "up", "--to", "4", "--json")
    assert up.returncode == 0
    assert json.loads(up.stdout)["applied"] == ["V4__columns.sql"]
    assert [script["script"] for script in planned(blog, 2)["scripts"]] == ["V5__added.sql"]
    assert done(blog, "up").startswith("applied V5__added.sql\nAPPLIED: applied 1 script; the database is at 5")
    assert planned(blog, 0)["scripts"] == []
    assert status(blog, 0)["V5__added.sql"] == "APPLIED"
    assert done(blog, "down", "--to", "5") == "nothing to undo\nthe database is at version 5\n"


def test_what_nothing_undoes_is_refused_with_what_can_be_done(blog: Deployment) -> None:
    blog.deployed()
    said = refused(blog, "down", "--to", "0")
    assert said.startswith("error[RUN004]: down was refused, or stopped: nothing undoes V3__first_post.sql"), said
    assert "fix: add undo scripts and deploy" in said
    said = refused(blog, "down", "--to", "2.5")
    assert "no applied script has the version 2.5" in said
    answer = migrate(blog, "down", "--to", "0", "--json")
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["error"]["code"] == "Irreversible"


def test_a_database_without_history_gets_a_baseline(blog: Deployment) -> None:
    blog.deployed()
    blog.execute(f"DELETE FROM {blog.project.history}")
    assert planned(blog, 3)["refusal"]["code"] == "Unmanaged"
    said = refused(blog, "up")
    assert "fix: say with migrate baseline which version the database is at" in said, said
    assert "expected 1, 2, 3" in refused(blog, "baseline", "4")
    assert done(blog, "baseline", "3").splitlines()[-1] == "the database is at version 3"
    assert set(status(blog, 0).values()) == {"BASELINE"}
    assert "has a history already" in refused(blog, "baseline", "3")


def test_an_edited_script_is_accepted(blog: Deployment) -> None:
    blog.deployed()
    blog.execute(f"UPDATE {blog.project.history} SET checksum = '{'0' * 64}' WHERE version = '2'")
    assert "APPLIED, edited" in migrate(blog, "status").stdout
    status(blog, 3)
    path = "sql/blog/V2__posts.sql"
    accepted = done(blog, "repair", "accept-checksum", path, "--reason", "it's the same: \u00e9")
    assert accepted == "V2__posts.sql: APPLIED\n"
    status(blog, 0)
    reasons = blog.query(f"SELECT reason FROM {blog.project.history} WHERE version = '2'")
    assert reasons == [["it's the same: \u00e9"]]


def uncertain(deployment: Deployment) -> Deployment:
    """The second statement of V4 may have run."""
    with_two_more(deployment)
    done(deployment, "down", "--to", "4")
    history = deployment.project.history
    deployment.execute(
        f"UPDATE {history} SET state = 'AMBIGUOUS', applied_statements = 1 WHERE version = '4' AND undone = 0"
    )
    deployment.execute(
        "UPDATE borealis_steps SET state = 'ambiguous' WHERE idx = 2 AND seq = "
        f"(SELECT seq FROM {history} WHERE version = '4' AND undone = 0)"
    )
    return deployment


def test_a_statement_that_has_run_is_marked(blog: Deployment) -> None:
    uncertain(blog)
    assert status(blog, 3)["V4__columns.sql"] == "AMBIGUOUS"
    assert planned(blog, 3)["refusal"]["code"] == "Refused"
    repair = ("repair", "mark-applied", "V4__columns.sql", "--reason", "looked at it", "--statement")
    said = refused(blog, *repair, "1")
    assert "statement 1 of V4__columns.sql is not uncertain; statement 2 is" in said, said
    assert done(blog, *repair, "2") == "V4__columns.sql: REPAIRED\n"
    assert done(blog, "up").startswith("applied V5__added.sql\n")
    assert status(blog, 0)["V4__columns.sql"] == "REPAIRED"


def test_a_statement_that_has_not_run_is_run_again(blog: Deployment) -> None:
    uncertain(blog).execute("ALTER TABLE users DROP COLUMN b")
    repaired = done(blog, "repair", "retry", "V4__columns.sql", "--reason", "b is not there")
    assert repaired == "V4__columns.sql: FAILED, goes on with statement 2\n"
    assert done(blog, "up").startswith("applied V4__columns.sql\napplied V5__added.sql\n")
    status(blog, 0)


def test_a_whole_script_is_marked(blog: Deployment) -> None:
    with_two_more(blog)
    done(blog, "down", "--to", "4")
    blog.execute(blog.project.added)
    marked = done(blog, "repair", "mark-script-applied", "V5__added.sql", "--reason", "by hand")
    assert marked == "V5__added.sql: REPAIRED\n"
    assert status(blog, 0)["V5__added.sql"] == "REPAIRED"
    said = refused(blog, "repair", "retry", "V5__add.sql", "--reason", "x")
    assert "there is no script V5__add.sql; did you mean V5__added.sql?" in said, said


def test_a_lease_is_ended(blog: Deployment) -> None:
    blog.deployed()
    said = refused(blog, "repair", "release-lease", "--reason", "x")
    assert "nobody has the lease" in said
    blog.execute(
        "UPDATE borealis_lease SET owner = 'dead', stack_id = 'stack', request_id = 'request', set_name = 'main', "
        "taken_at = UTC_TIMESTAMP(6), expires_at = UTC_TIMESTAMP(6) + INTERVAL 1 DAY"
    )
    assert "at work: stack, request request, for " in migrate(blog, "status").stdout
    ended = done(blog, "repair", "release-lease", "--reason", "its function is gone")
    assert ended == "ended the lease of stack, request request\n"
    assert "at work" not in done(blog, "status")


def test_of_several_sets_one_must_be_named(shop: Deployment) -> None:
    shop.deployed()
    said = refused(shop, "status")
    assert said.startswith(
        f"error[RUN002]: the deployed stack {shop.stack_name} has several sets of scripts; "
        "got main (Migration, Contraction), reports (Reports)"
    ), said
    assert done(shop, "status", "--set", "reports").startswith("set reports, mysql: at version 1; ")
    assert done(shop, "status", "--set", "Reports").startswith("set reports, mysql: at version 1; ")
    assert done(shop, "plan", "--set", "main", "--phase", "contract") == "nothing is pending\n"
    assert "fix: say --set reports" in refused(shop, "status", "--set", "report")


def test_a_stack_that_is_not_deployed(blog: Deployment) -> None:
    said = refused(blog, "status", "--stack-name", "nowhere")
    assert said.startswith("error[RUN001]: no such stack is deployed in "), said
    assert "got nowhere" in said


def test_a_stack_that_the_app_does_not_have(blog: Deployment) -> None:
    """Its function is asked, and the versions are its own."""
    blog.deployed()
    assert done(blog, "status", "--stack-name", blog.stack_name).startswith("set main, mysql: at version 3; ")
    said = refused(blog, "up", "--to", "9", "--stack-name", blog.stack_name)
    assert "no script has the version 9" in said, said


def test_a_stack_that_has_no_scripts(blog: Deployment) -> None:
    template = {"Resources": {"Topic": {"Type": "AWS::Logs::LogGroup"}}}
    name = f"{blog.stack_name}-other"
    blog.cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template))
    blog.cloudformation.get_waiter("stack_create_complete").wait(StackName=name)
    said = refused(blog, "status", "--stack-name", name)
    assert said.startswith(f"error[RUN001]: the deployed stack has no function that runs scripts; got {name}"), said


def test_a_function_that_was_deleted(blog: Deployment) -> None:
    blog.deployed()
    blog.aws.client("lambda").delete_function(FunctionName=blog.physical_id("MigrationFunction"))
    said = refused(blog, "status")
    assert "ResourceNotFoundException" in said or "not found" in said.lower(), said
    assert "fix:" in said


def test_a_function_that_fails(blog: Deployment) -> None:
    blog.deployed()
    function = blog.physical_id("MigrationFunction")
    blog.aws.client("lambda").update_function_configuration(FunctionName=function, Handler="nowhere.handler")
    said = refused(blog, "status")
    assert said.startswith(f"error[RUN003]: the function {function} failed; got "), said
    assert "nowhere" in said


def test_an_answer_that_is_none(blog: Deployment) -> None:
    blog.deployed()
    function = blog.physical_id("MigrationFunction")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as code:
        code.writestr("index.py", "def handler(event, context):\n    return {'ok': True, 'set': ['hello']}\n")
    blog.aws.client("lambda").update_function_code(FunctionName=function, ZipFile=archive.getvalue())
    said = refused(blog, "status")
    assert said.startswith(
        f"error[RUN005]: the answer of the function {function} isn't understood; got another value, or none, for set"
    ), said
    assert "hello" not in said


def slowly(deployment: Deployment, seconds: int) -> Deployment:
    """Deployed, with two versions undone that take so long when they are applied again."""
    for version in (4, 5):
        email = f"'slow{version}@example.com'"
        user = f"CONCAT('slow{version}', SLEEP((SELECT MAX(hits) FROM posts)))"
        deployment.write(f"V{version}__slow.sql", f"INSERT INTO users (user_id, email) VALUES ({user}, {email});\n")
        deployment.write(f"U{version}__slow.sql", f"DELETE FROM users WHERE email = {email};\n")
    deployment.synthesize()
    deployment.deployed()
    done(deployment, "down", "--to", "3")
    deployment.execute(f"UPDATE posts SET hits = {seconds}")
    return deployment


def test_where_the_time_of_a_call_is_over_the_function_is_asked_again(blog: Deployment) -> None:
    """A call ends when it has less than a minute left."""
    slowly(blog, seconds=11)
    function = blog.physical_id("MigrationFunction")
    blog.aws.client("lambda").update_function_configuration(FunctionName=function, Timeout=70)
    up = migrate(blog, "up")
    assert up.returncode == 0, up
    assert up.stdout.startswith("applied V5__slow.sql\n"), up
    lines = up.stderr.splitlines()
    assert lines[0] == f"up: asking {function}, which goes on also after an interrupt"
    assert "after V4__slow.sql" in lines[1] and lines[1].endswith("; asking again"), lines
    assert status(blog, 0)["V4__slow.sql"] == "APPLIED"


def is_at_work(deployment: Deployment) -> bool:
    answer = json.loads(migrate(deployment, "status", "--json").stdout)
    return answer["lease"] is not None


def heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_after_an_interrupt_the_function_goes_on(blog: Deployment) -> None:
    slowly(blog, seconds=5)
    app = ROOT / ".build/debug" / blog.project.app
    command = [str(app), "migrate", "up", "--to", "4", "--stack", blog.project.stack, "--stack-name", blog.stack_name]
    # Whoever runs the tests in the background has them ignore interrupts.
    with subprocess.Popen(command, cwd=blog.folder, env=blog.environment, preexec_fn=heed_interrupts) as up:
        try:
            await_true(lambda: is_at_work(blog))
        finally:
            up.send_signal(signal.SIGINT)
    assert up.returncode == -signal.SIGINT
    await_true(lambda: not is_at_work(blog))
    states = status(blog, 2)
    assert (states["V4__slow.sql"], states["V5__slow.sql"]) == ("APPLIED", "UNDONE")


def test_a_stack_that_was_deleted_is_not_another_one_of_its_name(blog: Deployment) -> None:
    blog.deployed()
    (described,) = blog.cloudformation.describe_stacks(StackName=blog.stack_name)["Stacks"]
    blog.cloudformation.delete_stack(StackName=blog.stack_name)
    blog.cloudformation.get_waiter("stack_delete_complete").wait(StackName=described["StackId"])
    blog.deployed()
    assert "error[RUN001]" in refused(blog, "status", "--stack-name", described["StackId"])
    (other,) = blog.cloudformation.describe_stacks(StackName=blog.stack_name)["Stacks"]
    assert migrate(blog, "status", "--stack-name", other["StackId"]).returncode == 0
