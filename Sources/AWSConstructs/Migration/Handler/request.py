"""What an event of CloudFormation asks for."""

from dataclasses import dataclass
from typing import Any, Literal, Self

from manifest import Phase

Engine = Literal["mysql", "postgresql"]


class InvalidRequest(Exception):
    """The custom resource lacks a property, or has a wrong one."""


@dataclass(frozen=True)
class Request:
    """The properties of a Custom::SchemaMigration; CloudFormation sends all of them as strings."""

    # The first request for this cluster and secret, which may have been made a moment ago.
    is_new_target: bool
    stack_id: str
    request_id: str
    cluster_arn: str
    secret_arn: str
    database: str
    engine: Engine
    set_name: str
    phase: Phase
    scripts_hash: str

    @classmethod
    def of(cls, event: dict[str, Any]) -> Self:
        properties = event["ResourceProperties"]
        names = ("ClusterArn", "SecretArn", "DatabaseName", "Engine", "Set", "Phase", "ScriptsHash")
        missing = [name for name in names if not properties.get(name)]
        if missing:
            raise InvalidRequest(f"the custom resource lacks {', '.join(missing)}")
        if properties["Engine"] not in ("mysql", "postgresql"):
            raise InvalidRequest(f"Engine is {properties['Engine']}; expected mysql or postgresql")
        if properties["Phase"] not in ("expand", "contract"):
            raise InvalidRequest(f"Phase is {properties['Phase']}; expected expand or contract")
        old = event.get("OldResourceProperties", {})
        return cls(
            is_new_target=any(old.get(name) != properties[name] for name in ("ClusterArn", "SecretArn")),
            stack_id=event["StackId"],
            request_id=event["RequestId"],
            cluster_arn=properties["ClusterArn"],
            secret_arn=properties["SecretArn"],
            database=properties["DatabaseName"],
            engine=properties["Engine"],
            set_name=properties["Set"],
            phase=properties["Phase"],
            scripts_hash=properties["ScriptsHash"],
        )

    @property
    def physical_resource_id(self) -> str:
        """What is migrated, never with which scripts: another ID would be a replacement."""
        return f"{self.cluster_arn}/{self.database}/{self.set_name}/{self.phase}"
