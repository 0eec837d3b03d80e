"""What updating a stack does, and how it is rolled back."""

import contextlib
import copy
import dataclasses
from typing import Any, NoReturn

from .errors import ResourceError, TemplateError
from .events import record
from .intrinsics import Resolver
from .operations import Discarded, Environment, Operation, failure, found
from .providers.provider import Made
from .replacement import requires_recreation
from .stack import Definition, Properties, Stack, StackResource, now
from .template import is_custom


class Update(Operation):
    """One update of a stack."""

    def __init__(self, environment: Environment, stack: Stack, definition: Definition) -> None:
        super().__init__(environment, stack)
        assert stack.definition, "a stack that was never created is not updated"
        self.before = stack.definition
        self.outputs_before = list(stack.outputs)
        self.definition = definition
        if definition.tags is None:
            self.definition = dataclasses.replace(definition, tags=self.before.tags)
        # What was touched, in order, as it was; None for what is new.
        self.touched: dict[str, StackResource | None] = {}
        # Those of resources whose properties are as they were, while policies or dependencies may not be.
        self.definitions_before: dict[str, dict[str, Any]] = {}
        self.discarded: list[Discarded] = []
        # What is there of a replacement that failed.
        self.abandoned: list[Discarded] = []
        self.current: str | None = None

    def run(self) -> bool:
        """Makes the definition true, or the one before it again; gives whether the new one is."""
        self.stack.updated = now()
        record(self.stack, "UPDATE_IN_PROGRESS", reason="User Initiated")
        try:
            self.change_resources()
        except (ResourceError, TemplateError) as error:
            self.undo(error)
            return False
        self.stack.definition = self.definition
        record(self.stack, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
        self.clean_up(self.stack.leftovers + self.newest_first(self.discarded))
        self.stack.leftovers = []
        record(self.stack, "UPDATE_COMPLETE")
        return True

    def change_resources(self) -> None:
        resolver = self.environment.resolver(self.stack, self.definition)
        wanted = [name for name in self.definition.order if resolver.includes(self.definition.resources[name])]
        for name in wanted:
            self.current = name
            self.change(name, self.definition.resources[name], resolver)
        self.current = None
        before = self.stack.resources
        self.stack.resources = {name: resource for name, resource in before.items() if name in wanted}
        try:
            self.set_outputs(self.definition)
        except TemplateError:
            self.stack.resources = before
            raise
        removed = [resource for name, resource in before.items() if name not in wanted]
        self.discarded += [(resource, "DeletionPolicy") for resource in removed]

    def change(self, name: str, definition: dict[str, Any], resolver: Resolver) -> None:
        resource = self.stack.resources.get(name)
        if resource is None:
            self.touched[name] = None
            self.create_resource(name, definition, resolver)
            return
        properties = self.properties("UPDATE", resource, definition, resolver)
        if properties == resource.properties:
            self.definitions_before[name] = resource.definition
            resource.definition = copy.deepcopy(definition)
            return
        before = resource.copy()
        names = set(properties) | set(resource.properties)
        changed = [key for key in names if properties.get(key) != resource.properties.get(key)]
        if "ServiceToken" in changed and is_custom(resource.type):
            self.refuse(resource, "Modifying service token is not allowed.")
        self.touched[name] = before
        if any(requires_recreation(resource.type, key) == "Always" for key in changed):
            self.replace(resource, properties)
        else:
            self.modify(resource, properties)
        resource.properties, resource.definition = properties, copy.deepcopy(definition)
        record(self.stack, "UPDATE_COMPLETE", resource)

    def replace(self, resource: StackResource, properties: Properties) -> None:
        """Makes another physical resource; the old one is deleted at the end."""
        provider = found(resource)
        name = provider.name_property
        if name in properties and properties[name] == resource.properties.get(name):
            reason = (
                "CloudFormation cannot update a stack when a custom-named resource requires replacing. "
                f"Rename {properties[name]} and update the stack again."
            )
            self.refuse(resource, reason)
        reason = "Requested update requires the creation of a new physical resource; hence creating one."
        record(self.stack, "UPDATE_IN_PROGRESS", resource, reason)
        context = self.environment.context(self.stack, resource)
        try:
            made = provider.create(context, self.complete(context, properties))
        except Exception as error:
            if context.partial:
                half = resource.copy()
                half.properties = properties
                half.physical_id, half.attributes = context.partial
                self.abandoned.append((half, "UpdateReplacePolicy"))
            record(self.stack, "UPDATE_FAILED", resource, str(error))
            raise ResourceError(str(error)) from error
        self.discarded.append((resource.copy(), "UpdateReplacePolicy"))
        resource.physical_id, resource.attributes = made

    def refuse(self, resource: StackResource, reason: str) -> NoReturn:
        record(self.stack, "UPDATE_FAILED", resource, reason)
        raise ResourceError(reason)

    def modify(self, resource: StackResource, properties: Properties) -> None:
        """Changes the physical resource; a custom resource may answer with another, which replaces it."""
        old = resource.copy()
        # What was attempted is what a rollback starts from.
        resource.properties = properties
        made = self.updated(resource, old.properties, properties)
        if made.physical_id != old.physical_id:
            self.discarded.append((old, "UpdateReplacePolicy"))
        resource.physical_id, resource.attributes = made

    def updated(self, resource: StackResource, old: Properties, new: Properties) -> Made:
        provider = found(resource)
        context = self.environment.context(self.stack, resource)
        made = Made(resource.physical_id or "", resource.attributes)
        old = self.complete_if_possible(context, old)
        return self.attempt(
            "UPDATE", resource, lambda: provider.update(context, made, old, self.complete(context, new))
        )

    def undo(self, error: Exception) -> None:
        """What is done with a stack that could not be updated."""
        if self.current is None:
            reason = str(error)
        else:
            is_new = self.current in self.touched and self.touched[self.current] is None
            reason = failure("create" if is_new else "update", [self.current])
        if self.stack.on_failure == "DO_NOTHING":
            self.stack.definition = self.definition
            self.stack.leftovers += self.newest_first(self.discarded + self.abandoned)
            record(self.stack, "UPDATE_FAILED", reason=reason.strip())
        else:
            self.roll_back(reason.strip())

    def roll_back(self, reason: str) -> None:
        """Takes everything back to what it was, in the order of creation."""
        record(self.stack, "UPDATE_ROLLBACK_IN_PROGRESS", reason=reason)
        self.stack.definition, self.stack.outputs = self.before, self.outputs_before
        for name, definition in self.definitions_before.items():
            self.stack.resources[name].definition = definition
        unneeded = self.abandoned
        for name in self.before.order:
            saved = self.touched.get(name)
            if saved is None:
                continue
            try:
                unneeded += self.take_back(saved)
            except ResourceError:
                record(self.stack, "UPDATE_ROLLBACK_FAILED", reason=failure("update", [name]))
                return
        record(self.stack, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
        self.clean_up(self.newest_first(unneeded))
        self.delete_new_resources()
        try:
            self.set_outputs(self.before)
        except TemplateError:
            # What another stack imports can't change, not even back.
            self.stack.outputs = self.outputs_before
        record(self.stack, "UPDATE_ROLLBACK_COMPLETE")

    def delete_new_resources(self) -> None:
        new = [name for name, saved in self.touched.items() if saved is None and name in self.stack.resources]
        for name in reversed(new):
            with contextlib.suppress(ResourceError):
                self.delete_resource(self.stack.resources.pop(name), "DeletionPolicy", is_creation_undone=True)

    def take_back(self, saved: StackResource) -> list[Discarded]:
        """Makes a resource what it was, and gives what is no longer needed."""
        current = self.stack.resources[saved.logical_id]
        was_replaced = any(old.logical_id == saved.logical_id for old, _ in self.discarded)
        if was_replaced and current.physical_id != saved.physical_id:
            # The old physical resource is still there.
            record(self.stack, "UPDATE_IN_PROGRESS", current)
            self.stack.resources[saved.logical_id] = saved
            record(self.stack, "UPDATE_COMPLETE", saved)
            return [(current, "UpdateReplacePolicy")]
        tried, current.properties = current.properties, saved.properties
        made = self.updated(current, tried, saved.properties)
        unneeded = [(current.copy(), "UpdateReplacePolicy")] if made.physical_id != current.physical_id else []
        saved.physical_id, saved.attributes = made
        self.stack.resources[saved.logical_id] = saved
        record(self.stack, "UPDATE_COMPLETE", saved)
        return unneeded

    def newest_first(self, discarded: list[Discarded]) -> list[Discarded]:
        """In the order in which they can be deleted."""
        position = {name: index for index, name in enumerate(self.before.order)}
        return sorted(discarded, key=lambda entry: -position.get(entry[0].logical_id, len(position)))
