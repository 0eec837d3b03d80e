"""Amazon CloudWatch Logs: log groups."""

from local_aws.cloudformation.stack import Properties

from .provider import Context, Made, Provider


class LogGroup(Provider):
    name_property = "LogGroupName"

    def create(self, context: Context, properties: Properties) -> Made:
        name = properties.get("LogGroupName") or context.name(200)
        context.client("logs").create_log_group(logGroupName=name)
        self.set_retention(context, name, properties)
        return Made(name, {"Arn": f"arn:aws:logs:{context.region}:{context.account}:log-group:{name}:*"})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        self.set_retention(context, made.physical_id, new)
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("logs").delete_log_group(logGroupName=made.physical_id)

    @staticmethod
    def set_retention(context: Context, name: str, properties: Properties) -> None:
        logs = context.client("logs")
        if "RetentionInDays" in properties:
            logs.put_retention_policy(logGroupName=name, retentionInDays=int(properties["RetentionInDays"]))
        else:
            logs.delete_retention_policy(logGroupName=name)


PROVIDERS: dict[str, Provider] = {"AWS::Logs::LogGroup": LogGroup()}
