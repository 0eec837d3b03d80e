"""What deploys have taught about the templates, read from them: it holds without anything being deployed."""

import ast
import itertools
import zipfile
from pathlib import Path
from typing import Any

import botocore.session
import pytest

import data_api
import errors
import index
from deployment import BLOG, ORDERS, ROOT, Project, synthesize
from local_aws.cloudformation.dependencies import dependencies_of
from local_aws.cloudformation.template import parse

HANDLER = ROOT / "Sources/AWSConstructs/Migration/Handler"


@pytest.fixture(scope="module", params=[BLOG, ORDERS], ids=["mysql", "postgresql"])
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What synth writes: as it is committed, or made here."""
    project: Project = request.param
    if project.committed:
        return project.committed
    folder: Path = tmp_path_factory.mktemp("output")
    synthesize(project.app, project.source, project.stack, "--output", str(folder))
    return folder


@pytest.fixture(scope="module")
def template(output: Path) -> Any:
    (path,) = output.glob("*.template.yaml")
    return parse(path.read_text())


def needed(template: Any, name: str) -> set[str]:
    """All that is made before a resource, as CloudFormation finds it."""
    direct = dependencies_of(name, template)
    return set(direct).union(*(needed(template, other) for other in direct))


def test_all_that_an_invocation_needs_is_there_before_it(template: Any) -> None:
    """Without the group Lambda makes one, and CloudFormation can't any more; the rest would be refused or not found."""
    assert needed(template, "Migration") >= {
        "Cluster",
        "ClusterAttachment",
        "ClusterSecret",
        "ClusterWriter",
        "MigrationFunction",
        "MigrationInvocation",
        "MigrationLayer",
        "MigrationLogGroup",
        "MigrationPolicy",
        "MigrationRole",
    }


def test_the_layer_is_unpacked_where_the_handler_looks(output: Path) -> None:
    """Lambda unpacks layers to /opt."""
    names = [zipfile.ZipFile(path).namelist() for path in (output / "assets").iterdir()]
    (layer,) = [files for files in names if "index.py" not in files]
    assert {Path("/opt", file).parent for file in layer} == {index.SCRIPTS}


@pytest.fixture(scope="module")
def package(output: Path) -> Path:
    """The function's code."""
    (found,) = [path for path in (output / "assets").iterdir() if "index.py" in zipfile.ZipFile(path).namelist()]
    return found


def tree(code: str) -> str:
    """What a Python file says to a machine, and in which lines."""
    parsed = ast.parse(code)
    for node in ast.walk(parsed):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body[0] = ast.Expr(ast.Constant(""))
    lines = [getattr(node, "lineno", 0) for node in ast.walk(parsed)]
    return f"{ast.dump(parsed)} {lines}"


def test_the_function_is_the_handler_without_what_is_for_readers(package: Path) -> None:
    archive = zipfile.ZipFile(package)
    deployed = {name: tree(archive.read(name).decode()) for name in archive.namelist()}
    assert deployed == {path.name: tree(path.read_text()) for path in HANDLER.glob("*.py")}


def actions(template: Any) -> dict[str, Any]:
    """The resource of each action that the role's policy allows."""
    statements = template["Resources"]["MigrationPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    assert {statement["Effect"] for statement in statements} == {"Allow"}
    pairs = [itertools.product(statement["Action"], [statement["Resource"]]) for statement in statements]
    return dict(itertools.chain.from_iterable(pairs))


def test_the_policy_allows_what_the_handler_calls_on_its_own_cluster_and_nothing_else(template: Any) -> None:
    methods = [name for name in vars(data_api.Client) if not name.startswith("_")]
    calls = [f"rds-data:{''.join(part.capitalize() for part in name.split('_'))}" for name in methods]
    cluster = {"Fn::GetAtt": ["Cluster", "DBClusterArn"]}
    group = {"Fn::GetAtt": ["MigrationLogGroup", "Arn"]}
    assert actions(template) == dict.fromkeys(calls, cluster) | {
        "secretsmanager:GetSecretValue": {"Ref": "ClusterSecret"},
        # It goes on in a call of its own, and looks whether its stack rolls back.
        "lambda:InvokeFunction": {"Fn::GetAtt": ["MigrationFunction", "Arn"]},
        "cloudformation:DescribeStacks": {"Ref": "AWS::StackId"},
        "logs:CreateLogStream": group,
        "logs:PutLogEvents": group,
    }


def test_what_a_delete_or_a_replacement_keeps_is_said(template: Any, output: Path) -> None:
    """The local AWS doesn't make snapshots; layers stay for the update that is rolled back to them."""
    kept = {
        (name, policy): resource[policy]
        for name, resource in template["Resources"].items()
        for policy in ("DeletionPolicy", "UpdateReplacePolicy")
        if resource.get(policy, "Delete") != "Delete"
    }
    snapshots = {("Cluster", policy): "Snapshot" for policy in ("DeletionPolicy", "UpdateReplacePolicy")}
    layers = {("MigrationLayer", "UpdateReplacePolicy"): "Retain"}
    # The orders' cluster is declared ephemeral.
    assert kept == layers | (snapshots if output == ROOT / "out" else {})


def test_the_handler_knows_the_errors_of_both_generations_by_the_names_that_the_api_has() -> None:
    model = botocore.session.get_session().get_service_model("rds-data")
    declared = {shape.name for shape in model.error_shapes}
    # Those of the HTTP client, of the gateway, and of what lies before that are in no model.
    others = {"ConnectTimeoutError", "ConnectionClosedError", "EndpointConnectionError", "HTTPClientError"}
    others |= {"InternalFailure", "ReadTimeoutError", "ResponseStreamingError", "ServiceUnavailableException"}
    others |= {"ParamValidationError", "ThrottlingException", "ValidationException"}
    known = errors.REFUSED_EARLY | errors.AMBIGUOUS | errors.REFUSED_AT_FIRST | errors.REJECTED
    assert {name for name in known - others if not name.isdecimal()} <= declared
    # A statement that was refused has one class in the first generation and another in the second.
    assert {"BadRequestException", "DatabaseErrorException"} <= errors.REJECTED
