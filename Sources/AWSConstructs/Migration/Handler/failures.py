"""What is said and remembered of a script that could not be applied."""

from collections.abc import Callable

import errors
from history import Failure
from lease import Replaced
from manifest import Script, Statement
from run import Run
from texts import cut

# Of a database's words, in an answer: what is to be done comes behind them.
ANSWERED_BYTES = 500


class ScriptFailed(Exception):
    """A script could not be applied whole."""


class Concealed(Exception):
    """An error of which only the code is told, as its words may hold a secret."""

    def __init__(self, error: Exception) -> None:
        code = errors.database_code(error)
        super().__init__(f"{code} in a script with a password")
        # What errors.code and errors.message look at.
        self.response = {"Error": {"Code": code, "Message": str(self)}}


def failed(script: Script, number: int, error: Exception, kept: int = 0, fix: str = "") -> ScriptFailed:
    """What is answered of a statement; kept: how many before it stay."""
    statements = script.statements
    place = f"{script.name}:{statements[number - 1].line}: statement {number} of {len(statements)} failed"
    stays = f"; the {kept} before it stay, and the next deploy goes on behind them" if kept else ""
    return ScriptFailed(f"{place}: {cut(coded(statements[number - 1], error), ANSWERED_BYTES)}{stays}{fix}")


def coded(statement: Statement, error: Exception) -> str:
    """The database's code and its words, where those don't begin with it."""
    said = words(statement, error)
    code = errors.database_code(error)
    return said if statement.has_secret or code in said[:64] else f"{code}: {said}"


def words(statement: Statement, error: Exception) -> str:
    return f"{errors.code(error)} about a password" if statement.has_secret else errors.message(error)


def note(run: Run, write: Callable[[Failure], None], script: Script, number: int, error: Exception) -> None:
    """Writes a failure into the history; what failed matters more than that it can't be written."""
    statement = script.statements[number - 1]
    try:
        write(Failure(errors.database_code(error), words(statement, error), statement.line))
    except Replaced:
        raise
    except Exception as lost:
        run.log.step("the failure was not remembered", script=script.name, code=errors.code(lost))
