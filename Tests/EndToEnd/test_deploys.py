"""Deploys of our own stacks with the AWS CLI: the template and the assets as they are committed, real databases."""

import shutil

import pytest

from deployment import Deployment

APPLIED = [["1", "APPLIED"], ["2", "APPLIED"], ["3", "APPLIED"]]


def versions(deployment: Deployment) -> list[list[str]]:
    return [row[:2] for row in deployment.history]


def test_a_first_deploy_applies_all_scripts(deployment: Deployment) -> None:
    deployment.deployed()
    assert deployment.status == "CREATE_COMPLETE"
    assert deployment.response == "applied 3 scripts; the database is at 3"
    assert {sql: deployment.query(sql) for sql in deployment.project.rows} == deployment.project.rows
    assert versions(deployment) == APPLIED


def test_triggers_and_procedures_are_one_statement_each(ledger: Deployment) -> None:
    ledger.deployed()
    assert {sql: ledger.query(sql) for sql in ledger.project.rows} == ledger.project.rows
    assert ledger.query("SELECT total()") == [[100]]
    assert ledger.history == [[str(version), "APPLIED", count] for version, count in enumerate([2, 2, 2, 1, 1], 1)]


def test_an_unchanged_deploy_says_so(deployment: Deployment) -> None:
    done = deployment.deployed().deploy()
    assert f"No changes to deploy. Stack {deployment.stack_name} is up to date" in done.stdout + done.stderr
    assert versions(deployment) == APPLIED


