"""The order in which the resources of a template are made."""

from .errors import TemplateError
from .template import PSEUDO_PARAMETERS, Reference, Template, is_custom, references


def creation_order(template: Template) -> list[str]:
    """The logical IDs, each after those that it refers to or names in DependsOn.

    Raises TemplateError for a name that there isn't, and for a circle.
    """
    resources = template["Resources"]
    dependencies = {name: dependencies_of(name, template) for name in resources}
    check_names(template, "Outputs", list(references({k: v.get("Value") for k, v in outputs(template).items()})))
    remaining = sorted_by_dependencies(dependencies)
    order: list[str] = []
    while remaining:
        ready = [name for name in remaining if not any(other in remaining for other in dependencies[name])]
        # Custom resources go last among what is ready: the real service works on many at once, so that everything quick
        # is there while they run. A log group that its function is invoked before would have been made by the function.
        quick = [name for name in ready if not is_custom(resources[name]["Type"])]
        taken = quick or ready[:1]
        order += taken
        remaining = [name for name in remaining if name not in taken]
    return order


def outputs(template: Template) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = template.get("Outputs") or {}
    return found


def dependencies_of(name: str, template: Template) -> list[str]:
    definition = template["Resources"][name]
    referring = ("Properties", "Metadata", "UpdatePolicy", "CreationPolicy")
    found = list(references([definition[key] for key in referring if key in definition]))
    named = definition.get("DependsOn", [])
    explicit = [named] if isinstance(named, str) else named
    check_names(template, "Resources", found + [(other, "") for other in explicit])
    implicit = [other for other, _ in found if other in template["Resources"]]
    return list(dict.fromkeys(implicit + explicit))


def check_names(template: Template, section: str, found: list[Reference]) -> None:
    parameters = template.get("Parameters") or {}

    def is_known(reference: Reference) -> bool:
        name, attribute = reference
        return name in template["Resources"] or (
            attribute is None and (name in parameters or name in PSEUDO_PARAMETERS)
        )

    unknown = sorted({reference[0] for reference in found if not is_known(reference)})
    if unknown:
        words = f"Unresolved resource dependencies [{', '.join(unknown)}] in the {section} block of the template"
        raise TemplateError(f"Template format error: {words}")


def sorted_by_dependencies(dependencies: dict[str, list[str]]) -> list[str]:
    order: list[str] = []

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            circle = sorted(path[path.index(name) :])
            raise TemplateError(f"Circular dependency between resources: [{', '.join(circle)}]")
        if name not in order:
            for other in dependencies[name]:
                visit(other, (*path, name))
            order.append(name)

    for name in dependencies:
        visit(name, ())
    return order
