"""The templates that requests bring, and what they ask a stack to be."""

import re
import urllib.parse
from typing import Any, Protocol

from botocore.exceptions import ClientError

from . import parameters, providers, template
from .dependencies import creation_order
from .errors import APIError, TemplateError, ValidationError
from .stack import Definition
from .template import Template

# Source: CloudFormation User Guide, "Understand CloudFormation quotas", read 2026-11-21.
TEMPLATE_BYTES = 1_000_000
INLINE_BYTES = 51_200

Request = dict[str, Any]


class Clients(Protocol):
    def client(self, service: str) -> Any: ...


class Templates:
    """Reads templates, with the buckets and the parameters of one region."""

    def __init__(self, clients: Clients) -> None:
        self.clients = clients

    def definition(self, request: Request, previous: Definition | None) -> Definition:
        """What a request asks a stack to be.

        previous: what the stack is.

        Raises ValidationError for a template or a parameter that is wrong, APIError for a missing capability.
        """
        text = self.text(request, previous)
        parsed = self.parse(text)
        try:
            require_known_types(parsed)
            order = creation_order(parsed)
            values = parameters.resolve(
                parsed,
                request.get("Parameters") or [],
                previous.parameters if previous else {},
                self.stored_parameter,
            )
        except TemplateError as error:
            raise ValidationError(str(error)) from error
        capabilities = request.get("Capabilities") or []
        require_capability(parsed, capabilities)
        return Definition(text, parsed, order, values, request.get("Tags"), capabilities)

    def parse(self, text: str) -> Template:
        if len(text.encode()) > TEMPLATE_BYTES:
            raise ValidationError("Template size limit exceeded")
        try:
            return template.parse(text)
        except TemplateError as error:
            raise ValidationError(str(error)) from error

    def text(self, request: Request, previous: Definition | None = None) -> str:
        if request.get("TemplateBody"):
            body = str(request["TemplateBody"])
            if len(body.encode()) > INLINE_BYTES:
                words = f"'templateBody' failed to satisfy constraint: at most {INLINE_BYTES} bytes"
                raise ValidationError(f"1 validation error detected: Value at {words}")
            return body
        if request.get("TemplateURL"):
            return self.fetch(request["TemplateURL"])
        if request.get("UsePreviousTemplate") and previous:
            return previous.text
        raise ValidationError("Either Template URL or Template Body must be specified.")

    def fetch(self, url: str) -> str:
        """A template in a bucket, whose name is in the host or in the path."""
        address = urllib.parse.urlparse(url)
        path = urllib.parse.unquote(address.path.lstrip("/"))
        hosted = re.match(r"^(.+)\.s3[.-].*amazonaws", address.netloc)
        bucket, key = (hosted[1], path) if hosted else tuple(path.split("/", 1))
        try:
            return str(self.clients.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read().decode())
        except Exception as error:
            raise ValidationError(f"S3 error: {error}") from error

    def stored_parameter(self, name: str) -> str:
        """The value of a parameter of Systems Manager."""
        try:
            stored = self.clients.client("ssm").get_parameter(Name=name, WithDecryption=True)
        except ClientError as error:
            raise TemplateError(
                f"Unable to fetch parameters [{name}] from parameter store for this account."
            ) from error
        return str(stored["Parameter"]["Value"])


def require_known_types(template: Template) -> None:
    types = {resource["Type"] for resource in template["Resources"].values()}
    unknown = sorted(kind for kind in types if providers.find(kind) is None)
    if unknown:
        raise TemplateError(f"Template format error: Unrecognized resource types: [{', '.join(unknown)}]")


def required_capability(template: Template) -> str | None:
    """What making roles and policies must be acknowledged with."""
    identities = [r for r in template["Resources"].values() if r["Type"].startswith("AWS::IAM::")]
    if not identities:
        return None
    is_named = any(
        (provider := providers.find(resource["Type"])) and provider.name_property in (resource.get("Properties") or {})
        for resource in identities
    )
    return "CAPABILITY_NAMED_IAM" if is_named else "CAPABILITY_IAM"


def require_capability(template: Template, capabilities: list[str]) -> None:
    required = required_capability(template)
    enough = {"CAPABILITY_NAMED_IAM", required}
    if required and not enough & set(capabilities):
        raise APIError("InsufficientCapabilitiesException", f"Requires capabilities : [{required}]")
