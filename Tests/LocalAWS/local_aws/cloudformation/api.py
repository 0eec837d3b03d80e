"""The query API of CloudFormation: moto reads the request and writes the XML, the engine does the rest."""

from collections.abc import Callable
from typing import Any

from moto.cloudformation import urls
from moto.cloudformation.exceptions import CloudFormationError
from moto.core.responses import ActionResult, BaseResponse, EmptyResult

from local_aws.authorization import RoleSession, UnknownSession

from . import descriptions, pages
from .engine import Engine
from .errors import APIError, ValidationError
from .pages import page
from .stack import ChangeSet, Stack

Request = dict[str, Any]
Response = dict[str, Any] | None

STAGES = ["Original", "Processed"]


def create_stack(engine: Engine, request: Request) -> Response:
    return {"StackId": engine.create_stack(request).id}


def update_stack(engine: Engine, request: Request) -> Response:
    return {"StackId": engine.update_stack(request).id}


def delete_stack(engine: Engine, request: Request) -> Response:
    engine.delete_stack(request)
    return None


def create_change_set(engine: Engine, request: Request) -> Response:
    change_set = engine.create_change_set(request)
    return {"Id": change_set.id, "StackId": change_set.stack.id}


def execute_change_set(engine: Engine, request: Request) -> Response:
    engine.execute_change_set(request)
    return {}


def delete_change_set(engine: Engine, request: Request) -> Response:
    del engine.change_sets[named_change_set(engine, request).id]
    return {}


def describe_change_set(engine: Engine, request: Request) -> Response:
    return descriptions.change_set(named_change_set(engine, request), request)


def list_change_sets(engine: Engine, request: Request) -> Response:
    stack = engine.stack(request["StackName"])
    of_stack = [change_set for change_set in engine.change_sets.values() if change_set.stack is stack]
    return {"Summaries": [descriptions.change_set_summary(change_set) for change_set in of_stack]}


def describe_stacks(engine: Engine, request: Request) -> Response:
    if request.get("StackName"):
        stacks = [engine.stack(request["StackName"])]
    else:
        stacks = [stack for stack in engine.stacks.values() if not stack.is_deleted]
    return {"Stacks": [descriptions.stack(stack) for stack in stacks]}


def list_stacks(engine: Engine, request: Request) -> Response:
    statuses = request.get("StackStatusFilter") or []
    stacks = [stack for stack in engine.stacks.values() if not statuses or stack.status in statuses]
    return {"StackSummaries": [descriptions.stack_summary(stack) for stack in stacks]}


def describe_stack_events(engine: Engine, request: Request) -> Response:
    return {"StackEvents": engine.stack(request["StackName"]).events[::-1]}


def list_stack_resources(engine: Engine, request: Request) -> Response:
    stack = engine.stack(request["StackName"])
    summaries = [descriptions.resource(stack, each, "LastUpdatedTimestamp") for each in stack.resources.values()]
    return page("StackResourceSummaries", summaries, pages.RESOURCES, request)


def describe_stack_resources(engine: Engine, request: Request) -> Response:
    if request.get("StackName"):
        stack = engine.stack(request["StackName"])
    else:
        stack = owner(engine, request.get("PhysicalResourceId", ""))
    wanted = request.get("LogicalResourceId")
    found = [each for each in stack.resources.values() if wanted in (None, each.logical_id)]
    # There are no more pages: who has more resources asks for the list.
    return {"StackResources": [descriptions.resource(stack, each, "Timestamp") for each in found[: pages.RESOURCES]]}


def describe_stack_resource(engine: Engine, request: Request) -> Response:
    stack, name = engine.stack(request["StackName"]), request["LogicalResourceId"]
    if name not in stack.resources:
        raise ValidationError(f"Resource {name} does not exist for stack {stack.name}")
    return {"StackResourceDetail": descriptions.resource(stack, stack.resources[name], "LastUpdatedTimestamp")}


def get_template(engine: Engine, request: Request) -> Response:
    if request.get("TemplateStage", STAGES[0]) not in STAGES:
        words = f"Value '{request['TemplateStage']}' at 'templateStage' failed to satisfy constraint"
        raise ValidationError(
            f"1 validation error detected: {words}: Member must satisfy enum value set: [{', '.join(STAGES)}]"
        )
    if request.get("ChangeSetName"):
        text = named_change_set(engine, request).definition.text
    else:
        text = template_text(engine, request)
    return {"TemplateBody": text, "StagesAvailable": STAGES}


def get_template_summary(engine: Engine, request: Request) -> Response:
    return descriptions.template_summary(engine.templates.parse(template_text(engine, request)))


