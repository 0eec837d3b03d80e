"""A project in a folder of its own, deployed with the AWS CLI as its user would."""

import itertools
import json
import logging
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local_aws.endpoint import REGION
from local_aws.testing import LocalAWSProcess

ROOT = Path(__file__).parents[2]
CLI = Path(sys.executable).with_name("aws")

numbers = itertools.count(1)
log = logging.getLogger("local_aws.output")


@dataclass(frozen=True)
class Project:
    """An app with one stack that has a cluster, and SQL for its engine.

    app: the executable; stack: the stack's name; database: in the cluster; scripts: the folder, from source.
    history: the table that remembers scripts. committed: the output that is committed, where it is.
    """

    app: str
    stack: str
    database: str
    source: Path
    scripts: str
    history: str
    committed: Path | None = None
    # A script that adds a row, and one whose first statement fails, with the database's words for it.
    added: str = ""
    failing: str = ""
    words: str = ""
    # What the committed scripts leave, and what the added one adds.
    rows: dict[str, list[list[Any]]] = field(default_factory=dict)
    added_count: str = ""


BLOG = Project(
    app="stacks",
    stack="database",
    database="anonfed",
    source=ROOT,
    scripts="sql/blog",
    committed=ROOT / "out",
    added="INSERT INTO users (user_id, email) VALUES ('added', 'added@example.com');\n",
    failing="ALTER TABLE nowhere ADD COLUMN x INT;\n",
    words="Table 'anonfed.nowhere' doesn't exist",
    rows={
        "SELECT id, user_id, email FROM users": [
            [1, "00000000-0000-4000-8000-000000000001", "editor@example.com"],
        ],
        "SELECT user_id, title, slug, description, hits FROM posts": [
            [1, "Hello", "hello", "The first post of the blog.", 0],
        ],
        "SELECT count(*) FROM comments": [[0]],
    },
    added_count="SELECT count(*) FROM users WHERE user_id = 'added'",
    history="borealis_history",
)
ORDERS = Project(
    app="end-to-end",
    stack="orders",
    database="orders",
    source=ROOT / "Tests/EndToEnd",
    scripts="sql/orders",
    added="INSERT INTO customers (email) VALUES ('added@example.com');\n",
    failing="ALTER TABLE nowhere ADD COLUMN x INT;\n",
    words='relation "nowhere" does not exist',
    rows={
        "SELECT id, email, orders FROM customers": [[1, "first@example.com", 1]],
        "SELECT id, customer FROM orders": [[1, 1]],
    },
    added_count="SELECT count(*) FROM customers WHERE email = 'added@example.com'",
    history="borealis.history",
)

LEDGER = Project(
    app="end-to-end",
    stack="ledger",
    database="ledger",
    source=ROOT / "Tests/EndToEnd",
    scripts="sql/ledger",
    added="UPDATE accounts SET balance = balance + 1;\n",
    failing="ALTER TABLE nowhere ADD COLUMN x INT;\n",
    words="Table 'ledger.nowhere' doesn't exist",
    rows={
        "SELECT owner, balance FROM accounts ORDER BY id": [["Ada", 70], ["Bob; or Eve", 30]],
        "SELECT note FROM audit ORDER BY id": [
            ["opened; Ada"],
            ["opened; Bob; or Eve"],
            ["Ada; 100 // 70"],
            ["Bob; or Eve; 0 // 30"],
        ],
    },
    added_count="SELECT count(*) FROM accounts WHERE balance = 71",
    history="borealis_history",
)
SHOP = Project(
    app="end-to-end",
    stack="shop",
    database="shop",
    source=ROOT / "Tests/EndToEnd",
    scripts="sql/shop",
    history="borealis_history",
)
SCRATCH = Project(
    app="end-to-end",
    stack="scratch",
    database="scratch",
    source=ROOT / "Tests/EndToEnd",
    scripts="sql/scratch",
    history="borealis_history",
)


def synthesize(app: str, folder: Path, *options: str) -> None:
    """Runs an app where its scripts are."""
    subprocess.run([str(ROOT / ".build/debug" / app), "synth", "--quiet", *options], cwd=folder, check=True)