def test_one_more_script_is_applied_once(deployment: Deployment) -> None:
    deployment.deployed()
    deployment.write("V4__added.sql", deployment.project.added)
    deployment.synthesize()
    deployment.deployed()
    assert deployment.status == "UPDATE_COMPLETE"
    assert deployment.statuses("Migration")[2:] == ["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]
    assert deployment.response == "applied 1 script; the database is at 4"
    assert deployment.query(deployment.project.added_count) == [[1]]
    assert versions(deployment) == [*APPLIED, ["4", "APPLIED"]]


def test_an_edited_script_is_refused_by_name(deployment: Deployment) -> None:
    deployment.deployed()
    before = deployment.history
    name = sorted(path.name for path in (deployment.folder / deployment.project.scripts).glob("*.sql"))[0]
    deployment.write(name, "SELECT 1;\n")
    deployment.write("V4__added.sql", deployment.project.added)
    deployment.synthesize()
    assert deployment.deploy().returncode != 0
    assert deployment.status == "UPDATE_ROLLBACK_COMPLETE"
    assert f"edited after it was applied: {name}" in deployment.failures
    assert deployment.history == before
    assert deployment.query(deployment.project.added_count) == [[0]]


def test_a_script_that_fails_rolls_the_stack_back_and_goes_through_when_corrected(deployment: Deployment) -> None:
    deployment.deployed()
    deployment.write("V4__added.sql", deployment.project.failing)
    deployment.synthesize()
    assert deployment.deploy().returncode != 0
    assert deployment.status == "UPDATE_ROLLBACK_COMPLETE"
    assert "V4__added.sql:1: statement 1 of 1 failed: " in deployment.failures
    assert deployment.project.words in deployment.failures
    assert versions(deployment) == [*APPLIED, ["4", "FAILED"]]
    assert deployment.steps("rollback failed") == []
    deployment.write("V4__added.sql", deployment.project.added)
    deployment.synthesize()
    deployment.deployed()
    assert deployment.response == "applied 1 script; the database is at 4"
    assert deployment.query(deployment.project.added_count) == [[1]]
    assert versions(deployment) == [*APPLIED, ["4", "APPLIED"]]


def test_a_first_deploy_that_fails_leaves_nothing(deployment: Deployment) -> None:
    deployment.write("V4__added.sql", deployment.project.failing)
    deployment.synthesize()
    assert deployment.deploy().returncode != 0
    assert deployment.status == "ROLLBACK_COMPLETE"
    assert deployment.project.words in deployment.failures


def test_an_older_template_succeeds_and_runs_nothing(deployment: Deployment) -> None:
    shutil.copytree(deployment.folder / "out", deployment.folder / "older")
    deployment.write("V4__added.sql", deployment.project.added)
    deployment.synthesize()
    deployment.deployed()
    shutil.rmtree(deployment.folder / "out")
    (deployment.folder / "older").rename(deployment.folder / "out")
    deployment.deployed()
    assert deployment.status == "UPDATE_COMPLETE"
    assert deployment.response == "the database is at 4, ahead of these scripts: nothing was run"
    assert versions(deployment) == [*APPLIED, ["4", "APPLIED"]]
    assert deployment.query(deployment.project.added_count) == [[1]]


def left(deployment: Deployment) -> dict[str, int]:
    """How many things there are of each kind that a stack makes."""
    client = deployment.aws.client
    return {
        "buckets": len(client("s3").list_buckets()["Buckets"]),
        "clusters": len(client("rds").describe_db_clusters()["DBClusters"]),
        "functions": len(client("lambda").list_functions()["Functions"]),
        "instances": len(client("rds").describe_db_instances()["DBInstances"]),
        "layers": len(layers(deployment)),
        "logGroups": len(client("logs").describe_log_groups()["logGroups"]),
        "roles": len(client("iam").list_roles()["Roles"]),
        "secrets": len(client("secretsmanager").list_secrets()["SecretList"]),
        "securityGroups": len(client("ec2").describe_security_groups()["SecurityGroups"]),
        "subnetGroups": len(client("rds").describe_db_subnet_groups()["DBSubnetGroups"]),
        "subnets": len(client("ec2").describe_subnets()["Subnets"]),
        "vpcs": len(client("ec2").describe_vpcs()["Vpcs"]),
    }


def layers(deployment: Deployment) -> list[str]:
    """The ARNs of all versions of all layers."""
    client = deployment.aws.client("lambda")
    names = [layer["LayerName"] for layer in client.list_layers()["Layers"]]
    versions = [client.list_layer_versions(LayerName=name)["LayerVersions"] for name in names]
    return [version["LayerVersionArn"] for of_layer in versions for version in of_layer]


def test_a_delete_runs_nothing_and_leaves_replaced_layers_only(deployment: Deployment) -> None:
    before = left(deployment)
    deployment.deployed()
    replaced = deployment.physical_id("MigrationLayer")
    deployment.write("V4__added.sql", deployment.project.added)
    deployment.synthesize()
    deployment.deployed()
    last = deployment.physical_id("MigrationLayer")
    # Whatever would be run now would fail.
    secrets, secret = deployment.aws.client("secretsmanager"), deployment.physical_id("ClusterSecret")
    secrets.put_secret_value(SecretId=secret, SecretString='{"username": "nobody", "password": "wrong"}')
    assert deployment.cli("cloudformation", "delete-stack", "--stack-name", deployment.stack_name).returncode == 0
    deployment.cli("cloudformation", "wait", "stack-delete-complete", "--stack-name", deployment.stack_name)
    assert left(deployment) == before | {"layers": before["layers"] + 1}
    assert replaced in layers(deployment)
    assert last not in layers(deployment)


@pytest.mark.parametrize(
    "action",
    [
        "rds-data:BeginTransaction",
        "rds-data:CommitTransaction",
        "rds-data:ExecuteStatement",
        "secretsmanager:GetSecretValue",
    ],
)
def test_a_deploy_fails_without_an_action_of_the_roles_policy(blog: Deployment, action: str) -> None:
    blog.deployed()
    blog.write("V4__added.sql", blog.project.added)
    blog.synthesize()
    blog.edit_template(f"- {action}\n", "- rds-data:BatchExecuteStatement\n")
    assert blog.deploy().returncode != 0
    assert f"is not authorized to perform: {action} on resource" in blog.failures
    assert [row for row in versions(blog) if row != ["4", "FAILED"]] == APPLIED
    assert blog.query(blog.project.added_count) == [[0]]


@pytest.mark.parametrize("action", ["logs:CreateLogStream", "logs:PutLogEvents"])
def test_nothing_is_logged_without_an_action_of_the_roles_policy(blog: Deployment, action: str) -> None:
    blog.edit_template(f"- {action}\n", "- logs:DescribeLogStreams\n")
    assert blog.deployed().events == []


def test_the_log_says_what_was_applied(deployment: Deployment) -> None:
    deployment.deployed()
    names = sorted(path.name for path in (deployment.folder / deployment.project.scripts).glob("*.sql"))
    assert [step["script"] for step in deployment.steps("applied")] == names


def test_assets_that_were_not_copied_are_named(deployment: Deployment) -> None:
    shutil.rmtree(deployment.folder / "out/assets")
    (deployment.folder / "out/assets").mkdir()
    assert deployment.deploy().returncode != 0
    assert ".zip" in deployment.failures
    assert "NoSuchKey" in deployment.failures
