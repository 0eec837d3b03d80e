"""Strings of PostgreSQL."""

import itertools


def dollar_quoted(text: str) -> str:
    """A string in quotes that are not in it."""
    tag = next(tag for number in itertools.count() if (tag := f"$borealis{number}$") not in text + "$")
    return f"{tag}{text}{tag}"
