"""What is said of a script that could not be applied."""

import data_api
from manifest import Script, Statement


class ScriptFailed(Exception):
    """A script could not be applied whole."""


def failure(script: Script, statements: list[Statement], number: int, error: Exception, kept: int = 0) -> ScriptFailed:
    statement = statements[number - 1]
    place = f"{script.name}:{statement.line}: statement {number} of {len(statements)} failed"
    words = f"{data_api.code(error)} about a password" if statement.has_secret else data_api.message(error)
    stays = f"; the {kept} before it stay, as they were committed" if kept else ""
    return ScriptFailed(f"{place}: {words}{stays}")
