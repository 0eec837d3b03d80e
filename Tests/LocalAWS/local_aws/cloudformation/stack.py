"""What is known of a stack, its resources and its change sets."""

import copy
import datetime
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any, Self

from .parameters import ParameterValue
from .template import Template

Properties = dict[str, Any]


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True)
class Definition:
    """What a stack is to be: a template and all that was given with it; order is that of creation."""

    text: str
    template: Template
    order: list[str]
    parameters: dict[str, ParameterValue]
    tags: list[dict[str, str]] | None
    capabilities: list[str]

    @property
    def resources(self) -> dict[str, Any]:
        found: dict[str, Any] = self.template["Resources"]
        return found

    @property
    def outputs(self) -> dict[str, Any]:
        return self.template.get("Outputs") or {}


@dataclass
class StackResource:
    """A resource as the engine last made it.

    definition: the resource in the template; properties: its properties with all expressions resolved.
    """

    logical_id: str
    type: str
    definition: dict[str, Any]
    properties: Properties
    physical_id: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    status: str = ""
    reason: str | None = None
    timestamp: datetime.datetime = field(default_factory=now)

    def copy(self) -> Self:
        return copy.deepcopy(self)

    def retains(self, policy: str, *, is_creation_undone: bool = False) -> bool:
        """Whether DeletionPolicy or UpdateReplacePolicy keeps what the resource made.

        is_creation_undone: the operation that made it is rolled back.
        """
        keeping = {"Retain"} if is_creation_undone else {"Retain", "RetainExceptOnCreate"}
        return self.definition.get(policy) in keeping


@dataclass
class Stack:
    """A stack and its history."""

    name: str
    id: str
    status: str = "REVIEW_IN_PROGRESS"
    reason: str | None = None
    created: datetime.datetime = field(default_factory=now)
    updated: datetime.datetime | None = None
    deleted: datetime.datetime | None = None
    # None until the first operation has begun.
    definition: Definition | None = None
    resources: dict[str, StackResource] = field(default_factory=dict)
    # What an update that was not rolled back has replaced, with the policy that may keep it.
    leftovers: list[tuple[StackResource, str]] = field(default_factory=list)
    outputs: list[dict[str, str]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    notification_arns: list[str] = field(default_factory=list)
    is_protected: bool = False
    # ROLLBACK, DELETE or DO_NOTHING.
    on_failure: str = "ROLLBACK"
    change_set_id: str | None = None
    # Whether no operation is under way.
    is_idle: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.is_idle.set()

    @property
    def is_deleted(self) -> bool:
        return self.status == "DELETE_COMPLETE"

    @property
    def newest_first(self) -> list[StackResource]:
        """The resources in the order in which they can be deleted."""
        order = self.definition.order if self.definition else []
        known = [name for name in order if name in self.resources]
        unknown = [name for name in self.resources if name not in order]
        return [self.resources[name] for name in reversed(known + unknown)]

    def differs(self, definition: Definition) -> bool:
        """Whether a definition has other outputs, or other tags; those of no request are those of before."""
        if self.definition is None:
            return True
        has_other_tags = definition.tags is not None and definition.tags != (self.definition.tags or [])
        return has_other_tags or definition.outputs != self.definition.outputs

    def output(self, name: str) -> str | None:
        return next((entry["OutputValue"] for entry in self.outputs if entry["OutputKey"] == name), None)


@dataclass
class ChangeSet:
    """What an operation would do, and the definition that it would make true.

    kind: CREATE or UPDATE; changes: as DescribeChangeSet gives them.
    values: the properties of each resource as it is and as it would be, by logical ID; None where there is none.
    """

    name: str
    kind: str
    stack: Stack
    definition: Definition
    id: str
    changes: list[dict[str, Any]]
    notification_arns: list[str]
    description: str | None = None
    status: str = "CREATE_COMPLETE"
    execution_status: str = "AVAILABLE"
    reason: str | None = None
    created: datetime.datetime = field(default_factory=now)
    values: dict[str, tuple[Properties | None, Properties | None]] = field(default_factory=dict)

    def fail(self, reason: str) -> None:
        self.status = "FAILED"
        self.execution_status = "UNAVAILABLE"
        self.reason = reason


def arn(kind: str, name: str, account: str, region: str) -> str:
    return f"arn:aws:cloudformation:{region}:{account}:{kind}/{name}/{uuid.uuid4()}"
