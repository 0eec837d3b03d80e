"""The stacks of one region, and what can be asked of them."""

import logging
import re
import threading
from collections.abc import Callable
from typing import Any

import boto3
from botocore.config import Config

from .change_sets import Comparison
from .custom_resources import CustomResources, Functions
from .errors import APIError, TemplateError, ValidationError
from .events import record
from .exports import Exports, imported_names
from .intrinsics import Resolver
from .operations import Operation
from .providers.provider import Context
from .stack import ChangeSet, Definition, Stack, StackResource, arn
from .template import is_custom
from .templates import Templates
from .update import Update

NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."
# How long an answer is held back until the operation is done: the AWS CLI looks every 30 seconds only, and gives up an
# answer after 60.
HOLD_SECONDS = 50.0
# How long the answer of a custom resource is waited for at most.
ANSWER_SECONDS = 120.0

log = logging.getLogger("local_aws.stacks")

Request = dict[str, Any]


class Engine:
    """CloudFormation in one region of one account."""

    def __init__(
        self,
        endpoint: str,
        account: str,
        region: str,
        functions: Functions,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.endpoint = endpoint
        self.account = account
        self.region = region
        self.stacks: dict[str, Stack] = {}
        self.change_sets: dict[str, ChangeSet] = {}
        self.exports = Exports(self.imports, self.stacks)
        self.lock = threading.RLock()
        self.clients: dict[str, Any] = {}
        self.templates = Templates(self)
        url = f"{endpoint}/cloudformation_{region}/cfnresponse"
        self.custom_resources = CustomResources(functions, region, url, answer_seconds)

    # What operations and providers need.

    def client(self, service: str) -> Any:
        """A client of a service of this region, as the account's administrator."""
        with self.lock:
            if service not in self.clients:
                self.clients[service] = boto3.Session().client(
                    service,
                    region_name=self.region,
                    endpoint_url=self.endpoint,
                    aws_access_key_id="local",
                    aws_secret_access_key="local",
                    config=Config(
                        # A custom resource is invoked once, and may take as long as it is waited for.
                        retries={"total_max_attempts": 1},
                        read_timeout=3600,
                        s3={"addressing_style": "path"},
                    ),
                )
            return self.clients[service]

    def context(self, stack: Stack, resource: StackResource) -> Context:
        return Context(self, stack, resource.logical_id, resource.type)

    def resolver(
        self, stack: Stack, definition: Definition, resource: Callable[[str, str | None], Any] | None = None
    ) -> Resolver:
        """Gives values for a definition; resource: those of resources, where they aren't the ones of now."""
        return Resolver(
            definition.template,
            {name: value.value for name, value in definition.parameters.items()},
            self.pseudo_parameters(stack),
            resource or (lambda name, attribute: resource_value(stack, name, attribute)),
            self.exports.values,
            self.stack_output,
        )

    def pseudo_parameters(self, stack: Stack) -> dict[str, Any]:
        return {
            "AWS::AccountId": self.account,
            "AWS::NotificationARNs": stack.notification_arns,
            "AWS::Partition": "aws",
            "AWS::Region": self.region,
            "AWS::StackId": stack.id,
            "AWS::StackName": stack.name,
            "AWS::URLSuffix": "amazonaws.com",
        }

    def stack_output(self, stack: str, output: str) -> str | None:
        found = self.living(stack)
        return found.output(output) if found else None

    def imports(self, stack: Stack) -> set[str]:
        if stack.definition is None:
            return set()
        resolver = self.resolver(stack, stack.definition)
        used = [resource.definition for resource in stack.resources.values()]
        # A stack that was rolled back has neither resources nor outputs.
        used += [stack.definition.outputs[output["OutputKey"]] for output in stack.outputs]
        names = set()
        for argument in imported_names(used):
            try:
                names.add(resolver.resolve(argument))
            except TemplateError:
                # It stands in a branch that isn't taken.
                continue
        return names

    # Stacks.

    def living(self, name: str) -> Stack | None:
        """The stack with a name or an ID; by name only one that isn't deleted."""
        named = (stack for stack in self.stacks.values() if stack.name == name and not stack.is_deleted)
        return self.stacks.get(name) or next(named, None)

    def stack(self, name: str) -> Stack:
        found = self.living(name)
        if found is None:
            raise ValidationError(f"Stack with id {name} does not exist")
        return found

    def add_stack(self, name: str) -> Stack:
        stack = Stack(name, arn("stack", name, self.account, self.region))
        self.stacks[stack.id] = stack
        return stack

    def create_stack(self, request: Request) -> Stack:
        with self.lock:
            if self.living(request["StackName"]):
                raise APIError("AlreadyExistsException", f"Stack [{request['StackName']}] already exists")
            definition = self.definition(request)
            stack = self.add_stack(request["StackName"])
            stack.on_failure = on_failure(request)
            stack.is_protected = bool(request.get("EnableTerminationProtection"))
            stack.notification_arns = request.get("NotificationARNs") or []
            self.begin(stack, lambda: Operation(self, stack).create(definition))
        stack.is_idle.wait(HOLD_SECONDS)
        return stack

    def update_stack(self, request: Request) -> Stack:
        with self.lock:
            stack = self.stack(request["StackName"])
            self.require_updatable(stack)
            definition = self.definition(request, stack)
            try:
                has_changes = bool(self.changes(stack, definition)) or stack.differs(definition)
            except TemplateError as error:
                raise ValidationError(str(error)) from error
            if not has_changes:
                raise ValidationError("No updates are to be performed.")
            stack.on_failure = on_failure(request)
            self.begin(stack, Update(self, stack, definition).run)
        stack.is_idle.wait(HOLD_SECONDS)
        return stack

    def delete_stack(self, request: Request) -> None:
        with self.lock:
            stack = self.living(request["StackName"])
            if stack is None or stack.is_deleted:
                return
            if stack.is_protected:
                raise ValidationError(f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
            if not stack.is_idle.is_set():
                raise ValidationError(f"Stack [{stack.name}] cannot be deleted while in status {stack.status}")
            self.begin(stack, Operation(self, stack).delete)
            for change_set in [each for each in self.change_sets.values() if each.stack is stack]:
                del self.change_sets[change_set.id]
        stack.is_idle.wait(HOLD_SECONDS)

    def require_updatable(self, stack: Stack) -> None:
        is_failed = stack.status.endswith("_FAILED") and stack.status != "UPDATE_FAILED"
        if not stack.is_idle.is_set() or is_failed or stack.status.startswith(("ROLLBACK", "DELETE", "REVIEW")):
            raise ValidationError(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")

    def begin(self, stack: Stack, operation: Callable[[], object]) -> None:
        """Runs an operation on a stack that has no other; what change sets say of it is no longer true."""
        stack.is_idle.clear()
        for change_set in self.change_sets.values():
            if change_set.stack is stack and change_set.execution_status == "AVAILABLE":
                change_set.execution_status = "OBSOLETE"

        def run() -> None:
            try:
                operation()
            except Exception as error:
                log.exception("%s: the engine itself failed", stack.name)
                status = "UPDATE_FAILED" if stack.updated else "CREATE_FAILED"
                record(stack, status, reason=f"internal: {error!r}")
            finally:
                stack.is_idle.set()

        threading.Thread(target=run, daemon=True, name=f"stack {stack.name}").start()

    def definition(self, request: Request, stack: Stack | None = None) -> Definition:
        return self.templates.definition(request, stack.definition if stack else None)

    # Change sets.

    def changes(self, stack: Stack, definition: Definition) -> list[dict[str, Any]]:
        return self.comparison(stack, definition)[1]

    def comparison(self, stack: Stack, definition: Definition) -> tuple[Comparison, list[dict[str, Any]]]:
        comparison = Comparison(stack.resources, definition)
        return comparison, comparison.changes(self.resolver(stack, definition, comparison.value))

    def change_set(self, name: str, stack_name: str | None = None) -> ChangeSet:
        """The change set with an ID, or the last with a name."""
        stack = self.stack(stack_name) if stack_name else None
        for change_set in reversed(list(self.change_sets.values())):
            if name == change_set.id or (name == change_set.name and stack in (None, change_set.stack)):
                return change_set
        raise APIError("ChangeSetNotFound", f"ChangeSet [{name}] does not exist")

    def create_change_set(self, request: Request) -> ChangeSet:
        name, kind = request["ChangeSetName"], request.get("ChangeSetType", "UPDATE")
        if not re.fullmatch(r"[a-zA-Z][-a-zA-Z0-9]{0,127}", name):
            words = f"Value '{name}' at 'changeSetName' failed to satisfy constraint"
            raise ValidationError(f"1 validation error detected: {words}")
        with self.lock:
            known = self.living(request["StackName"])
            self.require_fitting(known, kind, request)
            definition = self.definition(request, known)
            stack = known or self.add_stack(request["StackName"])
            if not known:
                record(stack, "REVIEW_IN_PROGRESS", reason="User Initiated")
            identifier = arn("changeSet", name, self.account, self.region)
            arns = request.get("NotificationARNs") or []
            change_set = ChangeSet(name, kind, stack, definition, identifier, [], arns, request.get("Description"))
            self.fill(change_set)
            self.change_sets[change_set.id] = change_set
        return change_set

    def require_fitting(self, stack: Stack | None, kind: str, request: Request) -> None:
        """Whether a change set of this kind is one for this stack."""
        if kind == "CREATE":
            if stack and stack.status != "REVIEW_IN_PROGRESS":
                words = f"Stack [{stack.name}] already exists and cannot be created again with the changeSet"
                raise APIError("AlreadyExistsException", f"{words} [{request['ChangeSetName']}].")
        elif stack is None or stack.status == "REVIEW_IN_PROGRESS":
            raise ValidationError(f"Stack [{request['StackName']}] does not exist")
        else:
            self.require_updatable(stack)

    def fill(self, change_set: ChangeSet) -> None:
        stack, definition = change_set.stack, change_set.definition
        try:
            comparison, change_set.changes = self.comparison(stack, definition)
            change_set.values = comparison.values
        except TemplateError as error:
            change_set.fail(str(error))
            return
        if change_set.kind == "UPDATE" and not change_set.changes and not stack.differs(definition):
            change_set.fail(NO_CHANGES)

    def execute_change_set(self, request: Request) -> None:
        with self.lock:
            change_set = self.change_set(request["ChangeSetName"], request.get("StackName"))
            if change_set.execution_status != "AVAILABLE":
                words = f"cannot be executed in its current execution status of [{change_set.execution_status}]"
                raise APIError("InvalidChangeSetStatus", f"ChangeSet [{change_set.id}] {words}")
            stack = change_set.stack
            if not stack.is_idle.is_set():
                raise ValidationError(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
            change_set.execution_status = "EXECUTE_IN_PROGRESS"
            stack.on_failure = on_failure(request)
            stack.change_set_id = change_set.id
            stack.notification_arns = change_set.notification_arns or stack.notification_arns
            self.begin(stack, lambda: self.execute(change_set))
        stack.is_idle.wait(HOLD_SECONDS)

    def execute(self, change_set: ChangeSet) -> None:
        stack, definition = change_set.stack, change_set.definition
        if change_set.kind == "CREATE":
            is_done = Operation(self, stack).create(definition)
        else:
            is_done = Update(self, stack, definition).run()
        change_set.execution_status = "EXECUTE_COMPLETE" if is_done else "EXECUTE_FAILED"


def resource_value(stack: Stack, name: str, attribute: str | None) -> Any:
    """What a reference to a resource gives.

    Raises TemplateError for a resource that isn't there yet, and for an attribute that it doesn't have.
    """
    resource = stack.resources.get(name)
    if resource is None or resource.physical_id is None:
        raise TemplateError(f"Unresolved resource dependencies [{name}]")
    if attribute is None:
        return resource.physical_id
    if resource.attributes.get(attribute) is not None:
        return resource.attributes[attribute]
    if is_custom(resource.type):
        words = f"Vendor response doesn't contain {attribute} key in object {resource.physical_id}"
        raise TemplateError(f"CustomResource attribute error: {words}")
    words = f"resource {name} does not support attribute type {attribute} in Fn::GetAtt"
    raise TemplateError(f"Template error: {words}")


def on_failure(request: Request) -> str:
    """What a request wants done with a stack that can't be what it should: ROLLBACK, DELETE or DO_NOTHING."""
    return "DO_NOTHING" if request.get("DisableRollback") else str(request.get("OnFailure") or "ROLLBACK")
