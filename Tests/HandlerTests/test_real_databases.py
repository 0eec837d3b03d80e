"""The handler on real databases, through a Data API that boto3 itself talks to."""

import json
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest

import answer
import index
from clients import AWSClients
from layers import Given, Scripts, layer
from local_aws.server import LocalAWS
from stage import Context

ENGINES = {"mysql": "aurora-mysql", "postgresql": "aurora-postgresql"}
HISTORY = {"mysql": "borealis_history", "postgresql": "borealis.history"}


class RealStack:
    """A stack with a Custom::SchemaMigration on a cluster of its own: it sends events and keeps the answers."""

    def __init__(self, engine: str, folder: Path, aws: LocalAWS) -> None:
        self.engine = engine
        self.folder = folder
        self.aws = aws
        self.name = f"real-{uuid.uuid4()}"
        self.answers: list[dict[str, Any]] = []
        self.target = self.make_cluster()

    def client(self, service: str) -> Any:
        return boto3.client(service, endpoint_url=self.aws.endpoint, region_name=self.aws.region)

    def make_cluster(self) -> dict[str, str]:
        engine, password = ENGINES[self.engine], "Password-1"
        login = {"MasterUsername": "adm", "MasterUserPassword": password}
        cluster = {"DBClusterIdentifier": self.name, "DatabaseName": "blog", "EnableHttpEndpoint": True}
        made = self.client("rds").create_db_cluster(Engine=engine, **cluster, **login)["DBCluster"]
        instance = {"DBInstanceIdentifier": f"{self.name}-1", "DBInstanceClass": "db.serverless"}
        self.client("rds").create_db_instance(DBClusterIdentifier=self.name, Engine=engine, **instance)
        secret = json.dumps({"username": "adm", "password": password})
        arn = self.client("secretsmanager").create_secret(Name=self.name, SecretString=secret)["ARN"]
        return {"resourceArn": made["DBClusterArn"], "secretArn": arn, "database": "blog"}

    def event(self, kind: str, scripts: Mapping[str, str | Given]) -> dict[str, Any]:
        """An event for these scripts, which are in the layer from now on."""
        event: dict[str, Any] = {
            "RequestType": kind,
            "RequestId": str(uuid.uuid4()),
            "ResponseURL": "https://cloudformation.example/answer",
            "StackId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/database/0123",
            "LogicalResourceId": "Migration",
            "ResourceProperties": {
                "ClusterArn": self.target["resourceArn"],
                "SecretArn": self.target["secretArn"],
                "DatabaseName": self.target["database"],
                "Engine": self.engine,
                "Set": "main",
                "Phase": "expand",
                "ScriptsHash": layer(self.folder, self.engine, scripts),
            },
        }
        if kind != "Create":
            event["PhysicalResourceId"] = f"{self.target['resourceArn']}/blog/main/expand"
            event["OldResourceProperties"] = event["ResourceProperties"] | {"ScriptsHash": "0" * 64}
        return event

    def deliver(self, event: dict[str, Any]) -> dict[str, Any]:
        index.run(event, Context(), AWSClients(), self.folder)
        return self.answers[-1]

    def send(self, kind: str, scripts: Mapping[str, str | Given]) -> dict[str, Any]:
        return self.deliver(self.event(kind, scripts))

    def query(self, sql: str) -> list[list[Any]]:
        records = self.client("rds-data").execute_statement(**self.target, sql=sql)["records"]
        return [[next(iter(field.values())) for field in record] for record in records]

    @property
    def history(self) -> list[list[Any]]:
        return self.query(f"SELECT version, state, applied_statements FROM {HISTORY[self.engine]} ORDER BY seq")


