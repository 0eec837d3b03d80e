"""Writes templates that are hard to check, each in two sizes, of which the second is twice the first.

hard_templates.py FOLDER
"""

import json
import sys
from pathlib import Path
from typing import Any


def chained_conditions(count: int) -> dict[str, Any]:
    """Each condition names the one before twice: written out, that is 2^count."""
    conditions: dict[str, Any] = {"C0": {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}}
    for number in range(1, count):
        before = {"Condition": f"C{number - 1}"}
        conditions[f"C{number}"] = {"Fn::Or": [before, {"Fn::Not": [before]}]}
    return {"Conditions": conditions, "Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Condition": f"C{count - 1}"}}}


def references(count: int) -> dict[str, Any]:
    """Many references to one resource."""
    queue = {"Type": "AWS::SQS::Queue"}
    statement = {"Effect": "Allow", "Principal": "*", "Action": "sqs:*"}
    statement["Resource"] = [{"Fn::GetAtt": ["Queue", "Arn"]} for _ in range(count)]  # type: ignore[assignment]
    document = {"Version": "2012-10-17", "Statement": [statement]}
    properties = {"Queues": [{"Ref": "Queue"}], "PolicyDocument": document}
    return {"Resources": {"Queue": queue, "Policy": {"Type": "AWS::SQS::QueuePolicy", "Properties": properties}}}


def nested(depth: int) -> dict[str, Any]:
    """Lists inside of lists where anything may be."""
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return {"Resources": {"Thing": {"Type": "Custom::Thing", "Properties": {"ServiceToken": "arn", "Value": value}}}}


def nested_choices(depth: int) -> dict[str, Any]:
    """`Fn::If` inside of `Fn::If` in the place of one text."""
    value: Any = "name"
    for _ in range(depth):
        value = {"Fn::If": ["C", value, "other"]}
    conditions = {"C": {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}}
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": value}}
    return {"Conditions": conditions, "Resources": {"Queue": queue}}


def resources(count: int) -> dict[str, Any]:
    """Many resources, each referring to the one before."""
    found: dict[str, Any] = {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}}
    for number in range(1, count):
        properties = {
            "VpcId": {"Ref": "Vpc"},
            "CidrBlock": f"10.0.{number % 256}.0/24",
            "Tags": [{"Key": "Name", "Value": {"Fn::Sub": f"subnet-{number}-of-${{Vpc}}"}}],
        }
        found[f"Subnet{number}"] = {"Type": "AWS::EC2::Subnet", "Properties": properties}
    return {"Resources": found}


def long_text(length: int) -> dict[str, Any]:
    """A text for which a pattern with nested repetitions is tried."""
    properties = {"Name": "a-" * (length // 2) + "!"}
    return {"Resources": {"Stack": {"Type": "AWS::AppStream::Stack", "Properties": properties}}}


def unknown_names(count: int) -> dict[str, Any]:
    """Many references, types and properties that are nearly known, each another one."""
    found: dict[str, Any] = {}
    for number in range(count):
        misspelt = {f"DelaySecond{number}": {"Ref": f"Queues{number}"}, f"QueueNam{number}": "x"}
        found[f"Queue{number}"] = {"Type": "AWS::SQS::Queue", "Properties": misspelt}
        found[f"Bucket{number}"] = {"Type": f"AWS::S3::Bucket{number}", "Condition": f"Condition{number}"}
    return {"Resources": found}


CASES = {
    "chained-conditions": (chained_conditions, 350),
    "references": (references, 2000),
    "nested-lists": (nested, 90),
    "nested-choices": (nested_choices, 45),
    "resources": (resources, 250),
    "long-text": (long_text, 100_000),
    "unknown-names": (unknown_names, 125),
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (make, size) in CASES.items():
        for factor in (1, 2):
            text = json.dumps(make(size * factor))
            (folder / f"{name}-{size * factor}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
