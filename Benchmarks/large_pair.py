"""Writes two templates of 500 resources: an app of a hundred services, and the same after a release.

large_pair.py FOLDER
"""

import json
import sys
from pathlib import Path
from typing import Any

SERVICES = 100


def service(number: int, version: str) -> dict[str, Any]:
    """A function with its role, log group, queue and alarm."""
    name = f"Service{number}"
    statement = {
        "Effect": "Allow",
        "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        "Resource": {"Fn::GetAtt": [f"{name}Queue", "Arn"]},
    }
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    tags = [{"Key": "Team", "Value": "blog"}, {"Key": "Service", "Value": name}]
    document = {"Version": "2012-10-17", "Statement": [trust]}
    policy = {"PolicyName": "queue", "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}
    function = {
        "Architectures": ["arm64"],
        "Code": {"S3Bucket": {"Ref": "AssetBucket"}, "S3Key": {"Fn::Sub": "${AssetPrefix}" + version + ".zip"}},
        "Environment": {"Variables": {"QUEUE": {"Ref": f"{name}Queue"}, "STAGE": {"Ref": "Stage"}, "NUMBER": number}},
        "Handler": "index.handler",
        "MemorySize": 512,
        "Role": {"Fn::GetAtt": [f"{name}Role", "Arn"]},
        "Runtime": "python3.13",
        "Tags": tags,
        "Timeout": 30,
    }
    alarm = {
        "ComparisonOperator": "GreaterThanThreshold",
        "Dimensions": [{"Name": "FunctionName", "Value": {"Ref": f"{name}Function"}}],
        "EvaluationPeriods": 1,
        "MetricName": "Errors",
        "Namespace": "AWS/Lambda",
        "Period": 60,
        "Statistic": "Sum",
        "Threshold": 1,
    }
    role = {"AssumeRolePolicyDocument": document, "Policies": [policy], "Tags": tags}
    logs = {"RetentionInDays": 90, "LogGroupName": {"Fn::Sub": "/aws/lambda/${" + name + "Function}"}}
    queue = {"QueueName": {"Fn::Sub": "${AWS::StackName}-" + name}, "VisibilityTimeout": 180, "Tags": tags}
    return {
        f"{name}Queue": {"Type": "AWS::SQS::Queue", "Properties": queue},
        f"{name}Role": {"Type": "AWS::IAM::Role", "Properties": role},
        f"{name}Function": {"Type": "AWS::Lambda::Function", "Properties": function},
        f"{name}Logs": {"Type": "AWS::Logs::LogGroup", "Properties": logs},
        f"{name}Alarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": alarm},
    }


def template(release: int) -> dict[str, Any]:
    """Every function has other code after a release; some queues have another name, and lists another order."""
    resources: dict[str, Any] = {}
    for number in range(SERVICES):
        resources |= service(number, f"{release}-{number}".rjust(64, "0"))
    if release:
        for number in range(0, SERVICES, 10):
            resources[f"Service{number}Queue"]["Properties"]["QueueName"] = f"orders-{number}"
        for number in range(0, SERVICES, 3):
            role = resources[f"Service{number}Role"]["Properties"]
            role["Tags"] = list(reversed(role["Tags"]))
            role["Policies"][0]["PolicyDocument"]["Statement"][0]["Action"].sort()
    names = ["AssetBucket", "AssetPrefix", "Stage"]
    return {"Parameters": {name: {"Type": "String"} for name in names}, "Resources": resources}


def main() -> None:
    """Writes `before.json` and `after.json`."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for release, name in enumerate(["before", "after"]):
        (folder / f"{name}.json").write_text(json.dumps(template(release), indent=1))


if __name__ == "__main__":
    main()
