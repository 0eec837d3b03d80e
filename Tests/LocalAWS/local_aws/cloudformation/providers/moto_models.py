"""Types without a provider of ours, as far as moto makes them from a template by itself."""

import functools
from typing import Any

from moto.cloudformation.parsing import get_model_map

from local_aws.cloudformation.errors import ResourceError
from local_aws.cloudformation.replacement import schema
from local_aws.cloudformation.stack import Properties

from .provider import Context, Made, Provider


class MotoModelProvider(Provider):
    """The provider that a model of moto is."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.name_property = model.cloudformation_name_type() or None
        self.objects: dict[str, Any] = {}

    def create(self, context: Context, properties: Properties) -> Made:
        name = properties.get(self.name_property or "") or context.name(60)
        made = self.model.create_from_cloudformation_json(
            name,
            {"Type": context.resource_type, "Properties": properties},
            context.account,
            context.region,
            LogicalId=context.logical_id,
            StackId=context.stack.id,
            ResourceType=context.resource_type,
        )
        return self.kept(context, getattr(made, "physical_resource_id", None) or context.name(60), made)

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        if is_missing(self.model.update_from_cloudformation_json):
            raise ResourceError(f"moto can't update {context.resource_type}")
        changed = self.model.update_from_cloudformation_json(
            original_resource=self.objects[made.physical_id],
            new_resource_name=made.physical_id,
            cloudformation_json={"Type": context.resource_type, "Properties": new},
            account_id=context.account,
            region_name=context.region,
        )
        return self.kept(context, getattr(changed, "physical_resource_id", made.physical_id), changed)

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        known = self.objects.pop(made.physical_id, None)
        if not is_missing(self.model.delete_from_cloudformation_json):
            json = {"Type": context.resource_type, "Properties": properties}
            self.model.delete_from_cloudformation_json(made.physical_id, json, context.account, context.region)
        elif hasattr(known, "delete"):
            known.delete(context.account, context.region)

    def kept(self, context: Context, physical_id: str, made: Any) -> Made:
        self.objects[physical_id] = made
        attributes = {}
        for path in schema(context.resource_type).get("readOnlyProperties", []):
            name = path.removeprefix("/properties/").replace("/", ".")
            try:
                attributes[name] = made.get_cfn_attribute(name)
            except Exception:
                # moto has an error of its own for each attribute that it lacks.
                continue
        return Made(physical_id, attributes)


def is_missing(method: Any) -> bool:
    return hasattr(method, "__isabstractmethod__")


@functools.cache
def moto_provider(resource_type: str) -> MotoModelProvider | None:
    model = get_model_map().get(resource_type)
    return MotoModelProvider(model) if model else None
