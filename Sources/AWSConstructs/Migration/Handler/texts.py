"""Texts that others wrote, made fit to be answered and remembered."""

import json


def plain(text: str) -> str:
    """A text that JSON doesn't make six times as long, that UTF-8 has bytes for, and that a database takes."""
    return "".join(character if character.isprintable() else " " for character in text)


def cut(text: str, size: int) -> str:
    """A plain text that takes at most so many bytes in JSON: of a longer one its beginning."""
    if measured(text) <= size:
        return text
    kept = []
    left = size - measured("…")
    for character in text[:size]:
        left -= measured(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept) + "…"


def measured(text: str) -> int:
    """How many bytes a plain text takes in JSON, without its quotes."""
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2
