"""The role of a pipeline: with the policy that `ci` prints, `diff` tells what it tells an administrator."""

import json
import os
import re
import subprocess
from collections.abc import Iterator

import pytest

from deployment import ROOT, Deployment

Completed = subprocess.CompletedProcess[str]


@pytest.fixture
def named(blog: Deployment) -> Iterator[Deployment]:
    """Deployed under the name that it has in the app, which is the one in the policy."""
    blog.stack_name = blog.project.stack
    blog.cli("s3", "mb", f"s3://{blog.stack_name}")
    yield blog
    blog.cloudformation.delete_stack(StackName=blog.stack_name)
    blog.cloudformation.get_waiter("stack_delete_complete").wait(StackName=blog.stack_name)
    blog.cli("s3", "rb", "--force", f"s3://{blog.stack_name}")


def printed_policy(deployment: Deployment, system: str) -> str:
    """The one in the comments at the top of the file."""
    app = ROOT / ".build/debug" / deployment.project.app
    done = subprocess.run(
        [str(app), "ci", system, "--output", "-"], cwd=deployment.folder, capture_output=True, text=True, check=True
    )
    found = re.search(r'^#   \{"Version".*?\}\]\}$', done.stdout, re.MULTILINE | re.DOTALL)
    assert found, done.stdout
    return re.sub("^#", "", found[0], flags=re.MULTILINE)


@pytest.fixture(params=["github", "gitlab"])
def reader(named: Deployment, request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The environment of one who has assumed the role."""
    iam, name = named.aws.client("iam"), f"{request.param}-reader"
    trust = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
    role = iam.create_role(
        RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    )["Role"]
    iam.put_role_policy(RoleName=name, PolicyName="read", PolicyDocument=printed_policy(named, request.param))
    credentials = named.aws.client("sts").assume_role(RoleArn=role["Arn"], RoleSessionName="pipeline")["Credentials"]
    yield named.environment | {
        "AWS_ACCESS_KEY_ID": credentials["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": credentials["SecretAccessKey"],
        "AWS_SESSION_TOKEN": credentials["SessionToken"],
    }
    iam.delete_role_policy(RoleName=name, PolicyName="read")
    iam.delete_role(RoleName=name)


def diff(deployment: Deployment, environment: dict[str, str], *arguments: str) -> Completed:
    app = ROOT / ".build/debug" / deployment.project.app
    return subprocess.run(
        [str(app), "diff", deployment.project.stack, *arguments],
        cwd=deployment.folder,
        env=environment | {"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_role_with_the_printed_policy_may_all_that_diff_does(named: Deployment, reader: dict[str, str]) -> None:
    absent = diff(named, reader)
    assert (absent.returncode, absent.stderr) == (2, ""), "a stack that isn't there yet is new"

    # An export that goes away has its users looked up.
    named.edit_template("Outputs:\n", "Outputs:\n  Gone:\n    Value: !Ref Cluster\n    Export: {Name: of-the-policy}\n")
    named.deployed()
    named.synthesize()
    plain = diff(named, reader)
    assert "Gone" in plain.stdout
    assert (plain.returncode, plain.stderr) == (2, "")
    assert plain.stdout == diff(named, named.environment).stdout

    named.cloudformation.create_change_set(
        StackName=named.stack_name,
        ChangeSetName="changes",
        TemplateBody=named.template.read_text(),
        Parameters=[{"ParameterKey": "AssetBucket", "ParameterValue": named.stack_name}],
        Capabilities=["CAPABILITY_IAM"],
    )
    with_change_set = diff(named, reader, "--change-set", "changes")
    assert (with_change_set.returncode, with_change_set.stderr) == (2, "")


def test_a_role_with_the_printed_policy_may_not_read_other_stacks(named: Deployment, reader: dict[str, str]) -> None:
    named.deployed()
    refused = diff(named, reader, "--stack-name", "another")
    assert refused.returncode == 1
    assert "is not authorized to perform: cloudformation:DescribeStacks" in refused.stderr
