"""Templates: forms, functions, parameters, and what is wrong with them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from stacks import Stack

# Every function that has a short form, in YAML.
YAML = """
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Environment: {Type: String, AllowedValues: [dev, prod], Default: dev}
  Password: {Type: String, NoEcho: true}
  Names: {Type: CommaDelimitedList, Default: 'a, b'}
Conditions:
  IsProduction: !Equals [!Ref Environment, prod]
  IsNotProduction: !Not [!Condition IsProduction]
  IsNever: !And [!Condition IsProduction, !Condition IsNotProduction]
  IsAlways: !Or [!Condition IsProduction, !Condition IsNotProduction]
Mappings: {Sizes: {dev: {Size: "1"}, prod: {Size: "2"}}}
Resources:
  Parameter:
    Type: AWS::SSM::Parameter
    Properties:
      Name: !Sub '/${AWS::StackName}/p'
      Type: String
      Description: !If [IsProduction, x, !Ref AWS::NoValue]
      Value: !Join
        - '-'
        - - !FindInMap [Sizes, !Ref Environment, Size]
          - !If [IsProduction, big, small]
          - !Select [1, !Ref Names]
          - !Sub ['${x}${!literal}', {x: !Ref AWS::Region}]
          - !Select [0, !Split ['.', 'q.r']]
          - '{{resolve:secretsmanager:dynamic:SecretString:key}}'
          - !Select [1, !Cidr ['10.0.0.0/16', 2, 8]]
          - !Base64 hi
          - !Select [0, !GetAZs '']
  OnlyInProduction: {Type: AWS::SNS::Topic, Condition: IsProduction}
  Never: {Type: AWS::SNS::Topic, Condition: IsNever}
  Always: {Type: AWS::SNS::Topic, Condition: IsAlways}
Outputs:
  Value: {Value: !GetAtt Parameter.Value}
  Topic: {Condition: IsProduction, Value: !Ref OnlyInProduction}
  Json: {Value: {'Fn::ToJsonString': {a: [1, !Ref Environment]}}}
