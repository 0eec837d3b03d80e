"""Dynamic references: {{resolve:…}}, replaced when a resource is made and never kept."""

import json
import re
from typing import Any, Protocol

from .errors import ResourceError

REFERENCE = re.compile(r"\{\{resolve:(secretsmanager|ssm|ssm-secure):((?:[^{}]|\{[^{}]*\})+?)\}\}")


class Clients(Protocol):
    def client(self, service: str) -> Any: ...


def resolve(value: Any, clients: Clients) -> Any:
    """A value with all its dynamic references replaced.

    Raises ResourceError for a key that the secret doesn't have.
    """
    if isinstance(value, dict):
        return {key: resolve(item, clients) for key, item in value.items()}
    if isinstance(value, list):
        return [resolve(item, clients) for item in value]
    if isinstance(value, str):
        return REFERENCE.sub(lambda match: resolved(match[1], match[2], clients), value)
    return value


def resolved(service: str, reference: str, clients: Clients) -> str:
    if service == "secretsmanager":
        return secret(reference, clients)
    name = reference.split(":")[0]
    return str(clients.client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"])


def secret(reference: str, clients: Clients) -> str:
    """The reference is SECRET:SecretString:KEY:STAGE:VERSION, where the secret may be an ARN, with its six colons."""
    parts = reference.split(":")
    length = 7 if reference.startswith("arn:") else 1
    identifier = ":".join(parts[:length])
    _, key, stage, version = (parts[length:] + [""] * 4)[:4]
    which = {name: value for name, value in (("VersionStage", stage), ("VersionId", version)) if value}
    text = str(clients.client("secretsmanager").get_secret_value(SecretId=identifier, **which)["SecretString"])
    if not key:
        return text
    try:
        return str(json.loads(text)[key])
    except (KeyError, ValueError) as error:
        raise ResourceError("Could not find a value associated with JSONKey in SecretString") from error
