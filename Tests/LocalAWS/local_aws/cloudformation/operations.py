"""What creating and deleting a stack does, and what they have in common with updating it."""

import copy
from collections.abc import Callable
from typing import Protocol, TypeVar

from . import dynamic_references, providers
from .errors import ResourceError, TemplateError
from .events import record
from .exports import Exports
from .intrinsics import Resolver, text
from .providers.provider import Context, Made, Provider
from .stack import Definition, Properties, Stack, StackResource, now

Outcome = TypeVar("Outcome")
# A resource whose physical resource is to be deleted, and the policy that may keep it.
Discarded = tuple[StackResource, str]


class Environment(Protocol):
    """What operations need of the engine."""

    exports: Exports

    def resolver(self, stack: Stack, definition: Definition) -> Resolver: ...

    def context(self, stack: Stack, resource: StackResource) -> Context: ...


class Operation:
    """Work on one stack."""

    def __init__(self, environment: Environment, stack: Stack) -> None:
        self.environment = environment
        self.stack = stack

    def create(self, definition: Definition) -> bool:
        """Makes all resources, or undoes what was made; gives whether the stack is there."""
        self.stack.definition = definition
        record(self.stack, "CREATE_IN_PROGRESS", reason="User Initiated")
        resolver = self.environment.resolver(self.stack, definition)
        try:
            for name in definition.order:
                resource = definition.resources[name]
                if resolver.includes(resource):
                    self.create_resource(name, resource, resolver)
            self.set_outputs(definition)
        except (ResourceError, TemplateError) as error:
            self.give_up(error)
            return False
        record(self.stack, "CREATE_COMPLETE")
        return True

    def give_up(self, error: Exception) -> None:
        """What is done with a stack that could not be created."""
        failed = [resource.logical_id for resource in self.stack.resources.values() if "FAILED" in resource.status]
        reason = failure("create", failed) if failed else f"{error}. "
        if self.stack.on_failure == "DO_NOTHING":
            record(self.stack, "CREATE_FAILED", reason=reason.strip())
        elif self.stack.on_failure == "DELETE":
            self.delete(is_creation_undone=True)
        else:
            record(self.stack, "ROLLBACK_IN_PROGRESS", reason=f"{reason}Rollback requested by user.")
            undeleted = self.delete_resources(is_creation_undone=True)
            record(self.stack, "ROLLBACK_FAILED" if undeleted else "ROLLBACK_COMPLETE")

    def delete(self, *, is_creation_undone: bool = False) -> None:
        record(self.stack, "DELETE_IN_PROGRESS", reason="User Initiated")
        refusal = self.environment.exports.refusal_to_delete(self.stack)
        if refusal:
            record(self.stack, "DELETE_FAILED", reason=refusal)
            return
        undeleted = self.delete_resources(is_creation_undone=is_creation_undone)
        if undeleted:
            record(self.stack, "DELETE_FAILED", reason=failure("delete", undeleted).strip())
            return
        self.environment.exports.remove(self.stack)
        self.stack.deleted = now()
        record(self.stack, "DELETE_COMPLETE")

    def delete_resources(self, *, is_creation_undone: bool = False) -> list[str]:
        """Deletes all, each before those that it needs, and gives the logical IDs of those that could not be."""
        undeleted = []
        for resource in self.stack.newest_first:
            try:
                self.delete_resource(resource, "DeletionPolicy", is_creation_undone=is_creation_undone)
                del self.stack.resources[resource.logical_id]
            except ResourceError:
                undeleted.append(resource.logical_id)
        self.clean_up(self.stack.leftovers)
        self.stack.leftovers = []
        return undeleted

    def clean_up(self, discarded: list[Discarded]) -> None:
        """Deletes what is no longer needed; what can't be deleted doesn't fail the operation."""
        for resource, policy in discarded:
            try:
                self.delete_resource(resource, policy)
            except ResourceError:
                continue

    def create_resource(self, name: str, definition: dict[str, object], resolver: Resolver) -> None:
        resource = StackResource(name, str(definition["Type"]), copy.deepcopy(definition), {})
        self.stack.resources[name] = resource
        properties = resource.properties = self.properties("CREATE", resource, definition, resolver)
        context = self.environment.context(self.stack, resource)
        provider = found(resource)
        try:
            made = self.attempt(
                "CREATE", resource, lambda: provider.create(context, self.complete(context, properties))
            )
        except ResourceError:
            if context.partial:
                resource.physical_id, resource.attributes = context.partial
            raise
        resource.physical_id, resource.attributes = made
        record(self.stack, "CREATE_COMPLETE", resource)

    def properties(
        self, verb: str, resource: StackResource, definition: dict[str, object], resolver: Resolver
    ) -> Properties:
        """The properties of a definition with the values that they have now.

        Raises ResourceError, once the stack's events have it, where there is no value.
        """
        try:
            properties: Properties = resolver.resolve(definition.get("Properties") or {})
        except TemplateError as error:
            record(self.stack, f"{verb}_FAILED", resource, str(error))
            raise ResourceError(str(error)) from error
        return properties

    def delete_resource(self, resource: StackResource, policy: str, *, is_creation_undone: bool = False) -> None:
        """Deletes what a resource made, unless its policy keeps it.

        policy: DeletionPolicy or UpdateReplacePolicy.
        """
        if resource.retains(policy, is_creation_undone=is_creation_undone):
            record(self.stack, "DELETE_SKIPPED", resource)
            return
        if resource.physical_id is None:
            return
        made = Made(resource.physical_id, resource.attributes)
        context = self.environment.context(self.stack, resource)
        provider = found(resource)
        properties = self.complete_if_possible(context, resource.properties)
        self.attempt("DELETE", resource, lambda: provider.delete(context, made, properties))
        record(self.stack, "DELETE_COMPLETE", resource)

    def attempt(self, verb: str, resource: StackResource, work: Callable[[], Outcome]) -> Outcome:
        """Does something with a resource.

        Raises ResourceError, once the stack's events have it.
        """
        record(self.stack, f"{verb}_IN_PROGRESS", resource)
        try:
            return work()
        except Exception as error:
            is_ours = isinstance(error, ResourceError | TemplateError)
            reason = str(error) if is_ours else f"{error} (HandlerErrorCode: GeneralServiceException)"
            record(self.stack, f"{verb}_FAILED", resource, reason)
            raise ResourceError(reason) from error

    def set_outputs(self, definition: Definition) -> None:
        """Gives the stack the outputs of a definition, and exports what they export.

        Raises TemplateError for a value that there isn't, and for an export that others have or need.
        """
        resolver = self.environment.resolver(self.stack, definition)
        outputs = []
        for name, output in definition.outputs.items():
            if not resolver.includes(output):
                continue
            value = resolver.resolve(output["Value"])
            entry = {"OutputKey": name, "OutputValue": text(value)}
            if "Description" in output:
                entry["Description"] = output["Description"]
            if "Export" in output:
                entry["ExportName"] = resolver.resolve(output["Export"]["Name"])
            outputs.append(entry)
        self.environment.exports.replace(self.stack, outputs)
        self.stack.outputs = outputs

    @staticmethod
    def complete(context: Context, properties: Properties) -> Properties:
        """Properties as a provider gets them, with the secrets that dynamic references stand for."""
        completed: Properties = dynamic_references.resolve(copy.deepcopy(properties), context)
        return completed

    def complete_if_possible(self, context: Context, properties: Properties) -> Properties:
        """The same for what is gone already: its secret may be, too."""
        try:
            return self.complete(context, properties)
        except Exception:
            return copy.deepcopy(properties)


def found(resource: StackResource) -> Provider:
    provider = providers.find(resource.type)
    assert provider, "a template with an unknown type is refused"
    return provider


def failure(verb: str, names: list[str]) -> str:
    return f"The following resource(s) failed to {verb}: [{', '.join(names)}]. "