def validate_template(engine: Engine, request: Request) -> Response:
    return descriptions.validated_template(engine.templates.parse(template_text(engine, request)))


def list_exports(engine: Engine, request: Request) -> Response:
    return {"Exports": [descriptions.export(export) for export in engine.exports.exports.values()]}


def list_imports(engine: Engine, request: Request) -> Response:
    users = engine.exports.importers(request["ExportName"])
    if not users:
        raise ValidationError(f"Export '{request['ExportName']}' is not imported by any stack.")
    return page("Imports", users, pages.IMPORTS, request)


def update_termination_protection(engine: Engine, request: Request) -> Response:
    stack = engine.stack(request["StackName"])
    stack.is_protected = bool(request["EnableTerminationProtection"])
    return {"StackId": stack.id}


ACTIONS: dict[str, Callable[[Engine, Request], Response]] = {
    "CreateChangeSet": create_change_set,
    "CreateStack": create_stack,
    "DeleteChangeSet": delete_change_set,
    "DeleteStack": delete_stack,
    "DescribeChangeSet": describe_change_set,
    "DescribeStackEvents": describe_stack_events,
    "DescribeStackResource": describe_stack_resource,
    "DescribeStackResources": describe_stack_resources,
    "DescribeStacks": describe_stacks,
    "ExecuteChangeSet": execute_change_set,
    "GetTemplate": get_template,
    "GetTemplateSummary": get_template_summary,
    "ListChangeSets": list_change_sets,
    "ListExports": list_exports,
    "ListImports": list_imports,
    "ListStackResources": list_stack_resources,
    "ListStacks": list_stacks,
    "UpdateStack": update_stack,
    "UpdateTerminationProtection": update_termination_protection,
    "ValidateTemplate": validate_template,
}


def named_change_set(engine: Engine, request: Request) -> ChangeSet:
    return engine.change_set(request["ChangeSetName"], request.get("StackName"))


def owner(engine: Engine, physical_id: str) -> Stack:
    for stack in engine.stacks.values():
        if any(resource.physical_id == physical_id for resource in stack.resources.values()):
            return stack
    raise ValidationError(f"Stack for {physical_id} does not exist")


def template_text(engine: Engine, request: Request) -> str:
    """The template of a stack, or the one that a request brings."""
    if not request.get("StackName"):
        return engine.templates.text(request)
    definition = engine.stack(request["StackName"]).definition
    return definition.text if definition else ""


def authorize(engine: Engine, session: RoleSession | None, name: str, request: Request) -> None:
    """Raises APIError when a role may not do this to the stack that a request names.

    Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS CloudFormation", read
    2026-11-21.
    """
    action, resource = f"cloudformation:{name}", "*"
    if request.get("StackName"):
        known = [stack.id for stack in engine.stacks.values() if request["StackName"] in (stack.id, stack.name)]
        region = f"arn:aws:cloudformation:{engine.region}:{engine.account}"
        resource = known[-1] if known else f"{region}:stack/{request['StackName']}/*"
    if session and not session.may(action, resource):
        raise APIError("AccessDenied", session.refusal(action, resource))


def install(engines: Callable[[str], Engine], account: str) -> None:
    """Serves these engines, one for each region, in place of moto's CloudFormation."""

    class Service(BaseResponse):
        def __init__(self) -> None:
            super().__init__(service_name="cloudformation")
            self.automated_parameter_parsing = True

        def call_action(self) -> Any:
            return self.serialized(self.result())

        def result(self) -> ActionResult:
            try:
                name = self._get_action()
                if name not in ACTIONS:
                    raise ValidationError(f"{name} is not emulated here")
                engine, request = engines(self.region), self._get_params()
                authorize(engine, RoleSession.of_request(account, self.headers), name, request)
                response = ACTIONS[name](engine, request)
            except UnknownSession as error:
                return ActionResult(CloudFormationError("InvalidClientTokenId", str(error)))
            except APIError as error:
                # moto finds an error's place in the model by the module of its class.
                return ActionResult(CloudFormationError(error.code, error.message))
            return EmptyResult() if response is None else ActionResult(response)

    def receive_answer(request: Any, full_url: str, headers: Any) -> tuple[int, dict[str, str], str]:
        """A custom resource's answer: an unsigned PUT, as to a presigned URL."""
        region = request.path.split("/")[1].removeprefix("cloudformation_")
        token = request.args.get("X-Amz-Token", "")
        status, text = engines(region).custom_resources.answer(token, request.get_data())
        return status, {"Content-Type": "text/plain"}, text

    urls.url_paths.clear()
    urls.url_paths["{0}/$"] = Service.dispatch
    urls.url_paths["{0}/cloudformation_(?P<region>[^/]+)/cfnresponse$"] = receive_answer
