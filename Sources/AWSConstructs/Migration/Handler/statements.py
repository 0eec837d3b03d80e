"""Splits a script into statements, which end at a semicolon outside quotes and comments."""

import re
from dataclasses import dataclass

from request import Engine

# What a semicolon doesn't end a statement in, per engine; whatever is left open reaches to the end of the script.
QUOTES: dict[Engine, str] = {
    "mysql": r"""
        '(?:[^'\\]++|\\.|'')*+(?:'|\Z)
        | "(?:[^"\\]++|\\.|"")*+(?:"|\Z)
        | `[^`]*+(?:`|\Z)
    """,
    "postgresql": r"""
        (?<![A-Za-z0-9_$])[eE]'(?:[^'\\]++|\\.|'')*+(?:'|\Z)
        | '[^']*+(?:'|\Z)
        | "[^"]*+(?:"|\Z)
        | (?<![A-Za-z0-9_$])\$(?P<tag>(?:[^\W\d]\w*)?)\$.*?(?:\$(?P=tag)\$|\Z)
    """,
}
COMMENTS: dict[Engine, str] = {
    # MySQL runs what is in /*! */, and takes -- for a comment only before a blank.
    "mysql": r"--(?=\s|\Z)[^\n]* | \#[^\n]* | /\*(?!!).*?(?:\*/|\Z)",
    "postgresql": r"--[^\n]*",
}
TOKEN: dict[Engine, re.Pattern[str]] = {
    engine: re.compile(
        rf"(?P<comment>{COMMENTS[engine]}) | (?P<nested>/\*) | (?P<quote>{QUOTES[engine]})"
        r"| (?P<end>;) | (?P<blank>\s+) | (?P<code>\w+|.)",
        re.DOTALL | re.VERBOSE,
    )
    for engine in ("mysql", "postgresql")
}


@dataclass(frozen=True)
class Statement:
    """A statement as it is sent, without its semicolon, and the line that it starts at."""

    text: str
    line: int

    @property
    def keyword(self) -> str:
        """The first word in capitals."""
        word = re.match(r"\w+", self.text)
        return word.group().upper() if word else ""

    @property
    def changes_data_only(self) -> bool:
        """Whether MySQL can roll it back: everything else commits by itself."""
        return self.keyword in {"INSERT", "UPDATE", "DELETE", "REPLACE", "SELECT"}

    @property
    def controls_transaction(self) -> bool:
        """Whether it would begin or end the transaction that it is run in."""
        words = {"BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE", "XA"}
        return self.keyword in words or re.match(r"PREPARE\s+TRANSACTION\b", self.text, re.IGNORECASE) is not None

    @property
    def may_commit_by_itself(self) -> bool:
        """Whether it can fail after a part of it was committed."""
        return self.keyword in {"CALL", "DO"}

    @property
    def has_password(self) -> bool:
        """Whether an error that quotes it would show a secret."""
        return re.search(r"\b(identified|password)\b", self.text, re.IGNORECASE) is not None


def split(script: str, engine: Engine) -> list[Statement]:
    """The statements of a script; comments between them are left out."""
    statements: list[Statement] = []
    start: int | None = None
    line = 1
    counted = 0
    end = 0
    position = 0
    while position < len(script):
        match = TOKEN[engine].match(script, position)
        assert match, "every character is a token"
        position = match.end()
        kind = match.lastgroup
        if match.group("nested") and engine == "postgresql":
            position = end_of_nested_comment(script, match.start())
        elif kind in ("comment", "blank"):
            pass
        elif kind != "end":
            if start is None:
                start = match.start()
                line += script.count("\n", counted, start)
                counted = start
            end = position
        elif start is not None:
            statements.append(Statement(script[start:end], line))
            start = None
    if start is not None:
        statements.append(Statement(script[start:end], line))
    return statements


def end_of_nested_comment(script: str, start: int) -> int:
    """PostgreSQL's block comments have others inside."""
    depth = 0
    for match in re.compile(r"/\*|\*/").finditer(script, start):
        depth += 1 if match.group() == "/*" else -1
        if depth == 0:
            return match.end()
    return len(script)
