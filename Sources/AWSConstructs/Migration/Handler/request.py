"""What an event of CloudFormation asks for."""

import os
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from manifest import Phase
from shape import VERSION_CHARACTERS

Engine = Literal["mysql", "postgresql"]
OnEdited = Literal["refuse", "rebuild"]
OnRollback = Literal["keep", "undo"]

# In seconds: the most, and where the property is missing. Source: CloudFormation Template Reference,
# AWS::CloudFormation::CustomResource, ServiceTimeout, read 2026-11-21.
SERVICE_TIMEOUT = 3600
# Less is too little for one statement, and the answer.
SHORTEST = 120
BASELINE = "baseline:"
# Of the history's column, and so that the physical resource ID has at most 1 KB.
SET_CHARACTERS = 64
NEEDED = ("ClusterArn", "SecretArn", "DatabaseName", "Engine", "Set", "Phase", "ScriptsHash")


class InvalidRequest(Exception):
    """The custom resource lacks a property, or has a wrong one."""


@dataclass(frozen=True)
class Target:
    """The database that is migrated, and how it is reached."""

    cluster_arn: str
    secret_arn: str
    database: str
    engine: Engine


@dataclass(frozen=True)
class Request:
    """The properties of a Custom::SchemaMigration; CloudFormation sends all of them as strings."""

    target: Target
    # The first request for this cluster and secret, which may have been made a moment ago.
    is_new_target: bool
    is_update: bool
    stack_id: str
    request_id: str
    set_name: str
    phase: Phase
    scripts_hash: str
    # Of the properties before this update.
    old_hash: str | None
    on_edited: OnEdited
    on_rollback: OnRollback
    # fail, adopt, or baseline:3.
    on_unmanaged: str
    # In seconds.
    service_timeout: int

    @classmethod
    def of(cls, event: dict[str, Any]) -> Self:
        """Raises InvalidRequest."""
        choice(event, "RequestType", ("Create", "Update"))
        properties = texts(event.get("ResourceProperties"))
        missing = [name for name in NEEDED if not properties.get(name)]
        if missing:
            raise InvalidRequest(f"the custom resource lacks {', '.join(missing)}")
        if len(properties["Set"]) > SET_CHARACTERS:
            raise InvalidRequest(f"Set has {len(properties['Set'])} characters; expected at most {SET_CHARACTERS}")
        # Those of a format of years ago may have anything in them.
        old = event.get("OldResourceProperties")
        old = old if isinstance(old, dict) else {}
        target = Target(
            cluster_arn=properties["ClusterArn"],
            secret_arn=properties["SecretArn"],
            database=properties["DatabaseName"],
            engine=choice(properties, "Engine", get_args(Engine)),
        )
        return cls(
            target=target,
            is_new_target=any(old.get(name) != properties[name] for name in ("ClusterArn", "SecretArn")),
            is_update=event.get("RequestType") == "Update",
            stack_id=str(event.get("StackId", "")),
            request_id=str(event.get("RequestId", "")),
            set_name=properties["Set"],
            phase=choice(properties, "Phase", get_args(Phase)),
            scripts_hash=properties["ScriptsHash"],
            old_hash=old["ScriptsHash"] if isinstance(old.get("ScriptsHash"), str) else None,
            on_edited=choice(properties, "OnEdited", get_args(OnEdited)),
            on_rollback=choice(properties, "OnRollback", get_args(OnRollback)),
            on_unmanaged=unmanaged(properties.get("OnUnmanaged", "fail")),
            service_timeout=seconds(properties.get("ServiceTimeout", str(SERVICE_TIMEOUT))),
        )

    def check_environment(self) -> None:
        """Refuses what the stack doesn't allow the function: an event may be made by hand.

        Raises InvalidRequest.
        """
        if self.on_edited == "rebuild" and os.environ.get("ON_EDITED") != "rebuild":
            raise InvalidRequest("OnEdited is rebuild, which the stack of the function doesn't allow; nothing was run")

    @property
    def physical_resource_id(self) -> str:
        """What is migrated, never with which scripts: another ID would be a replacement."""
        return f"{self.target.cluster_arn}/{self.target.database}/{self.set_name}/{self.phase}"


def head_of(event: dict[str, Any]) -> str:
    """The newest version of the scripts that an event is about, as it says; empty where it doesn't."""
    properties = event.get("ResourceProperties")
    head = properties.get("Head") if isinstance(properties, dict) else None
    return head if isinstance(head, str) and len(head) <= VERSION_CHARACTERS else ""


def texts(properties: Any) -> dict[str, str]:
    if not isinstance(properties, dict):
        raise InvalidRequest("the custom resource has no properties")
    wrong = sorted(str(name) for name, value in properties.items() if not isinstance(value, str))
    if wrong:
        raise InvalidRequest(f"{', '.join(wrong)} of the custom resource is no text")
    return properties


def choice(properties: dict[str, str], name: str, allowed: tuple[str, ...]) -> Any:
    """A property that has one of a few values, the first where it is missing: older templates lack some."""
    given = properties.get(name, allowed[0])
    if given not in allowed:
        raise InvalidRequest(f"{name} is {given}; expected {' or '.join(allowed)}")
    return given


def unmanaged(given: str) -> str:
    if given in ("fail", "adopt") or (given.startswith(BASELINE) and given != BASELINE):
        return given
    raise InvalidRequest(f"OnUnmanaged is {given}; expected fail, adopt or {BASELINE}VERSION")


def seconds(given: str) -> int:
    if given.isascii() and given.isdecimal() and len(given) <= 4 and SHORTEST <= int(given) <= SERVICE_TIMEOUT:
        return int(given)
    raise InvalidRequest(f"ServiceTimeout is {given}; expected {SHORTEST} to {SERVICE_TIMEOUT} seconds")


def service_timeout(event: dict[str, Any]) -> int:
    """For how long an event is waited for, in seconds, whatever else is in it."""
    try:
        return seconds(texts(event.get("ResourceProperties"))["ServiceTimeout"])
    except (InvalidRequest, KeyError):
        return SERVICE_TIMEOUT
