"""Databases that the runner migrates, and others that a client migrates with what the tool prints."""

import hashlib
import json
import os
import re
import subprocess
import uuid
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import boto3
import pytest

import answer
import index
from clients import AWSClients
from local_aws.databases.server import DatabaseServer
from local_aws.server import LocalAWS

TOOL = Path(__file__).parents[2] / ".build/debug/sample-app"
ENGINES = {"mysql": "aurora-mysql", "postgresql": "aurora-postgresql"}
PASSWORD = "Password-1"
# Variables of psql that would take the place of parts of the SQL.
VARIABLES = [part for name in ("1", "2", "name", "upto") for part in ("--set", f"{name}=replaced")]
PREFIX = {"mysql": "borealis_", "postgresql": "borealis."}
TABLES = ("history", "steps", "runs", "lease", "fence")
# All but those that say when and for whom, and how long it took.
COLUMNS = [
    *("set_name", "kind", "version", "description", "script", "checksum", "statements", "applied_statements"),
    *("applied_prefix_hash", "transaction_mode", "state", "engine_version", "installed_by", "undo_sql", "waivers"),
    *("error_code", "error_message", "error_line", "reason"),
]
ORIGIN = ("run_id", "stack_id", "request_id", "fence")


class Context:
    """What Lambda tells the function of itself, as far as it asks."""

    log_stream_name = "offline"
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:offline"
    aws_request_id = "0123"

    def get_remaining_time_in_millis(self) -> int:
        return 900_000


