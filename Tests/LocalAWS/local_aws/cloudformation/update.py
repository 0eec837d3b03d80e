"""What updating a stack does, and how it is rolled back."""

import copy
import dataclasses

from .errors import ResourceError, TemplateError
from .events import record
from .operations import Environment, Operation, failure, found
from .providers.provider import Made
from .replacement import requires_recreation
from .stack import Definition, Properties, Stack, StackResource, now

# A resource whose physical resource is to be deleted, and the policy that may keep it.
Discarded = tuple[StackResource, str]


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
        self.discarded: list[Discarded] = []
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
        self.clean_up(self.discarded)
        record(self.stack, "UPDATE_COMPLETE")
        return True

    def change_resources(self) -> None:
        resolver = self.environment.resolver(self.stack, self.definition)
        wanted = [name for name in self.definition.order if resolver.includes(self.definition.resources[name])]
        for name in wanted:
            self.current = name
            definition = self.definition.resources[name]
            self.change(name, definition, resolver.resolve(definition.get("Properties") or {}))
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

    def change(self, name: str, definition: dict[str, object], properties: Properties) -> None:
        resource = self.stack.resources.get(name)
        if resource is None:
            self.touched[name] = None
            self.create_resource(name, definition, properties)
            return
        if properties == resource.properties:
            resource.definition = copy.deepcopy(definition)
            return
        self.touched[name] = resource.copy()
        names = set(properties) | set(resource.properties)
        changed = [key for key in names if properties.get(key) != resource.properties.get(key)]
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
            record(self.stack, "UPDATE_FAILED", resource, reason)
            raise ResourceError(reason)
        reason = "Requested update requires the creation of a new physical resource; hence creating one."
        record(self.stack, "UPDATE_IN_PROGRESS", resource, reason)
        context = self.environment.context(self.stack, resource)
        try:
            made = provider.create(context, self.complete(context, properties))
        except Exception as error:
            record(self.stack, "UPDATE_FAILED", resource, str(error))
            raise ResourceError(str(error)) from error
        self.discarded.append((resource.copy(), "UpdateReplacePolicy"))
        resource.physical_id, resource.attributes = made

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
            reason = failure("create" if self.touched.get(self.current) is None else "update", [self.current])
        if self.stack.on_failure == "DO_NOTHING":
            self.stack.definition = self.definition
            record(self.stack, "UPDATE_FAILED", reason=reason.strip())
        else:
            self.roll_back(reason.strip())

    def roll_back(self, reason: str) -> None:
        """Takes everything back to what it was, in the order of creation."""
        record(self.stack, "UPDATE_ROLLBACK_IN_PROGRESS", reason=reason)
        self.stack.definition, self.stack.outputs = self.before, self.outputs_before
        unneeded: list[Discarded] = []
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
        new = [name for name, saved in self.touched.items() if saved is None and name in self.stack.resources]
        # What failed before it was to be kept is not kept.
        unneeded += [(self.stack.resources.pop(name), "") for name in reversed(new)]
        self.clean_up(unneeded)
        self.set_outputs(self.before)
        record(self.stack, "UPDATE_ROLLBACK_COMPLETE")

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

    def clean_up(self, discarded: list[Discarded]) -> None:
        """Deletes what is no longer needed; what can't be deleted doesn't fail the update."""
        position = {name: index for index, name in enumerate(self.before.order)}
        last = len(position)
        for resource, policy in sorted(discarded, key=lambda entry: -position.get(entry[0].logical_id, last)):
            try:
                self.delete_resource(resource, policy)
            except ResourceError:
                continue
