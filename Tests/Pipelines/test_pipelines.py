"""The files of `ci`: by the rules of those who read them, and by running what they run."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import fakes

ROOT = Path(__file__).parents[2]
APP = ROOT / ".build/debug/sample-app"
Completed = subprocess.CompletedProcess[str]
MARKER = "<!-- borealis:diff -->"


def program(name: str) -> str:
    """One of those that scripts/requirements.txt names."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else name


class Folder:
    """A project with the app's files, in a repository."""

    def __init__(self, path: Path, sql: str | None = "SELECT 1;\n") -> None:
        """sql: the script of the project that the branch has already; None where it has none."""
        self.path = path / "project"
        self.path.mkdir()
        self.home = path / "home"
        self.home.mkdir()
        self.calls = path / "calls"
        self.written: dict[str, str] = {}
        self.comments = path / "comments"
        self.comments.write_text("[]")
        self.environment = {
            "FAKE_APP": str(APP),
            "FAKE_CALLS": str(self.calls),
            "FAKE_COMMENTS": str(self.comments),
            "FAKE_GITHUB": "::notice::of GitHub\n",
            "FAKE_JUNIT": "<testsuites/>\n",
            "FAKE_MARKDOWN": f"{MARKER}\nwhat would change: `$(touch executed)`\n",
            "HOME": str(self.home),
            "PATH": fakes.programs(path / "bin", swift=fakes.SWIFT, gh=fakes.GH, apt_get=fakes.NOTHING),
            "SCRIPTS": "sql",
        }
        self.git("init", "--quiet", "--initial-branch", "trunk")
        (self.path / "README.md").touch()
        self.commit("nothing")
        if sql is not None:
            self.add("V1__users.sql", sql)

    def add(self, script: str, sql: str) -> None:
        """Commits a script, and what the app makes of it once all others have it."""
        (self.path / "sql").mkdir(exist_ok=True)
        (self.path / "sql" / script).write_text(sql)
        self.commit("script")
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        self.app("synth", "--quiet")
        self.commit("output")

    def commit(self, message: str) -> None:
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", message)

    def requested(self, system: str) -> str:
        """What follows is a change, merged by the system and checked out as it does; gives what it is compared with.

        Source: actions/checkout v6 with fetch-depth 2, and GitLab Runner with GIT_DEPTH 0, read 2026-11-22: neither
        says which branch is the remote's default; the first has no branch at all.
        """
        base = self.git("rev-parse", "HEAD")
        self.git("checkout", "--quiet", "-b", "change")
        self.add("V2__more.sql", "SELECT 2;\n")
        self.text(system)
        self.git("checkout", "--quiet", "--detach", "trunk")
        self.git("merge", "--quiet", "--no-ff", "--message", "merge", "change")
        self.git("update-ref", "refs/pull/7/merge", "HEAD")
        origin = self.path.rename(self.path.with_name("origin"))
        self.path.mkdir()
        self.git("init", "--quiet")
        self.git("remote", "add", "origin", f"file://{origin}")
        if system == "github":
            self.git("fetch", "--quiet", "--depth=2", "origin", "+refs/pull/7/merge:refs/remotes/pull/7/merge")
            self.git("checkout", "--quiet", "--detach", "refs/remotes/pull/7/merge")
        else:
            self.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
            self.git("checkout", "--quiet", "--detach", "refs/remotes/origin/change")
        return base

    def app(self, *arguments: str) -> str:
        done = subprocess.run(
            [str(APP), *arguments],
            cwd=self.path,
            env=os.environ | {"SCRIPTS": "sql"},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def git(self, *arguments: str) -> str:
        author = {
            f"GIT_{role}_{word}": "a@example.com" for role in ("AUTHOR", "COMMITTER") for word in ("NAME", "EMAIL")
        }
        environment = os.environ | self.environment | author
        done = subprocess.run(
            ["git", *arguments], cwd=self.path, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout.strip()

    def pipeline(self, system: str) -> Any:
        return yaml.load(self.text(system), Loader=yaml.BaseLoader)

    def text(self, system: str) -> str:
        if system not in self.written:
            self.written[system] = self.app("ci", system, "--output", "-")
        return self.written[system]

    def bash(self, script: str, **environment: str) -> Completed:
        """Runs a script as both systems do."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.path,
            # Both check out as another user than the one that the container runs as.
            env=self.environment | {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"} | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def called(self) -> list[list[str]]:
        """What swift was called with, without what comes before the verb."""
        lines = [json.loads(line) for line in self.calls.read_text().splitlines()] if self.calls.exists() else []
        return [line[3:] if line[0] == "run" else line for line in lines]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Folder:
    """Of a repository that has no project yet."""
    return Folder(tmp_path, sql=None)


def steps(workflow: Any) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def scripts(system: str, pipeline: Any) -> list[str]:
    """The parts that a shell runs."""
    if system == "github":
        return [step["run"] for step in steps(pipeline) if "run" in step]
    return ["\n".join(job["before_script"] + job["script"]) for job in pipeline.values()]


# As their readers have it.


@pytest.mark.parametrize(
    "system, options",
    [
        ("github", ["--builtin-schema", "vendor.github-workflows"]),
        ("gitlab", ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]),
    ],
)
def test_the_schema_of_the_system_allows_it(folder: Folder, tmp_path: Path, system: str, options: list[str]) -> None:
    file = tmp_path / "pipeline.yml"
    file.write_text(folder.text(system))
    done = subprocess.run([program("check-jsonschema"), *options, str(file)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    file.write_text(folder.text(system).replace("timeout", "time-out"))
    assert subprocess.run([program("check-jsonschema"), *options, str(file)], capture_output=True).returncode != 0


def test_nothing_is_insecure_but_that_the_image_has_a_tag(folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / ".github/workflows/borealis.yml"
    file.parent.mkdir(parents=True)
    file.write_text(folder.text("github"))
    command = [program("zizmor"), "--offline", "--persona", "auditor", "--format", "json", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    found = json.loads(done.stdout)
    assert [finding["ident"] for finding in found] == ["unpinned-images"], done.stdout


@pytest.mark.parametrize("system", ["github", "gitlab"])
def test_shellcheck_has_nothing_to_say(folder: Folder, system: str) -> None:
    for script in scripts(system, folder.pipeline(system)):
        command = [program("shellcheck"), "--shell", "bash", "-"]
        done = subprocess.run(command, input=script, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
        assert subprocess.run(["bash", "-n"], input=script, text=True).returncode == 0


@pytest.mark.skipif(shutil.which("actionlint") is None, reason="actionlint is not here")
def test_actionlint_has_nothing_to_say(folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / "borealis.yml"
    file.write_text(folder.text("github"))
    done = subprocess.run(["actionlint", str(file)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_actions_are_pinned_by_commits_and_say_their_versions(folder: Folder) -> None:
    lines = [line for line in folder.text("github").splitlines() if "uses:" in line]
    assert len(lines) == 4
    for line in lines:
        assert re.fullmatch(r" +uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_each_job_may_do_no_more_than_it_needs(folder: Folder) -> None:
    workflow = folder.pipeline("github")
    assert list(workflow["on"]) == ["pull_request"]
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "diff": {"contents": "read", "id-token": "write"},
        "comment": {"pull-requests": "write"},
    }
    # Who may write runs nothing that the pull request says.
    uses = [step.get("uses", "").split("@")[0] for step in workflow["jobs"]["comment"]["steps"]]
    assert uses == ["actions/download-artifact", ""]
    assert "secrets." not in folder.text("github")


def test_nothing_of_a_pull_request_is_put_into_a_script(folder: Folder) -> None:
    for script in scripts("github", folder.pipeline("github")):
        assert "${{" not in script


# What is run.


def resolved(step: dict[str, Any], contexts: dict[str, str]) -> dict[str, str]:
    """The environment of a step."""
    return {
        name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: contexts[found[1]], value)
        for name, value in step.get("env", {}).items()
    }


def step(workflow: Any, name: str) -> dict[str, Any]:
    [one] = [step for step in steps(workflow) if step["name"].startswith(name)]
    return one


ACCOUNT = "210987654321"
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/reader"


def know_the_branch(folder: Folder, workflow: Any) -> None:
    """The step before all that ask Git."""
    done = folder.bash(
        step(workflow, "Have Git know")["run"], GITHUB_BASE_REF="trunk", GITHUB_WORKSPACE=str(folder.path)
    )
    assert (done.returncode, done.stderr) == (0, "")


def compare(folder: Folder, role: str = "skipped", **environment: str) -> Completed:
    """The step that runs diff."""
    compare = step(folder.pipeline("github"), "Compare")
    contexts = {"steps.role.outcome": role, "vars.AWS_ROLE_ARN": "" if role == "skipped" else ROLE_ARN}
    summary = {"GITHUB_STEP_SUMMARY": str(folder.path.with_name("summary"))}
    return folder.bash(compare["run"], **resolved(compare, contexts), **summary, **environment)


def test_a_workflow_builds_and_checks(folder: Folder) -> None:
    folder.requested("github")
    workflow = folder.pipeline("github")
    know_the_branch(folder, workflow)
    for name in ("Install", "Build", "Check that out/", "Check the scripts"):
        done = folder.bash(step(workflow, name)["run"])
        assert done.returncode == 0, done.stdout + done.stderr
    assert folder.called == [
        ["build", "--product", "sample-app"],
        ["synth", "--check"],
        ["migrate", "lint", "--format", "github"],
    ]
    (folder.path / "out/network.template.yaml").write_text("")
    assert folder.bash(step(workflow, "Check that out/")["run"]).returncode == 2


def test_git_knows_the_branch_before_anything_is_run(folder: Folder) -> None:
    names = [step["name"] for step in folder.pipeline("github")["jobs"]["diff"]["steps"]]
    assert names[:2] == ["Check out the merge and what it is merged into", "Have Git know the branch that it is for"]


def test_a_script_that_the_branch_has_already_fails_no_workflow(tmp_path: Path) -> None:
    folder = Folder(tmp_path, sql="DROP TABLE users;\n")
    folder.requested("github")
    workflow = folder.pipeline("github")
    lint = step(workflow, "Check the scripts")["run"]
    assert folder.bash(lint).returncode == 1, "without the branch it counts as new"
    know_the_branch(folder, workflow)
    assert folder.bash(lint).returncode == 0
    assert folder.bash(step(workflow, "Check that out/")["run"]).returncode == 0
    (folder.path / "sql/V3__drop.sql").write_text("DROP TABLE orders;\n")
    assert folder.bash(lint).returncode == 1


@pytest.mark.parametrize(
    "status, expected, forms",
    [
        (0, 0, ["markdown"]),
        (2, 0, ["markdown", "github"]),
        (3, 3, ["markdown", "github"]),
        (1, 1, ["markdown", "github"]),
    ],
)
@pytest.mark.parametrize(
    "role, against", [("success", "deployed"), ("skipped", "git:HEAD^1"), ("failure", "git:HEAD^1")]
)
def test_a_workflow_fails_for_a_guard_and_an_error_and_not_for_a_change(
    folder: Folder, role: str, against: str, status: int, expected: int, forms: list[str]
) -> None:
    folder.requested("github")
    know_the_branch(folder, folder.pipeline("github"))
    done = compare(folder, role, FAKE_STATUS=str(status))
    assert done.returncode == expected, done.stderr
    assert folder.called == [["diff", "--against", against, "--format", form] for form in forms]
    told = (folder.path / "diff.md").read_text()
    assert told == folder.path.with_name("summary").read_text()
    assert told == folder.environment["FAKE_MARKDOWN"], "an error takes nothing away"
    assert not (folder.path / "executed").exists()
    assert ("::notice::of GitHub" in done.stdout) == (status != 0)


@pytest.mark.parametrize("status", [1, 64])
def test_where_nothing_could_be_told_a_workflow_tells_that(folder: Folder, status: int) -> None:
    folder.requested("github")
    know_the_branch(folder, folder.pipeline("github"))
    done = compare(folder, FAKE_STATUS=str(status), FAKE_MARKDOWN="")
    assert done.returncode == status
    assert (folder.path / "diff.md").read_text() == (
        f"{MARKER}\nWhat would change could not be told: the log of the run says why.\n"
    )
    assert len(folder.called) == 1


@pytest.mark.parametrize("role, calls", [("skipped", 0), ("success", 2)])
def test_the_first_pull_request_has_nothing_to_be_compared_with_but_what_is_deployed(
    empty: Folder, role: str, calls: int
) -> None:
    empty.requested("github")
    know_the_branch(empty, empty.pipeline("github"))
    done = compare(empty, role, FAKE_STATUS="2")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(empty.called) == calls
    told = (empty.path / "diff.md").read_text()
    assert told.startswith(f"{MARKER}\nThere is nothing to compare with") == (role == "skipped")


def test_the_account_is_told_to_nobody_by_a_workflow(folder: Folder) -> None:
    folder.requested("github")
    know_the_branch(folder, folder.pipeline("github"))
    done = compare(folder, "success", FAKE_STATUS="3", **telling_the_account())
    assert done.returncode == 3
    assert ACCOUNT not in done.stdout + done.stderr
    assert "of ACCOUNT, not of 123456789012" in done.stderr
    assert (folder.path / "diff.md").read_text() == f"{MARKER}\narn:aws:rds:eu-west-1:ACCOUNT:cluster:blog-ACCOUNT\n"


def telling_the_account() -> dict[str, str]:
    return {
        "FAKE_GITHUB": f"::notice::of {ACCOUNT}\n",
        "FAKE_JUNIT": f"<testsuites name='{ACCOUNT}'/>\n",
        "FAKE_MARKDOWN": f"{MARKER}\narn:aws:rds:eu-west-1:{ACCOUNT}:cluster:blog-{ACCOUNT}\n",
        "FAKE_PROBLEMS": f"of {ACCOUNT}, not of 123456789012\n",
    }


def tell(folder: Folder, text: str) -> list[dict[str, Any]]:
    (folder.path / "diff.md").write_text(text)
    comment = step(folder.pipeline("github"), "Write the comment")
    contexts = {"github.token": "token", "github.event.pull_request.number": "7"}
    done = folder.bash(comment["run"], **resolved(comment, contexts), GITHUB_REPOSITORY="owner/name")
    assert (done.returncode, done.stderr) == (0, "")
    comments: list[dict[str, Any]] = json.loads(folder.comments.read_text())
    return comments


def test_there_is_one_comment_which_is_brought_up_to_date(folder: Folder) -> None:
    others = [
        {"id": 1, "user": {"login": "somebody"}, "body": f"{MARKER}\nlooks like one"},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": f"about {MARKER}"},
        {"id": 3, "user": {"login": "somebody"}, "body": "fine"},
    ]
    folder.comments.write_text(json.dumps(others))
    first = tell(folder, f"{MARKER}\nfirst `$(touch executed)` \u00e9 true\n")
    assert first[:3] == others
    assert [comment["body"] for comment in first[3:]] == [f"{MARKER}\nfirst `$(touch executed)` \u00e9 true\n"]
    second = tell(folder, f"{MARKER}\nsecond\n")
    assert second[:3] == others
    assert [comment["body"] for comment in second[3:]] == [f"{MARKER}\nsecond\n"]
    assert not (folder.path / "executed").exists()


def test_of_several_comments_of_ones_own_the_first_is_brought_up_to_date(folder: Folder) -> None:
    own = [{"id": number, "user": {"login": "github-actions[bot]"}, "body": MARKER} for number in (1, 2, 3)]
    folder.comments.write_text(json.dumps(own))
    assert [comment["body"] for comment in tell(folder, f"{MARKER}\nnew\n")] == [f"{MARKER}\nnew\n", MARKER, MARKER]


def gitlab(folder: Folder, base: str, **environment: str) -> Completed:
    """The job that compares, of a branch pipeline of a merge request."""
    [script, _] = scripts("gitlab", folder.pipeline("gitlab"))
    variables = {
        "AWS_ID_TOKEN": "id-token",
        "CI_JOB_ID": "12",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "trunk",
        "CI_PROJECT_DIR": str(folder.path),
        "FAKE_STATUS": "0",
    }
    return folder.bash(script, **(variables | environment))


@pytest.mark.parametrize("status, expected", [(0, 0), (2, 0), (3, 3), (1, 1)])
@pytest.mark.parametrize("role", ["", ROLE_ARN])
def test_a_pipeline_of_gitlab_compares(folder: Folder, role: str, status: int, expected: int) -> None:
    base = folder.requested("gitlab")
    done = gitlab(folder, base, FAKE_STATUS=str(status), **({"AWS_ROLE_ARN": role} if role else {}))
    assert done.returncode == expected, done.stderr
    against = "deployed" if role else f"git:{base}"
    assert folder.called == [
        ["build", "--product", "sample-app"],
        ["synth", "--check"],
        ["migrate", "lint"],
        *[["diff", "--against", against, "--format", form] for form in ("markdown", "junit")],
    ]
    assert (folder.path / "diff.md").read_text() == folder.environment["FAKE_MARKDOWN"]
    assert (folder.path / "diff.junit.xml").read_text() == folder.environment["FAKE_JUNIT"]
    assert "id-token" not in done.stdout + done.stderr


def test_a_pipeline_of_gitlab_for_merged_results_compares_with_what_is_merged_into(folder: Folder) -> None:
    base = folder.requested("gitlab")
    assert gitlab(folder, "0" * 40, CI_MERGE_REQUEST_TARGET_BRANCH_SHA=base).returncode == 0
    assert folder.called[-1] == ["diff", "--against", f"git:{base}", "--format", "junit"]


def test_where_nothing_could_be_told_a_pipeline_of_gitlab_tells_that(folder: Folder) -> None:
    base = folder.requested("gitlab")
    assert gitlab(folder, base, FAKE_STATUS="1", FAKE_MARKDOWN="").returncode == 1
    assert "could not be told: the log of the job" in (folder.path / "diff.md").read_text()
    assert not (folder.path / "diff.junit.xml").exists()


def test_the_first_merge_request_has_nothing_to_be_compared_with(empty: Folder) -> None:
    done = gitlab(empty, empty.requested("gitlab"))
    assert done.returncode == 0, done.stderr
    assert (empty.path / "diff.md").read_text().startswith(f"{MARKER}\nThere is nothing to compare with")
    assert empty.called[-1] == ["migrate", "lint"]


def test_a_base_that_is_not_there_fails_and_is_not_taken_for_an_empty_one(folder: Folder) -> None:
    folder.requested("gitlab")
    assert gitlab(folder, "0123456789" * 4).returncode != 0


def test_a_script_that_the_branch_has_already_fails_no_pipeline_of_gitlab(tmp_path: Path) -> None:
    folder = Folder(tmp_path, sql="DROP TABLE users;\n")
    done = gitlab(folder, folder.requested("gitlab"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_account_is_told_to_nobody_by_a_pipeline_of_gitlab(folder: Folder) -> None:
    base = folder.requested("gitlab")
    done = gitlab(folder, base, AWS_ROLE_ARN=ROLE_ARN, **telling_the_account())
    assert done.returncode == 0
    told = [(folder.path / name).read_text() for name in ("diff.md", "diff.junit.xml")]
    assert ACCOUNT not in done.stdout + done.stderr + "".join(told)
    assert told[1] == "<testsuites name='ACCOUNT'/>\n"


def test_a_pipeline_of_gitlab_tells_what_would_change_also_when_a_check_fails(folder: Folder) -> None:
    base = folder.requested("gitlab")
    (folder.path / "out/network.template.yaml").write_text("")
    assert gitlab(folder, base, FAKE_STATUS="2").returncode == 1
    assert "what would change" in (folder.path / "diff.md").read_text()


def test_there_is_one_note_which_is_brought_up_to_date(folder: Folder) -> None:
    [_, script] = scripts("gitlab", folder.pipeline("gitlab"))
    with fakes.gitlab() as service:
        variables = {
            "BOREALIS_NOTE_TOKEN": "secret-token",
            "CI_API_V4_URL": service.url,
            "CI_MERGE_REQUEST_IID": "9",
            "CI_MERGE_REQUEST_PROJECT_ID": "3",
        }
        others = [
            {"id": 1, "author": {"id": 4}, "body": MARKER},
            {"id": 2, "author": {"id": 5}, "body": f"about {MARKER}"},
            {"id": 3, "author": {"id": 4}, "body": "fine"},
        ]
        service.notes = [dict(note) for note in others]
        for text in (f'{MARKER}\nfirst "\u00e9"\n', f"{MARKER}\nsecond\n"):
            (folder.path / "diff.md").write_text(text)
            done = folder.bash(script, **variables)
            assert (done.returncode, done.stderr) == (0, "")
            assert service.notes[:3] == others
            assert [note["body"] for note in service.notes[3:]] == [text]
        assert folder.bash(script, **(variables | {"BOREALIS_NOTE_TOKEN": "another"})).returncode != 0


def test_without_a_report_there_is_no_note(folder: Folder) -> None:
    [_, script] = scripts("gitlab", folder.pipeline("gitlab"))
    assert folder.bash(script, BOREALIS_NOTE_TOKEN="secret-token").returncode == 0