class Scripts:
    """A folder of scripts that a stack names."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.engine = engine
        self.folder = folder

    def write(self, scripts: dict[str, str]) -> None:
        for name, text in scripts.items():
            path = self.folder / "sql" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)

    def tool(self, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        environment = os.environ | {"SCRIPTS": "sql", "ENGINE": self.engine}
        return subprocess.run([TOOL, *arguments], cwd=self.folder, env=environment, capture_output=True, check=False)

    def sql(self, *arguments: str) -> bytes:
        done = self.tool("migrate", "sql", *arguments)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def layer(self) -> tuple[Path, dict[str, Any]]:
        """The content of the layer, and the properties of the custom resource."""
        done = self.tool("synth", "--format", "json")
        assert done.returncode == 0, done.stderr.decode()
        template = json.loads((self.folder / "out/migrated.template.json").read_text())
        properties: dict[str, Any] = template["Resources"]["Migration"]["Properties"]
        for asset in sorted((self.folder / "out/assets").iterdir()):
            with zipfile.ZipFile(asset) as archive:
                if "migrations/migrations.json" in archive.namelist():
                    archive.extractall(self.folder / "layer")
        folder = self.folder / "layer/migrations"
        manifest = (folder / "migrations.json").read_bytes()
        assert properties["ScriptsHash"] == hashlib.sha256(manifest).hexdigest()
        return folder, properties


class Database:
    """A database on a server of its own."""

    def __init__(self, engine: str, aws: LocalAWS) -> None:
        self.engine = engine
        self.aws = aws
        self.name = f"offline-{uuid.uuid4()}"
        login = {"MasterUsername": "adm", "MasterUserPassword": PASSWORD}
        cluster = {"DBClusterIdentifier": self.name, "DatabaseName": "blog", "EnableHttpEndpoint": True}
        rds = self.client("rds")
        self.arn = rds.create_db_cluster(Engine=ENGINES[engine], **cluster, **login)["DBCluster"]["DBClusterArn"]
        instance = {"DBInstanceIdentifier": f"{self.name}-1", "DBInstanceClass": "db.serverless"}
        rds.create_db_instance(DBClusterIdentifier=self.name, Engine=ENGINES[engine], **instance)
        secret = json.dumps({"username": "adm", "password": PASSWORD})
        self.secret = self.client("secretsmanager").create_secret(Name=self.name, SecretString=secret)["ARN"]

    def client(self, service: str) -> Any:
        return boto3.client(service, endpoint_url=self.aws.endpoint, region_name=self.aws.region)

    @property
    def server(self) -> DatabaseServer:
        clusters = self.aws.data_api.clusters
        return clusters.server(clusters.cluster(self.arn))

    def program(
        self, name: str, *options: str, text: bytes = b"", settings: str = ""
    ) -> "subprocess.CompletedProcess[bytes]":
        """Runs a client of the server."""
        if self.engine == "postgresql":
            login = ["--host", str(self.server.folder), "--username", "adm"]
        else:
            login = [f"--socket={self.server.socket}", "--user=adm", f"--password={PASSWORD}"]
        environment = os.environ | {"PGPASSWORD": PASSWORD, "PGOPTIONS": settings}
        return subprocess.run(
            [name, *options, *login, "blog"], input=text, env=environment, capture_output=True, check=False
        )

    def pipe(self, text: bytes, settings: str = "") -> "subprocess.CompletedProcess[bytes]":
        """Gives a text to the client as the tool says that it be called, in sessions that begin with settings."""
        if self.engine == "postgresql":
            return self.program("psql", "--no-psqlrc", *VARIABLES, text=text, settings=settings)
        return self.program("mariadb", "--no-defaults", "--comments", f"--init-command={settings or 'DO 0'}", text=text)

    def migrate(self, scripts: Scripts, monkeypatch: pytest.MonkeyPatch) -> None:
        """Has the runner apply all scripts."""
        folder, properties = scripts.layer()
        # CloudFormation sends all of them as texts.
        given = {name: str(value) for name, value in properties.items()}
        event = {
            "RequestType": "Create",
            "RequestId": str(uuid.uuid4()),
            "ResponseURL": "https://cloudformation.example/answer",
            "StackId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/database/0123",
            "LogicalResourceId": "Migration",
            "ResourceProperties": given | {"ClusterArn": self.arn, "SecretArn": self.secret},
        }
        answers: list[dict[str, Any]] = []
        monkeypatch.setattr(answer, "put", lambda url, body, log: answers.append(body))
        monkeypatch.setenv("AWS_ENDPOINT_URL", self.aws.endpoint)
        monkeypatch.setenv("AWS_DEFAULT_REGION", self.aws.region)
        index.run(event, Context(), AWSClients(), folder)
        assert answers[-1]["Status"] == "SUCCESS", answers[-1]

    def dump(self) -> str:
        """The schema and the rows, without those of the runner's tables and without what differs from run to run."""
        if self.engine == "postgresql":
            options = ["--no-owner", "--inserts", "--exclude-table-data=borealis.*"]
            done = self.program("pg_dump", *options)
        else:
            options = ["--no-defaults", "--compact", "--routines", "--events", "--triggers", "--skip-extended-insert"]
            schema = self.program("mariadb-dump", *options, "--no-data")
            assert schema.returncode == 0, schema.stderr.decode()
            ours = [f"--ignore-table=blog.borealis_{name}" for name in TABLES]
            done = self.program("mariadb-dump", *options, "--no-create-info", *ours)
            done.stdout = schema.stdout + done.stdout
        assert done.returncode == 0, done.stderr.decode()
        changing = ("\\restrict", "\\unrestrict", "SELECT pg_catalog.setval('borealis.")
        lines = done.stdout.decode().splitlines()
        text = "\n".join(line for line in lines if not line.startswith(changing))
        # How many rows the history has had.
        return re.sub(r" AUTO_INCREMENT=\d+(?= DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin)", "", text)

    def change(self, sql: str) -> None:
        with self.connection() as connection:
            connection.cursor().execute(sql)

    def query(self, sql: str) -> list[Any]:
        with self.connection() as connection:
            cursor = connection.cursor()
            cursor.execute(sql)
            return [list(row) for row in cursor.fetchall()]

    def connection(self) -> Any:
        master = self.aws.data_api.clusters.cluster(self.arn).master
        return self.server.connect(master, "blog", autocommit=True)

    @property
    def history(self) -> list[dict[str, Any]]:
        """What is in force: all columns that don't say when and for whom."""
        rows = self.rows("history", COLUMNS, "WHERE undone = 0 ORDER BY seq")
        return [row | {name: json.loads(row[name] or "null") for name in ("undo_sql", "waivers")} for row in rows]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """How far scripts came that are in no transaction; was_there is for the runner alone."""
        columns = ["script", "idx", "hash", "s.state"]
        history = f"{PREFIX[self.engine]}history"
        return self.rows("steps", columns, f"s JOIN {history} h ON h.seq = s.seq ORDER BY s.seq, idx")

    def rows(self, table: str, columns: Sequence[str], rest: str) -> list[dict[str, Any]]:
        """Rows of one of the runner's tables."""
        found = self.query(f"SELECT {', '.join(columns)} FROM {PREFIX[self.engine]}{table} {rest}")
        return [dict(zip(columns, row, strict=True)) for row in found]