@pytest.fixture(params=ENGINES)
def real(
    request: pytest.FixtureRequest, tmp_path: Path, local_aws: LocalAWS, monkeypatch: pytest.MonkeyPatch
) -> RealStack:
    stack = RealStack(request.param, tmp_path, local_aws)
    monkeypatch.setattr(answer, "put", lambda url, body, log: stack.answers.append(body))
    monkeypatch.setenv("AWS_ENDPOINT_URL", local_aws.endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", local_aws.region)
    return stack


USERS = {"V1__users.sql": "CREATE TABLE users (id INT PRIMARY KEY);\nINSERT INTO users VALUES (1);\n"}
MORE = USERS | {"V2__more.sql": "INSERT INTO users VALUES (2);\nINSERT INTO users VALUES (3);\n"}


def test_create_applies_all_and_update_what_is_new(real: RealStack) -> None:
    created = real.send("Create", USERS)
    assert created["Data"] == {
        "Response": "applied 1 script; the database is at 1",
        "Head": "1",
        "Applied": "1",
        "State": "APPLIED",
    }
    updated = real.send("Update", MORE)
    assert updated["Data"] == {
        "Response": "applied 1 script; the database is at 2",
        "Head": "2",
        "Applied": "1",
        "State": "APPLIED",
    }
    assert created["PhysicalResourceId"] == updated["PhysicalResourceId"]
    assert real.query("SELECT id FROM users ORDER BY id") == [[1], [2], [3]]
    assert real.history == [["1", "APPLIED", 2], ["2", "APPLIED", 2]]


def test_an_event_that_is_delivered_again_is_answered_as_before(real: RealStack) -> None:
    event = real.event("Create", MORE)
    first = real.deliver(event)
    before = real.history
    assert real.deliver(event) == first
    assert real.query("SELECT count(*) FROM users") == [[3]]
    assert real.history == before


def test_delete_keeps_what_was_migrated(real: RealStack) -> None:
    real.send("Create", USERS)
    before = real.history
    assert real.send("Delete", USERS)["Status"] == "SUCCESS"
    assert real.query("SELECT id FROM users") == [[1]]
    assert real.history == before


def test_a_paused_database_is_waited_for(real: RealStack, capsys: pytest.CaptureFixture[str]) -> None:
    real.aws.data_api.pause(real.target["resourceArn"], calls=2)
    assert real.send("Create", USERS)["Data"]["Head"] == "1"
    assert capsys.readouterr().out.count('"code": "DatabaseResumingException"') == 2
    assert real.history == [["1", "APPLIED", 2]]


def test_a_script_of_two_hundred_statements_is_applied(real: RealStack) -> None:
    rows = "".join(f"INSERT INTO users VALUES ({number});\n" for number in range(2, 201))
    real.send("Create", {"V1__many.sql": f"CREATE TABLE users (id INT PRIMARY KEY);\n{rows}"})
    assert real.query("SELECT count(*), min(id), max(id) FROM users") == [[199, 2, 200]]
    assert real.history == [["1", "APPLIED", 200]]


def test_what_fails_is_answered_with_the_databases_words_and_can_be_corrected(real: RealStack) -> None:
    real.send("Create", USERS)
    failed = real.send("Update", USERS | {"V2__more.sql": "INSERT INTO users VALUES (2), (1);\n"})
    assert failed["Status"] == "FAILED"
    assert "V2__more.sql:1: statement 1 of 1 failed: " in failed["Reason"]
    assert "uplicate" in failed["Reason"]
    assert real.query("SELECT id FROM users") == [[1]]
    assert real.send("Update", MORE)["Data"]["Applied"] == "1"


def test_the_words_of_the_older_generation_are_answered_too(real: RealStack) -> None:
    cluster = real.client("rds").create_db_cluster(
        DBClusterIdentifier=f"{real.name}-v1",
        Engine=ENGINES[real.engine],
        EngineMode="serverless",
        DatabaseName="blog",
        EnableHttpEndpoint=True,
        MasterUsername="adm",
        MasterUserPassword="Password-1",
    )["DBCluster"]["DBClusterArn"]
    real.target |= {"resourceArn": cluster}
    real.aws.data_api.pause(cluster, calls=1)
    assert real.send("Create", USERS)["Data"]["Head"] == "1"
    failed = real.send("Update", USERS | {"V2__more.sql": "INSERT INTO nowhere VALUES (1);\n"})
    assert (failed["Status"], "nowhere" in failed["Reason"]) == ("FAILED", True)
    assert real.send("Update", MORE)["Data"]["Head"] == "2"


# Semicolons and colons that end nothing and name nothing.
NOTE = """CREATE FUNCTION note(words TEXT) RETURNS INT LANGUAGE plpgsql AS $note$
DECLARE
    last INT;
BEGIN
    -- A quote that isn't one: it's; and $$ another tag; and :name no parameter
    INSERT INTO events SELECT coalesce(max(id), 0) + 1, words FROM events RETURNING id INTO last;
    RETURN last;
END;
$note$"""
FUNCTIONS = [
    "CREATE TABLE events (id INT PRIMARY KEY, body TEXT)",
    NOTE,
    "DO $$ BEGIN PERFORM note('it''s; done'); END $$",
]


@pytest.mark.parametrize("real", ["postgresql"], indirect=True)
def test_a_statement_is_run_as_the_manifest_has_it(real: RealStack) -> None:
    real.send("Create", {"V1__functions.sql": Given(";\n".join(FUNCTIONS), FUNCTIONS)})
    assert real.query("SELECT id, body FROM events") == [[1, "it's; done"]]
    assert real.history == [["1", "APPLIED", 3]]


@pytest.mark.parametrize("real", ["postgresql"], indirect=True)
def test_an_index_is_built_outside_of_any_transaction(real: RealStack) -> None:
    index_script = Given("CREATE INDEX CONCURRENTLY users_id ON users (id);", changes={"mode": "none"})
    assert real.send("Create", USERS | {"V2__index.sql": index_script})["Data"]["Applied"] == "2"
    assert real.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_id'::regclass") == [[True]]


@pytest.mark.parametrize("real", ["postgresql"], indirect=True)
def test_a_lock_is_waited_for_as_long_as_the_script_says(real: RealStack) -> None:
    script = Given(
        "CREATE TABLE settings AS SELECT current_setting('lock_timeout') AS lock, "
        "current_setting('statement_timeout') AS statement;",
        changes={"lockTimeout": 5000, "timeout": 30},
    )
    real.send("Create", {"V1__settings.sql": script})
    assert real.query("SELECT lock, statement FROM settings") == [["5s", "30s"]]


def test_a_repeatable_script_is_run_when_it_changes(real: RealStack) -> None:
    view = "CREATE OR REPLACE VIEW ids AS SELECT id FROM users"
    real.send("Create", USERS | {"R__ids.sql": f"{view};"})
    assert real.send("Update", USERS | {"R__ids.sql": f"{view};"})["Data"]["Applied"] == "0"
    assert real.send("Update", USERS | {"R__ids.sql": f"{view} WHERE id > 1;"})["Data"]["Applied"] == "1"
    assert real.query("SELECT id FROM ids") == []
    rows = real.query(f"SELECT kind, script, state FROM {HISTORY[real.engine]} ORDER BY seq")
    assert rows == [
        ["versioned", "V1__users.sql", "APPLIED"],
        ["repeatable", "R__ids.sql", "APPLIED"],
        ["repeatable", "R__ids.sql", "APPLIED"],
    ]


@pytest.mark.parametrize("real", ["postgresql"], indirect=True)
def test_a_slow_script_is_applied_as_a_block_or_not_at_all(real: RealStack) -> None:
    good = Given(
        "CREATE TABLE slow (a text);\nINSERT INTO slow VALUES ('it''s $borealis0$');", changes={"mode": "block"}
    )
    assert real.send("Create", {"V1__slow.sql": good})["Data"]["Applied"] == "1"
    assert real.query("SELECT a FROM slow") == [["it's $borealis0$"]]
    bad = Given("INSERT INTO slow VALUES ('x');\nINSERT INTO nowhere VALUES (1);", changes={"mode": "block"})
    failed = real.send("Update", {"V1__slow.sql": good, "V2__bad.sql": bad})
    assert failed["Reason"].startswith("V2__bad.sql: it was undone: ")
    assert "nowhere" in failed["Reason"]
    assert real.query("SELECT count(*) FROM slow") == [[1]]
    assert real.history == [["1", "APPLIED", 2], ["2", "FAILED", 0]]


@pytest.mark.parametrize("real", ["postgresql"], indirect=True)
def test_an_invalid_index_is_built_anew(real: RealStack) -> None:
    scripts: Scripts = {"V1__twice.sql": "CREATE TABLE twice (a INT);\nINSERT INTO twice VALUES (1), (1);"}
    real.send("Create", scripts)
    probe = {"kind": "index", "name": "twice_a", "exists": True}
    text = "CREATE UNIQUE INDEX CONCURRENTLY twice_a ON twice (a);"
    index = Given(text, changes={"mode": "none"}).with_statement(probe=probe, transaction="outside")
    scripts = scripts | {"V2__index.sql": index}
    assert real.send("Update", scripts)["Status"] == "FAILED"
    valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'twice_a'::regclass"
    assert real.query(valid) == [[False]]
    real.query("DELETE FROM twice WHERE ctid = (SELECT min(ctid) FROM twice) RETURNING a")
    assert real.send("Update", scripts)["Data"]["Applied"] == "1"
    assert real.query(valid) == [[True]]


@pytest.mark.parametrize("real", ["mysql"], indirect=True)
def test_rows_between_changes_of_the_schema_see_each_other(real: RealStack) -> None:
    script = (
        "CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY);\nCREATE TABLE b (a INT);\n"
        "INSERT INTO a VALUES (7);\nINSERT INTO a VALUES (NULL);\nINSERT INTO b VALUES (LAST_INSERT_ID());\n"
    )
    assert real.send("Create", {"V1__a.sql": script})["Data"]["Applied"] == "1"
    assert real.query("SELECT a FROM b") == [[8]]
