"""Long answers, which come in pages."""

import itertools
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.cloudformation import pages
from stacks import Stack

numbers = itertools.count()


def groups(count: int) -> dict[str, Any]:
    prefix = f"pages-{next(numbers)}"
    names = [f"{prefix}-{index}" for index in range(count)]
    resources = {
        f"Group{index}": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": name}}
        for index, name in enumerate(names)
    }
    return {"Resources": resources}


def test_the_changes_of_a_change_set(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "CHANGES", 2)
    api = stack.cloudformation
    api.create_change_set(
        StackName=stack.name, ChangeSetName="c", ChangeSetType="CREATE", TemplateBody=json.dumps(groups(5))
    )
    found = list(api.get_paginator("describe_change_set").paginate(StackName=stack.name, ChangeSetName="c"))
    assert [len(page["Changes"]) for page in found] == [2, 2, 1]
    ids = [change["ResourceChange"]["LogicalResourceId"] for page in found for change in page["Changes"]]
    assert ids == [f"Group{index}" for index in range(5)]
    assert {page["Status"] for page in found} == {"CREATE_COMPLETE"}


def test_the_resources_of_a_stack(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "RESOURCES", 2)
    stack.create(groups(3))
    api = stack.cloudformation
    listed = list(api.get_paginator("list_stack_resources").paginate(StackName=stack.name))
    assert [len(page["StackResourceSummaries"]) for page in listed] == [2, 1]
    described = api.describe_stack_resources(StackName=stack.name)["StackResources"]
    assert len(described) == 2, "who describes them is given no more than the first"


def test_the_importers_of_an_export(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "IMPORTS", 1)
    name = f"pages-{next(numbers)}"
    export = {"Group": {"Value": {"Ref": "Group0"}, "Export": {"Name": name}}}
    stack.create(groups(1) | {"Outputs": export})
    users = [Stack(stack.cloudformation).create(importing(name)).name for _ in range(2)]
    found = list(stack.cloudformation.get_paginator("list_imports").paginate(ExportName=name))
    assert [page["Imports"] for page in found] == [[user] for user in users]


def importing(name: str) -> dict[str, Any]:
    return groups(1) | {"Outputs": {"Seen": {"Value": {"Fn::ImportValue": name}}}}


@pytest.mark.parametrize(
    ("operation", "arguments", "words"),
    [
        ("list_imports", {"ExportName": "none"}, "Export 'none' is not imported by any stack."),
        ("get_template", {"StackName": "none"}, "Stack with id none does not exist"),
        ("list_stack_resources", {"StackName": "none"}, "Stack with id none does not exist"),
    ],
)
def test_refusals(stack: Stack, operation: str, arguments: dict[str, str], words: str) -> None:
    with pytest.raises(ClientError) as refused:
        getattr(stack.cloudformation, operation)(**arguments)
    error = refused.value.response["Error"]
    assert (error["Code"], error["Message"]) == ("ValidationError", words)


def test_a_token_that_no_answer_gave(stack: Stack) -> None:
    stack.create(groups(1))
    with pytest.raises(ClientError, match="NextToken"):
        stack.cloudformation.list_stack_resources(StackName=stack.name, NextToken="x")