class Deployment:
    """A project in a folder, and its stack in an AWS."""

    def __init__(self, project: Project, aws: LocalAWSProcess, folder: Path) -> None:
        self.project = project
        self.aws = aws
        self.folder = folder
        self.stack_name = f"{project.stack}-{next(numbers)}"
        self.cloudformation = aws.client("cloudformation")
        # What scripts/local-aws says to export, and nothing of this machine's.
        self.environment = {
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ENDPOINT_URL": self.aws.endpoint,
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "HOME": str(folder),
            "PATH": os.environ["PATH"],
        }
        # An app has the scripts of all its stacks.
        shutil.copytree(project.source / "sql", folder / "sql")
        if project.committed:
            shutil.copytree(project.committed, folder / "out")
        else:
            self.synthesize()
        self.cli("s3", "mb", f"s3://{self.stack_name}")

    @property
    def template(self) -> Path:
        return self.folder / "out" / f"{self.project.stack}.template.yaml"

    def write(self, name: str, sql: str, scripts: str | None = None) -> None:
        """Adds a script, or edits one that no other branch has: what was recorded of it is forgotten.

        scripts: the folder, where the stack has several.
        """
        folder = self.folder / (scripts or self.project.scripts)
        (folder / name).write_text(sql)
        (folder / "migrations.sum").unlink(missing_ok=True)

    def synthesize(self) -> None:
        synthesize(self.project.app, self.folder)

    def cli(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Runs the AWS CLI."""
        done = subprocess.run(
            [str(CLI), *arguments], cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        log.info("aws %s: %s\n%s%s", " ".join(arguments[:2]), done.returncode, done.stdout, done.stderr)
        return done

    def deploy(self) -> "subprocess.CompletedProcess[str]":
        """The two commands of the README."""
        self.cli("s3", "cp", "--recursive", "out/assets", f"s3://{self.stack_name}/")
        return self.cli(
            *("cloudformation", "deploy", "--stack-name", self.stack_name),
            *("--template-file", f"out/{self.template.name}"),
            *("--parameter-overrides", f"AssetBucket={self.stack_name}"),
            *("--capabilities", "CAPABILITY_IAM"),
        )

    def deployed(self) -> "Deployment":
        """The same, once the deploy has succeeded."""
        done = self.deploy()
        assert done.returncode == 0, done.stderr
        return self

    @property
    def description(self) -> Any:
        return self.cloudformation.describe_stacks(StackName=self.stack_name)["Stacks"][0]

    @property
    def status(self) -> str:
        return str(self.description["StackStatus"])

    @property
    def response(self) -> str:
        return self.output("ResponseMessage")

    def output(self, key: str) -> str:
        outputs = self.description["Outputs"]
        return next(str(output["OutputValue"]) for output in outputs if output["OutputKey"] == key)

    @property
    def failures(self) -> str:
        """The reasons of all failures, the last first."""
        events = self.cloudformation.describe_stack_events(StackName=self.stack_name)["StackEvents"]
        failed = [event for event in events if event["ResourceStatus"].endswith("_FAILED")]
        return "\n".join(event["ResourceStatusReason"] for event in failed)

    def statuses(self, logical_id: str) -> list[str]:
        """What became of a resource, in order."""
        events = self.cloudformation.describe_stack_events(StackName=self.stack_name)["StackEvents"]
        own = [event["ResourceStatus"] for event in events if event["LogicalResourceId"] == logical_id]
        return own[::-1]

    def physical_id(self, logical_id: str) -> str:
        found = self.cloudformation.describe_stack_resource(StackName=self.stack_name, LogicalResourceId=logical_id)
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def execute(self, sql: str) -> Any:
        """Runs a statement on the real database."""
        cluster = self.aws.client("rds").describe_db_clusters(DBClusterIdentifier=self.physical_id("Cluster"))
        return self.aws.client("rds-data").execute_statement(
            resourceArn=cluster["DBClusters"][0]["DBClusterArn"],
            secretArn=self.physical_id("ClusterSecret"),
            database=self.project.database,
            sql=sql,
        )

    def query(self, sql: str) -> list[list[Any]]:
        """Rows of the real database."""
        return [[next(iter(field.values())) for field in record] for record in self.execute(sql)["records"]]

    @property
    def history(self) -> list[list[Any]]:
        """The scripts that the database remembers: version, state and number of statements that were run."""
        return self.query(f"SELECT version, state, applied_statements FROM {self.project.history} ORDER BY seq")

    @property
    def events(self) -> list[str]:
        """What the function has logged."""
        group = self.physical_id("MigrationLogGroup")
        logged = self.aws.client("logs").filter_log_events(logGroupName=group)["events"]
        return [entry["message"] for entry in logged]

    def steps(self, name: str) -> list[dict[str, Any]]:
        """Its log's lines about one kind of step, without what is in all of them."""
        lines = [json.loads(line) for line in self.events if line.startswith("{")]
        always = {"step", "set", "request"}
        return [
            {name: value for name, value in line.items() if name not in always}
            for line in lines
            if line.get("step") == name
        ]

    def invoke(self, **event: Any) -> Any:
        """What the function answers when it is called with the AWS CLI."""
        function = self.physical_id("MigrationFunction")
        self.cli("lambda", "invoke", "--function-name", function, "--payload", json.dumps(event), "answer.json")
        return json.loads((self.folder / "answer.json").read_text())

    def edit_template(self, text: str, replacement: str) -> None:
        before = self.template.read_text()
        assert text in before
        self.template.write_text(before.replace(text, replacement))
