"""AWS Lambda: functions, layers, and what belongs to them."""

import io
import zipfile
from typing import Any

from moto.awslambda.models import lambda_backends

from local_aws.cloudformation.errors import ResourceError
from local_aws.cloudformation.stack import Properties

from .provider import Context, Made, Provider, picked


def require_object(context: Context, location: Properties) -> None:
    """A deploy most often fails because its assets weren't copied: this says so."""
    if "S3Bucket" not in location:
        return
    s3 = context.client("s3")
    try:
        s3.head_object(Bucket=location["S3Bucket"], Key=location["S3Key"])
    except s3.exceptions.ClientError as error:
        words = "S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist."
        where = f"{location['S3Bucket']}/{location['S3Key']}"
        raise ResourceError(f"Error occurred while GetObject. {words} ({where})") from error


class LayerVersion(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        require_object(context, properties["Content"])
        given = picked(properties, "Description", "CompatibleRuntimes", "CompatibleArchitectures", "LicenseInfo")
        arn = context.client("lambda").publish_layer_version(
            LayerName=properties.get("LayerName") or context.stable_name(64),
            Content=picked(properties["Content"], "S3Bucket", "S3Key"),
            **given,
        )["LayerVersionArn"]
        return Made(arn, {"LayerVersionArn": arn})

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        layer, _, version = made.physical_id.rpartition(":")
        context.client("lambda").delete_layer_version(LayerName=layer, VersionNumber=int(version))


class Function(Provider):
    name_property = "FunctionName"

    def create(self, context: Context, properties: Properties) -> Made:
        require_object(context, properties["Code"])
        made = context.client("lambda").create_function(
            FunctionName=properties.get("FunctionName") or context.name(64),
            Code=code(properties["Code"]),
            **configuration(properties),
            **picked(properties, "Architectures"),
        )
        set_log_group(context, made["FunctionName"], properties)
        return Made(made["FunctionName"], {"Arn": made["FunctionArn"]})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        client = context.client("lambda")
        if old["Code"] != new["Code"]:
            require_object(context, new["Code"])
            client.update_function_code(FunctionName=made.physical_id, **code(new["Code"]))
        nothing = {"Environment": {"Variables": {}}, "Layers": []}
        cleared = {name: value for name, value in nothing.items() if name in old and name not in new}
        client.update_function_configuration(FunctionName=made.physical_id, **configuration(new), **cleared)
        set_log_group(context, made.physical_id, new)
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("lambda").delete_function(FunctionName=made.physical_id)


def configuration(properties: Properties) -> dict[str, Any]:
    names = ("Runtime", "Handler", "Role", "Description", "Layers", "VpcConfig", "TracingConfig", "KMSKeyArn")
    result: dict[str, Any] = picked(properties, *names)
    result |= {name: int(value) for name, value in picked(properties, "Timeout", "MemorySize").items()}
    if "Environment" in properties:
        variables = properties["Environment"].get("Variables", {})
        result["Environment"] = {"Variables": {name: str(value) for name, value in variables.items()}}
    return result


def code(location: Properties) -> dict[str, Any]:
    """Code in a bucket, or the text of index.py."""
    if "ZipFile" not in location:
        return picked(location, "S3Bucket", "S3Key", "S3ObjectVersion")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("index.py", location["ZipFile"])
    return {"ZipFile": archive.getvalue()}


def set_log_group(context: Context, name: str, properties: Properties) -> None:
    """moto's functions know no LoggingConfig; what runs them asks for the group."""
    function = lambda_backends[context.account][context.region].get_function(name)
    default = f"/aws/lambda/{name}"
    function.logs_group_name = properties.get("LoggingConfig", {}).get("LogGroup", default)


class EventInvokeConfig(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        context.client("lambda").put_function_event_invoke_config(**invocation(properties))
        return Made(f"{properties['FunctionName']}|{properties['Qualifier']}", {})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        context.client("lambda").put_function_event_invoke_config(**invocation(new))
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("lambda").delete_function_event_invoke_config(FunctionName=properties["FunctionName"])


def invocation(properties: Properties) -> dict[str, Any]:
    # moto keeps one configuration for each function, whatever the qualifier.
    numbers = picked(properties, "MaximumEventAgeInSeconds", "MaximumRetryAttempts")
    result: dict[str, Any] = picked(properties, "FunctionName", "DestinationConfig")
    return result | {name: int(value) for name, value in numbers.items()}


class Permission(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        name = context.name(100)
        given = picked(properties, "FunctionName", "Action", "Principal", "SourceArn", "SourceAccount")
        context.client("lambda").add_permission(StatementId=name, **given)
        return Made(name, {"Id": name})

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        function = properties["FunctionName"]
        context.client("lambda").remove_permission(FunctionName=function, StatementId=made.physical_id)


class Version(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        made = context.client("lambda").publish_version(**picked(properties, "FunctionName", "Description"))
        return Made(made["FunctionArn"], picked(made, "Version", "FunctionArn"))


class Alias(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        given = picked(properties, "FunctionName", "Name", "FunctionVersion", "Description")
        arn = context.client("lambda").create_alias(**given)["AliasArn"]
        return Made(arn, {"AliasArn": arn})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        given = picked(new, "FunctionName", "Name", "FunctionVersion", "Description")
        context.client("lambda").update_alias(**given)
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("lambda").delete_alias(**picked(properties, "FunctionName", "Name"))


PROVIDERS: dict[str, Provider] = {
    "AWS::Lambda::Alias": Alias(),
    "AWS::Lambda::EventInvokeConfig": EventInvokeConfig(),
    "AWS::Lambda::Function": Function(),
    "AWS::Lambda::LayerVersion": LayerVersion(),
    "AWS::Lambda::Permission": Permission(),
    "AWS::Lambda::Version": Version(),
}
