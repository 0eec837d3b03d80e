"""What a provider of a resource type is, and what it is given."""

import random
import string
from abc import ABC, abstractmethod
from typing import Any, NamedTuple, Protocol

from local_aws.cloudformation.errors import ResourceError
from local_aws.cloudformation.stack import Properties, Stack

SUFFIX_LENGTH = 12


class Made(NamedTuple):
    """What Ref and Fn::GetAtt give of a resource that was made."""

    physical_id: str
    attributes: dict[str, Any]


class Services(Protocol):
    """What providers need of the engine."""

    region: str
    account: str

    def client(self, service: str) -> Any: ...


class Context:
    """The resource that a provider works on, and the services that it calls."""

    def __init__(self, services: Services, stack: Stack, logical_id: str, resource_type: str) -> None:
        self.services = services
        self.stack = stack
        self.logical_id = logical_id
        self.resource_type = resource_type
        self.region = services.region
        self.account = services.account
        # What is there already when the rest of a creation fails.
        self.partial: Made | None = None

    def client(self, service: str) -> Any:
        return self.services.client(service)

    def name(self, limit: int) -> str:
        """A new name of at most so many characters, as CloudFormation makes them."""
        characters = string.ascii_uppercase + string.digits
        suffix = "".join(random.choices(characters, k=SUFFIX_LENGTH))
        return f"{self.stable_name(limit - SUFFIX_LENGTH - 1).rstrip('-')}-{suffix}"

    def stable_name(self, limit: int) -> str:
        """The same name each time."""
        return f"{self.stack.name}-{self.logical_id}"[:limit]


class Provider(ABC):
    """Makes, changes and deletes the resources of one type.

    What it raises becomes the reason of an event: ResourceError as it is, everything else as an error of the service.
    """

    # The property that gives the resource a name of the user's own.
    name_property: str | None = None

    @abstractmethod
    def create(self, context: Context, properties: Properties) -> Made: ...

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        """Changes a resource in place; here for types of which only the tags can be changed, which nobody sees."""
        require_known(context, old, new)
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        """Deletes a resource; here for types that leave nothing."""
        return


def picked(properties: Properties, *names: str) -> Properties:
    """Those of the properties that there are."""
    return {name: properties[name] for name in names if name in properties}


def require_known(context: Context, old: Properties, new: Properties, *names: str) -> None:
    """Refuses to change what isn't among these: nobody should see a change succeed that did nothing."""
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    unknown = sorted(changed - {"Tags", *names})
    if unknown:
        raise ResourceError(f"changing {', '.join(unknown)} of {context.resource_type} is not emulated")


def boolean(value: Any) -> bool:
    """A boolean, which parameters give as a text."""
    return str(value).lower() == "true"
