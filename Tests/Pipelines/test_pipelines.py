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
MARKER = "<!-- borealis:diff -->"


def program(name: str) -> str:
    """One of those that scripts/requirements.txt names."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else name


class Folder:
    """A project with the app's files, in a repository."""

    def __init__(self, path: Path) -> None:
        self.path = path / "project"
        (self.path / "sql").mkdir(parents=True)
        (self.path / "sql/V1__users.sql").write_text("SELECT 1;\n")
        self.home = path / "home"
        self.home.mkdir()
        self.calls = path / "calls"
        self.comments = path / "comments"
        self.comments.write_text("[]")
        self.environment = {
            "FAKE_APP": str(APP),
            "FAKE_CALLS": str(self.calls),
            "FAKE_COMMENTS": str(self.comments),
            "FAKE_GITHUB": "::notice::of GitHub",
            "FAKE_JUNIT": "<testsuites/>",
            "FAKE_MARKDOWN": f"{MARKER}\nwhat would change: `$(touch executed)`",
            "HOME": str(self.home),
            "PATH": fakes.programs(path / "bin", swift=fakes.SWIFT, gh=fakes.GH, apt_get=fakes.NOTHING),
            "SCRIPTS": "sql",
        }
        self.app("synth", "--quiet")
        self.git("init", "--quiet")
        self.git("add", ".")
        self.git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "first")

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

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.path, env=os.environ | self.environment, check=True)

    def pipeline(self, system: str) -> Any:
        return yaml.load(self.text(system), Loader=yaml.BaseLoader)

    def text(self, system: str) -> str:
        return self.app("ci", system, "--output", "-")

    def bash(self, script: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Runs a script as both systems do."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.path,
            env=self.environment | environment,
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


def test_a_workflow_builds_and_checks(folder: Folder) -> None:
    workflow = folder.pipeline("github")
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


@pytest.mark.parametrize(
    "status, expected, forms",
    [
        (0, 0, ["markdown"]),
        (2, 0, ["markdown", "github"]),
        (3, 3, ["markdown", "github"]),
        (1, 1, ["markdown"]),
        (64, 64, ["markdown"]),
    ],
)
@pytest.mark.parametrize(
    "role, against", [("success", "deployed"), ("skipped", "git:HEAD^1"), ("failure", "git:HEAD^1")]
)
def test_a_workflow_fails_for_a_guard_and_not_for_a_change(
    folder: Folder, tmp_path: Path, role: str, against: str, status: int, expected: int, forms: list[str]
) -> None:
    compare = step(folder.pipeline("github"), "Compare")
    summary = tmp_path / "summary"
    done = folder.bash(
        compare["run"],
        **resolved(compare, {"steps.role.outcome": role}),
        FAKE_STATUS=str(status),
        GITHUB_STEP_SUMMARY=str(summary),
        GITHUB_WORKSPACE=str(folder.path),
    )
    assert done.returncode == expected, done.stderr
    assert folder.called == [["diff", "--against", against, "--format", form] for form in forms]
    told = (folder.path / "diff.md").read_text()
    assert told == summary.read_text()
    assert told.splitlines()[0] == MARKER
    assert ("what would change" in told) == (status in (0, 2, 3))
    assert not (folder.path / "executed").exists()
    assert ("::notice::of GitHub" in done.stdout) == (status in (2, 3))


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


@pytest.mark.parametrize("status, expected", [(0, 0), (2, 0), (3, 3), (1, 1)])
@pytest.mark.parametrize("role", ["", "arn:aws:iam::1:role/reader"])
def test_a_pipeline_of_gitlab_compares(folder: Folder, role: str, status: int, expected: int) -> None:
    [script, _] = scripts("gitlab", folder.pipeline("gitlab"))
    variables = {
        "AWS_ID_TOKEN": "id-token",
        "CI_JOB_ID": "12",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": "0123abcd",
        "CI_PROJECT_DIR": str(folder.path),
        "FAKE_STATUS": str(status),
    } | ({"AWS_ROLE_ARN": role} if role else {})
    done = folder.bash(script, **variables)
    assert done.returncode == expected, done.stderr
    against = "deployed" if role else "git:0123abcd"
    forms = ["markdown"] if status == 1 else ["markdown", "junit"]
    assert folder.called == [
        ["build", "--product", "sample-app"],
        ["synth", "--check"],
        ["migrate", "lint"],
        *[["diff", "--against", against, "--format", form] for form in forms],
    ]
    assert (folder.path / "diff.md").read_text().splitlines()[0] == MARKER
    assert (folder.path / "diff.junit.xml").exists() == (status != 1)
    assert "id-token" not in done.stdout + done.stderr


def test_a_pipeline_of_gitlab_tells_what_would_change_also_when_a_check_fails(folder: Folder) -> None:
    (folder.path / "out/network.template.yaml").write_text("")
    [script, _] = scripts("gitlab", folder.pipeline("gitlab"))
    variables = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "0", "CI_PROJECT_DIR": str(folder.path), "FAKE_STATUS": "2"}
    assert folder.bash(script, **variables).returncode == 1
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
