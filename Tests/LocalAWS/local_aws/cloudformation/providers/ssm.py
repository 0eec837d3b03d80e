"""AWS Systems Manager: parameters."""

from local_aws.cloudformation.stack import Properties

from .provider import Context, Made, Provider, picked


class Parameter(Provider):
    name_property = "Name"

    def create(self, context: Context, properties: Properties) -> Made:
        return self.put(context, properties.get("Name") or context.name(100), properties)

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        return self.put(context, made.physical_id, new)

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("ssm").delete_parameter(Name=made.physical_id)

    @staticmethod
    def put(context: Context, name: str, properties: Properties) -> Made:
        given = picked(properties, "Type", "Value", "Description")
        context.client("ssm").put_parameter(Name=name, Overwrite=True, **given)
        return Made(name, picked(properties, "Type", "Value"))


PROVIDERS: dict[str, Provider] = {"AWS::SSM::Parameter": Parameter()}