"""


def given(**values: str) -> list[dict[str, str]]:
    return [{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()]


@pytest.fixture
def secret(client: Callable[[str], Any]) -> Any:
    manager = client("secretsmanager")
    manager.create_secret(Name="dynamic", SecretString='{"key": "hidden"}')
    yield
    manager.delete_secret(SecretId="dynamic", ForceDeleteWithoutRecovery=True)


def test_all_functions_have_their_values(stack: Stack, secret: None) -> None:
    stack.create(YAML, Parameters=given(Password="1"))
    region = "eu-west-1"
    value = f"1-small-b-{region}${{literal}}-q-hidden-10.0.1.0/24-aGk=-{region}a"
    assert stack.outputs == {"Value": value, "Json": '{"a":[1,"dev"]}'}
    resources = stack.cloudformation.list_stack_resources(StackName=stack.name)["StackResourceSummaries"]
    assert {resource["LogicalResourceId"] for resource in resources} == {"Parameter", "Always"}


def test_secrets_are_shown_nowhere(stack: Stack, secret: None) -> None:
    stack.create(YAML, Parameters=given(Password="swordfish"))
    parameters = {entry["ParameterKey"]: entry["ParameterValue"] for entry in stack.description["Parameters"]}
    assert parameters["Password"] == "****"
    told = json.dumps([event.get("ResourceProperties", "") for event in stack.events])
    assert "hidden" not in told
    assert "swordfish" not in told


def test_parameters_keep_their_previous_values(stack: Stack, secret: None) -> None:
    stack.create(YAML, Parameters=given(Password="1"))
    previous = [{"ParameterKey": "Password", "UsePreviousValue": True}]
    stack.cloudformation.update_stack(
        StackName=stack.name, UsePreviousTemplate=True, Parameters=given(Environment="prod") + previous
    )
    assert stack.status == "UPDATE_COMPLETE"
    assert stack.outputs["Value"].startswith("2-big-b-")
    assert "Topic" in stack.outputs


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "Parameters: [Password] must have values"),
        ({"Password": "1", "Environment": "x"}, "must be one of AllowedValues"),
        ({"Password": "1", "Other": "x"}, "Parameters: [Other] do not exist in the template"),
    ],
)
def test_wrong_parameters_are_refused(stack: Stack, parameters: dict[str, str], words: str) -> None:
    with pytest.raises(ClientError, match=words.replace("[", r"\[").replace("]", r"\]")):
        stack.create(YAML, Parameters=given(**parameters))


@pytest.mark.parametrize(
    ("declaration", "value", "words"),
    [
        ({"AllowedPattern": "a+", "ConstraintDescription": "is all a"}, "b", "constraint: is all a"),
        ({"MinLength": 2}, "b", "at least 2 characters"),
        ({"MaxLength": 2}, "bbb", "at most 2 characters"),
        ({"Type": "Number"}, "b", "must be a number"),
        ({"Type": "Number", "MinValue": 2}, "1", "not less than 2"),
        ({"Type": "Number", "MaxValue": 2}, "3", "not greater than 2"),
    ],
)
def test_constraints_of_parameters_hold(stack: Stack, declaration: dict[str, Any], value: str, words: str) -> None:
    template = {
        "Parameters": {"P": {"Type": "String"} | declaration},
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
    }
    with pytest.raises(ClientError, match=words):
        stack.create(template, Parameters=given(P=value))


def topic(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::SNS::Topic", "Properties": properties}


@pytest.mark.parametrize(
    ("resources", "words"),
    [
        ({}, "At least one Resources member must be defined"),
        ({"A": {}}, "must contain a Type member"),
        ({"A": topic(TopicName={"Ref": "Nothing"})}, r"Unresolved resource dependencies \[Nothing\] in the Resources"),
        ({"A": topic() | {"DependsOn": "Nothing"}}, r"Unresolved resource dependencies \[Nothing\]"),
        (
            {"A": topic() | {"DependsOn": "B"}, "B": topic(DisplayName={"Fn::Sub": "${A.TopicName}"})},
            r"Circular dependency between resources: \[A, B\]",
        ),
        ({"A": {"Type": "AWS::No::Thing"}}, r"Unrecognized resource types: \[AWS::No::Thing\]"),
    ],
)
def test_wrong_templates_are_refused(stack: Stack, resources: dict[str, Any], words: str) -> None:
    with pytest.raises(ClientError, match=words):
        stack.create({"Resources": resources})


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"Fn::Select": [3, ["a"]]}, "cannot select nonexistent value at index 3"),
        ({"Fn::FindInMap": ["M", "a", "b"]}, "Unable to get mapping for M::a::b"),
        ({"Fn::ImportValue": "nothing"}, "No export named nothing found"),
        ({"Fn::If": ["Nothing", "a", "b"]}, "undefined condition Nothing"),
        ({"Fn::Nothing": "x"}, "unsupported function Fn::Nothing"),
        ({"Fn::GetAtt": ["Other", "Nothing"]}, "does not support attribute type Nothing"),
        ("{{resolve:secretsmanager:dynamic:SecretString:nothing}}", "Could not find a value associated with JSONKey"),
    ],
)
def test_values_that_can_not_be_found_fail_the_stack(stack: Stack, secret: None, value: Any, words: str) -> None:
    resources = {"Topic": topic(DisplayName=value), "Other": {"Type": "AWS::Logs::LogGroup"}}
    stack.create({"Resources": resources})
    assert stack.status == "ROLLBACK_COMPLETE"
    assert any(words in event.get("ResourceStatusReason", "") for event in stack.events)


def test_a_template_can_be_described_without_a_stack(stack: Stack) -> None:
    summary = stack.cloudformation.get_template_summary(TemplateBody=YAML)
    assert summary["ResourceTypes"] == ["AWS::SNS::Topic", "AWS::SSM::Parameter"]
    assert [entry["ParameterKey"] for entry in summary["Parameters"]] == ["Environment", "Password", "Names"]
    assert stack.cloudformation.validate_template(TemplateBody=YAML)["Parameters"][1]["NoEcho"] is True


def test_a_template_comes_back_as_it_was_given(stack: Stack) -> None:
    text = json.dumps({"Resources": {"Topic": topic()}}, indent=7)
    stack.create(text)
    found = stack.cloudformation.get_template(StackName=stack.name)["TemplateBody"]
    assert found == text or found == json.loads(text)
